package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.Optional;

/**
 * One of the servers to try.
 *
 * @param name host name, IP address or directory of a Unix-domain socket; empty if only {@code address} is given
 * @param address the IP address given by {@code hostaddr}, or empty
 * @param port the TCP port, which is also the number in a socket's name, as given by the parameter: it may have leading
 *     zeros, or not be a port at all
 */
public record HostSpec(String name, String address, String port) {
    private static final int LARGEST_PORT = 65535;

    HostSpec(String name, String address, int port) {
        this(name, address, Integer.toString(port));
    }

    /** @throws SengiException if the port is not an integer, which libpq reports instead of trying any other host */
    public int portNumber() {
        return IntegerParameter.parse(ConninfoKeyword.PORT, port);
    }

    /** @throws SengiException if the integer is not a port */
    public void checkPort() {
        if (portNumber() < 1 || portNumber() > LARGEST_PORT) {
            throw new SengiException("invalid port number: \"" + port + "\"");
        }
    }

    /** Returns the path of the Unix-domain socket, if this is one. */
    public Optional<String> socketPath() {
        return address.isEmpty() && isSocketDirectory(name)
                ? Optional.of(name + "/.s.PGSQL." + portNumber())
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
