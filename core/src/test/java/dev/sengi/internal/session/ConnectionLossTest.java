package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

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

    /** For example, a foreign server that cannot be reached has the SQLSTATE of a lost connection. */
    @ParameterizedTest
    @CsvSource({
        "ERROR, ERROR, 08001, false",
        "ERROR, ERROR, 57P01, false",
        "FEHLER, ERROR, 08006, false",
        "FATAL, FATAL, 57P01, true",
        "ВАЖНО, FATAL, 57P01, true",
        "ПАНИКА, PANIC, XX000, true"
    })
    void severityDecidesWhatAServersErrorMeans(String severity, String untranslated, String state, boolean lost) {
        ServerErrorMessage message =
                new ServerErrorMessage("S" + severity + "\0V" + untranslated + "\0C" + state + "\0Mtext\0Wcontext\0");
        assertThat(ConnectionLoss.is(new PSQLException(message))).isEqualTo(lost);
        assertThat(ServerMessage.format(message, null)).isEqualTo(severity + ":  text\nCONTEXT:  context\n");
    }

    private static String text(Exception cause) {
        return ConnectionLoss.text(
                new SQLException("An I/O error occurred while sending to the backend.", "08006", cause));
    }
}
