package dev.sengi.internal.conninfo.socket;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Socket options, which determine how soon a silent network is detected. */
class AddressSocketTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @SuppressForbidden("the JDK has the times of keepalives in jdk.net only")
    @Test
    void keepalivesAreSet() throws IOException {
        try (AddressSocket socket =
                connected(Map.of("keepalives_idle", "7", "keepalives_interval", "3", "keepalives_count", " 2 "))) {
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(7);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(3);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(2);
        }
    }

    @Test
    void keepalivesAreOnUnlessTurnedOff() throws IOException {
        try (AddressSocket socket = connected(Map.of())) {
            assertThat(socket.getKeepAlive()).isTrue();
        }
        try (AddressSocket socket = connected(Map.of("keepalives", "0", "keepalives_idle", "x"))) {
            assertThat(socket.getKeepAlive()).isFalse();
        }
    }

    /** The peer does not read, which looks to the system like a dead peer. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void peerThatAcknowledgesNothingIsAbandoned() throws IOException {
        try (AddressSocket socket = connected(Map.of("tcp_user_timeout", "500"))) {
            byte[] bytes = new byte[1 << 16];
            OutputStream out = socket.getOutputStream();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThatThrownBy(() -> {
                                while (true) {
                                    out.write(bytes);
                                }
                            })
                            .isInstanceOf(SocketException.class)
                            .hasMessage("Connection timed out"));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    /** Linux first checks the timeout after a second. */
    @Test
    void serverIsGivenASecondToAcceptTheConnection() throws IOException {
        List<Socket> clients = new ArrayList<>();
        try {
            fillQueue(clients);
            long start = System.nanoTime();
            assertThatThrownBy(() -> connected(Map.of("tcp_user_timeout", "1")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Connection timed out");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(ofMillis(900), ofMillis(20_000));
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private void fillQueue(List<Socket> clients) throws IOException {
        while (clients.size() < 20) {
            Socket client = new Socket();
            clients.add(client);
            try {
                client.connect(server.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        assumeTrue(false, "the system accepts connections beyond the queue");
    }

    /** Keepalives show that the peer is alive. */
    @Test
    void peerThatSaysNothingIsWaitedFor() throws Exception {
        try (AddressSocket socket = connected(Map.of("tcp_user_timeout", "100", "keepalives_idle", "1"));
                Socket peer = server.accept()) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(message());
            Thread.sleep(500);
            peer.getOutputStream().write('x');
            assertThat(in.read()).isEqualTo('x');
        }
    }

    @Test
    void noTimeoutAppliesWithoutKeepalives() throws IOException {
        try (AddressSocket socket = connected(Map.of("keepalives", "0", "tcp_user_timeout", "x"))) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThatThrownBy(() -> connected(Map.of("tcp_user_timeout", "x")))
                .hasMessage("invalid integer value \"x\" for connection option \"tcp_user_timeout\"");
    }

    private static byte[] message() {
        return new byte[] {0, 0, 0, 9, 0, 3, 0, 0, 0};
    }

    /** Connects like the driver, which enables keepalives only afterwards. */
    private AddressSocket connected(Map<String, String> options) throws IOException {
        AddressSocket socket = new AddressSocket(InetAddress.getLoopbackAddress(), options);
        socket.connect(new InetSocketAddress("localhost", server.getLocalPort()), 0);
        socket.setKeepAlive(true);
        return socket;
    }
}
