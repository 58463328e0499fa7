package dev.sengi.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.postgresql.util.ServerErrorMessage;

/** The messages, in libpq's words, that report that a server has ended a session. */
public final class ConnectionLoss {
    /** What libpq reports when a connection has ended, with or without a message from the server. */
    public static final String CLOSED = """
            server closed the connection unexpectedly
            \tThis probably means the server terminated abnormally
            \tbefore or while processing the request.""";

    private static final String NOT_RECEIVED = "could not receive data from server: ";
    private static final List<String> CLOSED_REASONS =
            List.of("Connection reset", "Broken pipe", "Socket closed", "Socket is closed", "Closed by interrupt");

    private ConnectionLoss() {}

    /**
     * Returns whether the session is unusable after the error. The server's own errors may have any SQLSTATE: that of a
     * lost connection if a foreign server cannot be reached.
     */
    public static boolean is(SQLException error) {
        ServerErrorMessage message = ServerError.message(error);
        return message == null ? String.valueOf(error.getSQLState()).startsWith("08") : isFatal(message);
    }

    static boolean isFatal(ServerErrorMessage message) {
        return message != null && List.of("FATAL", "PANIC").contains(severity(message));
    }

    /** Returns the severity, untranslated if the driver's fields are accessible. */
    private static String severity(ServerErrorMessage message) {
        try {
            Object untranslated = ((Map<?, ?>) DriverFields.value(message, "mesgParts")).get('V');
            return untranslated == null ? String.valueOf(message.getSeverity()) : untranslated.toString();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return String.valueOf(message.getSeverity());
        }
    }

    /** Returns everything that libpq prints about the loss, without the last line end. */
    public static String text(SQLException error) {
        ServerErrorMessage message = ServerError.message(error);
        return message == null ? withoutServer(error) : ServerMessage.format(message, null) + CLOSED;
    }

    /** Returns what libpq prints for an error that did not come from the server. */
    static String withoutServer(SQLException error) {
        Throwable cause = error.getCause();
        if (cause instanceof SSLException && cause.getCause() instanceof SocketException socket) {
            return isClosed(socket)
                    ? CLOSED
                    : NOT_RECEIVED + systemReason(socket) + "\nSSL SYSCALL error: " + systemReason(socket);
        }
        if (cause instanceof EOFException || (cause instanceof SocketException socket && isClosed(socket))) {
            return CLOSED;
        }
        return cause instanceof IOException io ? NOT_RECEIVED + systemReason(io) : error.getMessage();
    }

    /** Returns whether either side closed the connection, as opposed to a network failure. */
    public static boolean isClosed(SocketException e) {
        String message = e.getMessage();
        return message == null || CLOSED_REASONS.stream().anyMatch(message::startsWith);
    }

    /** Returns the operating system's message without the operation that Java appends in parentheses. */
    private static String systemReason(IOException e) {
        return String.valueOf(e.getMessage()).replaceFirst(" \\(.*\\)$", "");
    }
}
