package dev.sengi.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What is said when a server has ended a session, in libpq's words. */
public final class ConnectionLoss {
    /** What libpq says of a connection that has ended without a word, or after one. */
    static final String CLOSED = """
            server closed the connection unexpectedly
            \tThis probably means the server terminated abnormally
            \tbefore or while processing the request.""";

    private static final String NOT_RECEIVED = "could not receive data from server: ";
    private static final List<String> CLOSED_REASONS =
            List.of("Connection reset", "Broken pipe", "Socket closed", "Socket is closed", "Closed by interrupt");

    private ConnectionLoss() {}

    /** Returns whether nothing more can be asked of the server after the error. */
    public static boolean is(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || isFatal(serverMessage(error));
    }

    /** Returns what the server said, or null where the error is the driver's. */
    static ServerErrorMessage serverMessage(SQLException error) {
        return error instanceof PSQLException server ? server.getServerErrorMessage() : null;
    }

    static boolean isFatal(ServerErrorMessage message) {
        return message != null && ("FATAL".equals(message.getSeverity()) || "PANIC".equals(message.getSeverity()));
    }

    /** Returns all that libpq says of the loss, without the last line end. */
    public static String text(SQLException error) {
        ServerErrorMessage message = serverMessage(error);
        return message == null ? withoutServer(error) : ServerMessage.format(message, null) + CLOSED;
    }

    /** Returns what libpq says of an error that did not come from the server. */
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

    /** Returns whether one of the two has closed the connection, rather than the network lost it. */
    public static boolean isClosed(SocketException e) {
        String message = e.getMessage();
        return message == null || CLOSED_REASONS.stream().anyMatch(message::startsWith);
    }

    /** Returns the operating system's words: Java adds what it was doing in parentheses. */
    private static String systemReason(IOException e) {
        return String.valueOf(e.getMessage()).replaceFirst(" \\(.*\\)$", "");
    }
}
