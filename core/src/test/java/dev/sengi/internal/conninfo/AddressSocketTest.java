package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The options of a socket: a network that goes silent is noticed as soon as they say. */
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

    @Test
    void timeoutForUnacknowledgedDataIsRefusedByName() {
        assertThatThrownBy(() -> connected(Map.of("tcp_user_timeout", "1000")))
                .isInstanceOfSatisfying(
                        StartupFailure.class, e -> assertThat(e.triesNext()).isFalse())
                .hasMessage("connection option \"tcp_user_timeout\" is not supported");
    }

    /** Connects as the driver does, which sets keepalives on afterwards. */
    private AddressSocket connected(Map<String, String> options) throws IOException {
        AddressSocket socket = new AddressSocket(InetAddress.getLoopbackAddress(), options);
        socket.connect(new InetSocketAddress("localhost", server.getLocalPort()), 0);
        socket.setKeepAlive(true);
        return socket;
    }
}
