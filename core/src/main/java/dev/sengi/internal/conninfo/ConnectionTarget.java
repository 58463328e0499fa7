package dev.sengi.internal.conninfo;

import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.parameter.ConnectionString;
import dev.sengi.internal.conninfo.parameter.HostSpec;
import dev.sengi.internal.conninfo.tls.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One address of a server.
 *
 * @param host the server
 * @param address its IP address, or null for a Unix-domain socket
 */
record ConnectionTarget(HostSpec host, InetAddress address) {
    private static final String UNKNOWN = "Name or service not known";
    /** Linux's limit for the path of a socket, in bytes. */
    private static final int LONGEST_SOCKET_PATH = 107;

    /**
     * Returns all addresses of a server.
     *
     * @throws SengiException if the port is out of range, the name cannot be resolved, or the path of the socket is too
     *     long
     */
    static List<ConnectionTarget> of(HostSpec host) {
        host.checkPort();
        if (host.socketPath().isPresent()) {
            checkLength(host.socketPath().get());
            return List.of(new ConnectionTarget(host, null));
        }
        String text = host.address().isEmpty() ? host.name() : host.address();
        Optional<InetAddress> literal = AddressLiteral.parse(text);
        if (literal.isPresent()) {
            return List.of(new ConnectionTarget(host, literal.get()));
        }
        if (!host.address().isEmpty()) {
            throw new SengiException("could not parse network address \"" + text + "\": " + UNKNOWN);
        }
        if (!AddressLiteral.mayBeName(text)) {
            throw untranslated(text, UNKNOWN, null);
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(text))
                    .map(address -> new ConnectionTarget(host, address))
                    .toList();
        } catch (UnknownHostException e) {
            String reason = e.getMessage();
            int colon = reason.lastIndexOf(": ");
            throw untranslated(text, colon < 0 ? UNKNOWN : reason.substring(colon + 2), e);
        }
    }

    private static SengiException untranslated(String name, String reason, UnknownHostException cause) {
        String message = "could not translate host name \"" + ConnectionString.withoutPassword(name) + "\" to address: "
                + reason;
        return new SengiException(message, cause);
    }

    private static void checkLength(String socketPath) {
        if (socketPath.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw new SengiException("Unix-domain socket path \"" + socketPath + "\" is too long (maximum "
                    + LONGEST_SOCKET_PATH + " bytes)");
        }
    }

    String socketPath() {
        return host.socketPath().orElseThrow();
    }

    boolean isLocal() {
        return address == null;
    }

    /** Returns what libpq puts before the reason for a failure to connect to this address. */
    String failure() {
        if (isLocal()) {
            return "connection to server on socket \"" + socketPath() + "\" failed: ";
        }
        String shown = host.address().isEmpty() ? host.name() : host.address();
        String ip = IpAddress.format(address.getAddress());
        boolean translated = host.address().isEmpty() && !shown.equals(ip);
        return "connection to server at \"" + shown + "\"" + (translated ? " (" + ip + ")" : "") + ", port "
                + host.port() + " failed: ";
    }
}
