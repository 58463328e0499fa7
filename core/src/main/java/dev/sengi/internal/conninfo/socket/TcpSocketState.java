package dev.sengi.internal.conninfo.socket;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What Linux reports about a TCP socket in a line of {@code /proc/net/tcp} or {@code tcp6} (proc_net_tcp in the
 * kernel's documentation): numbers are hexadecimal, and addresses consist of four-byte words in the machine's byte
 * order.
 *
 * @param unacknowledged number of bytes written but not acknowledged
 * @param timer the active timer: 1 to retransmit, 2 for an idle connection, 4 for a peer whose window is closed
 * @param repeats number of unsuccessful retransmissions
 * @param probes number of unanswered probes
 */
record TcpSocketState(long unacknowledged, int timer, int repeats, int probes) {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int QUEUES = 4;
    private static final int TIMER = 5;
    private static final int REPEATS = 6;
    private static final int PROBES = 8;

    private static final int RETRANSMITTING = 1;
    private static final int IDLE = 2;
    private static final int CLOSED_WINDOW = 4;

    /** Returns the state of the socket, or nothing if the table does not contain it. */
    static Optional<TcpSocketState> find(BufferedReader table, Socket socket) throws IOException {
        String local = String.format(Locale.ROOT, ":%04X", socket.getLocalPort());
        for (String line = table.readLine(); line != null; line = table.readLine()) {
            if (line.contains(local)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > PROBES && isOf(fields, socket, local)) {
                    return Optional.of(of(fields));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(String[] fields, Socket socket, String local) throws UnknownHostException {
        return fields[LOCAL].endsWith(local)
                && Integer.parseInt(after(fields[REMOTE]), 16) == socket.getPort()
                && address(before(fields[LOCAL])).equals(socket.getLocalAddress())
                && address(before(fields[REMOTE])).equals(socket.getInetAddress());
    }

    private static TcpSocketState of(String[] fields) {
        return new TcpSocketState(
                Long.parseLong(before(fields[QUEUES]), 16),
                Integer.parseInt(before(fields[TIMER]), 16),
                Integer.parseUnsignedInt(fields[REPEATS], 16),
                // Unlike the others, this field is decimal.
                Integer.parseInt(fields[PROBES]));
    }

    /** Parses an address; an IPv4 address in the IPv6 table becomes an IPv4 address again. */
    static InetAddress address(String words) throws UnknownHostException {
        ByteBuffer machine = ByteBuffer.wrap(HexFormat.of().parseHex(words));
        ByteBuffer network = ByteBuffer.allocate(machine.remaining()).order(ByteOrder.nativeOrder());
        while (machine.hasRemaining()) {
            network.putInt(machine.getInt());
        }
        return InetAddress.getByAddress(network.array());
    }

    /**
     * Returns whether the peer has not yet acknowledged retransmitted data, data held back by its closed window, or a
     * probe.
     */
    boolean isUnanswered() {
        return switch (timer) {
            case RETRANSMITTING -> repeats > 0;
            case IDLE -> probes > 0;
            case CLOSED_WINDOW -> unacknowledged > 0;
            default -> false;
        };
    }

    private static String before(String pair) {
        return pair.substring(0, pair.indexOf(':'));
    }

    private static String after(String pair) {
        return pair.substring(pair.indexOf(':') + 1);
    }
}
