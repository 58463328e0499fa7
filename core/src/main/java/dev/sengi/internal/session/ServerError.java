package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.SengiException;
import dev.sengi.ServerException;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Formats errors of statements as libpq shows them, and wraps them in Sengi's exceptions. */
public final class ServerError {
    private ServerError() {}

    /** Returns the server's message, or null if the error is the driver's. */
    public static ServerErrorMessage message(SQLException error) {
        return error instanceof PSQLException server ? server.getServerErrorMessage() : null;
    }

    /** Returns whether the server itself sent the error, as opposed to the driver. */
    public static boolean isFromServer(SQLException error) {
        return message(error) != null;
    }

    /**
     * Returns the error as libpq shows it, without its last line end.
     *
     * @param sent the text that was sent, or null to omit the position that the error points at
     */
    public static String text(SQLException error, String sent) {
        ServerErrorMessage message = message(error);
        return message == null
                ? ConnectionLoss.withoutServer(error)
                : ServerMessage.withoutLastLineFeed(ServerMessage.format(message, sent));
    }

    /** Wraps the error of a statement in an exception with pg_dump's message for a failed query. */
    public static SengiException queryFailure(SQLException error, String statement) {
        return queryFailure(error, statement, null);
    }

    /**
     * Wraps an error like the other method, and shows the position that it points at.
     *
     * @param sent the text that was sent, or null to omit the position
     */
    public static SengiException queryFailure(SQLException error, String statement, String sent) {
        String text = text(error, sent);
        if (ConnectionLoss.isFatal(message(error))) {
            text += "\n" + ConnectionLoss.CLOSED;
        }
        return failure(
                "query failed: " + text, List.of("Query was: " + statement), sent == null ? statement : sent, error);
    }

    /**
     * Returns the exception for a statement that failed, of a type that shows whether the server refused it. If the
     * driver or a wrapper did, the connection is unusable.
     *
     * @param details what the error concerns, as readable text
     * @param statement as it was sent, or null
     */
    public static SengiException failure(String message, List<String> details, String statement, SQLException error) {
        return !isFromServer(error) || ConnectionLoss.is(error)
                ? new ConnectionException(message, message, details, null, statement, error)
                : new ServerException(message, details, statement, error);
    }
}
