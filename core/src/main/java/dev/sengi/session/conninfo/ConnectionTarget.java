package dev.sengi.session.conninfo;

import dev.sengi.SengiException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * One address of a server.
 *
 * @param host the server
 * @param address its IP address, or null for a Unix-domain socket
 */
record ConnectionTarget(HostSpec host, InetAddress address) {

    /**
     * Returns all addresses of a server.
     *
     * @throws SengiException when the name has none
     */
    static List<ConnectionTarget> of(HostSpec host) {
        if (host.socketPath().isPresent()) {
            return List.of(new ConnectionTarget(host, null));
        }
        String name = host.address().isEmpty() ? host.name() : host.address();
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(address -> new ConnectionTarget(host, address))
                    .toList();
        } catch (UnknownHostException e) {
            String reason = e.getMessage();
            int colon = reason.lastIndexOf(": ");
            throw new SengiException(
                    "could not translate host name \"" + withoutPassword(name) + "\" to address: "
                            + (colon < 0 ? "Name or service not known" : reason.substring(colon + 2)),
                    e);
        }
    }

    /** Hides what precedes an at sign: the end of a password that was not percent-encoded in its URI. */
    private static String withoutPassword(String name) {
        return name.indexOf('@') < 0 ? name : "***" + name.substring(name.lastIndexOf('@'));
    }

    String socketPath() {
        return host.socketPath().orElseThrow();
    }

    boolean isLocal() {
        return address == null;
    }

    /** Returns what libpq puts before the reason why this could not be connected to. */
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
