package dev.sengi.internal.conninfo;

import dev.sengi.SengiException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One address of a server.
 *
 * @param host the server
 * @param address its IP address, or null for a Unix-domain socket
 */
record ConnectionTarget(HostSpec host, InetAddress address) {
    /** Matches anything that may be an address rather than a name. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:.*");
    /** Linux's limit for the path of a socket, in bytes. */
    private static final int LONGEST_SOCKET_PATH = 107;

    /**
     * Returns all addresses of a server.
     *
     * @throws SengiException if the name cannot be resolved, or the path of the socket is too long
     */
    static List<ConnectionTarget> of(HostSpec host) {
        if (host.socketPath().isPresent()) {
            checkLength(host.socketPath().get());
            return List.of(new ConnectionTarget(host, null));
        }
        String name = host.address().isEmpty() ? host.name() : host.address();
        try {
            if (!host.address().isEmpty() && !ADDRESS.matcher(name).matches()) {
                throw new UnknownHostException(name);
            }
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(address -> new ConnectionTarget(host, address))
                    .toList();
        } catch (UnknownHostException e) {
            if (!host.address().isEmpty()) {
                throw new SengiException(
                        "could not parse network address \"" + name + "\": Name or service not known", e);
            }
            String reason = e.getMessage();
            int colon = reason.lastIndexOf(": ");
            throw new SengiException(
                    "could not translate host name \"" + withoutPassword(name) + "\" to address: "
                            + (colon < 0 ? "Name or service not known" : reason.substring(colon + 2)),
                    e);
        }
    }

    private static void checkLength(String socketPath) {
        if (socketPath.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw new SengiException("Unix-domain socket path \"" + socketPath + "\" is too long (maximum "
                    + LONGEST_SOCKET_PATH + " bytes)");
        }
    }

    /** Hides what precedes an at sign: it may be the end of a password that was not percent-encoded in its URI. */
    private static String withoutPassword(String name) {
        return name.indexOf('@') < 0 ? name : "***" + name.substring(name.lastIndexOf('@'));
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
        String ip = address.getHostAddress();
        boolean asNamed = !host.address().isEmpty() || host.name().equals(ip);
        String server = asNamed ? "\"" + ip + "\"" : "\"" + host.name() + "\" (" + ip + ")";
        return "connection to server at " + server + ", port " + host.port() + " failed: ";
    }
}
