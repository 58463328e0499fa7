package dev.sengi.internal.conninfo;

import java.util.Optional;

/**
 * One of the servers that a connection may be made to.
 *
 * @param name host name, IP address or the directory of a Unix-domain socket; empty where only {@code address} is given
 * @param address the IP address given by {@code hostaddr}, or empty
 * @param port the TCP port, and the number in the socket's name
 */
public record HostSpec(String name, String address, int port) {

    /** Returns the Unix-domain socket's path where this is one. */
    public Optional<String> socketPath() {
        return address.isEmpty() && isSocketDirectory(name)
                ? Optional.of(name + "/.s.PGSQL." + port)
                : Optional.empty();
    }

    static boolean isSocketDirectory(String name) {
        return name.startsWith("/") || name.startsWith("@");
    }

    /** Returns what was asked for: the name, or the address where there is no name. */
    public String label() {
        return name.isEmpty() ? address : name;
    }
}
