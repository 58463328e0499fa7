package dev.sengi.internal.conninfo.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Lines as Linux prints them, with addresses in native byte order. */
class TcpSocketStateTest {
    @Test
    void readsAddressesOfBothFamilies() throws IOException {
        assertThat(TcpSocketState.address(words("7f000001"))).isEqualTo(address("7f000001"));
        assertThat(TcpSocketState.address(words("00000000000000000000ffff7f000001")))
                .isEqualTo(address("7f000001"));
        assertThat(TcpSocketState.address(words("20010db8000000000000000000000001")))
                .isEqualTo(address("20010db8000000000000000000000001"));
    }

    private static InetAddress address(String hex) throws IOException {
        return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
    }

    @Test
    void findsTheSocketsLine() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, address("7f000001"));
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            String own = line(socket.getLocalPort(), socket.getPort(), "0000F00D:00000000 01:00000014 00000003");
            String others = line(socket.getPort(), socket.getLocalPort(), "00000001:00000000 01:00000014 00000001");
            String head =
                    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
            assertThat(TcpSocketState.find(table(head + others + own), socket))
                    .contains(new TcpSocketState(0xf00d, 1, 3, 12));
            assertThat(TcpSocketState.find(table(head + others), socket)).isEmpty();
        }
    }

    @Test
    void retransmissionsAndProbesAreUnanswered() {
        assertThat(new TcpSocketState(9, 1, 0, 0).isUnanswered()).isFalse();
        assertThat(new TcpSocketState(9, 1, 1, 0).isUnanswered()).isTrue();
        assertThat(new TcpSocketState(0, 2, 0, 0).isUnanswered()).isFalse();
        assertThat(new TcpSocketState(0, 2, 0, 1).isUnanswered()).isTrue();
        assertThat(new TcpSocketState(9, 4, 0, 0).isUnanswered()).isTrue();
        assertThat(new TcpSocketState(0, 0, 0, 0).isUnanswered()).isFalse();
    }

    private static BufferedReader table(String text) {
        return new BufferedReader(new StringReader(text));
    }

    private static String line(int local, int remote, String state) {
        String address = words("7f000001");
        return String.format(
                Locale.ROOT,
                "   1: %s:%04X %s:%04X 01 %s     0       12 7034 2 0000000000000000 20 4 30 10 -1%n",
                address,
                local,
                address,
                remote,
                state);
    }

    /** Returns bytes in network order as Linux prints them. */
    private static String words(String network) {
        ByteBuffer from = ByteBuffer.wrap(HexFormat.of().parseHex(network)).order(ByteOrder.nativeOrder());
        ByteBuffer to = ByteBuffer.allocate(from.remaining());
        while (from.hasRemaining()) {
            to.putInt(from.getInt());
        }
        return HexFormat.of().withUpperCase().formatHex(to.array());
    }
}
