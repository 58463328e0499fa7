package dev.sengi.internal.conninfo;

import java.util.Optional;

/**
 * One of the servers to which a connection may be made.
 *
 * @param name host name, IP address or directory of a Unix-domain socket; empty if only {@code address} is given
 * @param address the IP address given by {@code hostaddr}, or empty
 * @param port the TCP port, which is also the number in a socket's name
 * @param givenPort the port as the parameter gives it, for example with leading zeros
 */
public record HostSpec(String name, String address, int port, String givenPort) {

    HostSpec(String name, String address, int port) {
        this(name, address, port, Integer.toString(port));
    }

    /** Returns the path of the Unix-domain socket, if this is one. */
    public Optional<String> socketPath() {
        return address.isEmpty() && isSocketDirectory(name)
                ? Optional.of(name + "/.s.PGSQL." + port)
                : Optional.empty();
    }

    static boolean isSocketDirectory(String name) {
        return name.startsWith("/") || name.startsWith("@");
    }

    /** Returns the name, or the address if there is no name. */
    public String label() {
        return name.isEmpty() ? address : name;
    }
}
