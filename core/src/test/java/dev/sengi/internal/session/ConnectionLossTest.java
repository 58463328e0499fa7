package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLossTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection reset",
                "Connection reset by peer",
                "Broken pipe",
                "Broken pipe (Write failed)",
                "Socket closed"
            })
    void serverThatIsGoneHasClosedTheConnection(String reason) {
        assertThat(text(new SocketException(reason))).isEqualTo(ConnectionLoss.CLOSED);
        assertThat(text(new SSLException(reason, new SocketException(reason)))).isEqualTo(ConnectionLoss.CLOSED);
    }

    @Test
    void endOfTheStreamHasClosedTheConnection() {
        assertThat(text(new EOFException())).isEqualTo(ConnectionLoss.CLOSED);
        assertThat(text(new SocketException())).isEqualTo(ConnectionLoss.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection timed out", "No route to host", "Network is unreachable"})
    void networkThatIsLostIsNamed(String reason) {
        assertThat(text(new SocketException(reason))).isEqualTo("could not receive data from server: " + reason);
        assertThat(text(new SocketException(reason + " (Read failed)")))
                .isEqualTo("could not receive data from server: " + reason);
        assertThat(text(new SSLException(reason, new SocketException(reason))))
                .isEqualTo("could not receive data from server: " + reason + "\nSSL SYSCALL error: " + reason);
    }

    private static String text(Exception cause) {
        return ConnectionLoss.text(
                new SQLException("An I/O error occurred while sending to the backend.", "08006", cause));
    }
}
