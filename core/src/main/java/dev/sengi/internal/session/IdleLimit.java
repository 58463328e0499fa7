package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * A server's limit to the time that a session may be idle ({@code idle_session_timeout}), which may be shorter than what
 * lies between connecting and our first command on a busy machine.
 *
 * <p>Asking every server to lift it at the start of a session would not do: servers before 14 and PgBouncer refuse
 * sessions that name a setting they do not know. So only a session that ended at once is started anew that way.
 */
public final class IdleLimit {
    private static final String EXCEEDED = "57P05";

    private IdleLimit() {}

    /** A source that can lift the limit as a session starts. */
    public interface Source extends ConnectionSource {

        /** Returns a source of the same sessions that have no limit to their idle time; servers since 14 know it. */
        ConnectionSource withoutIdleLimit();
    }

    /**
     * Starts a session, once more without the limit if the first ended before it had answered a command.
     *
     * @param start exchanges the first command, and gives the connection back if that fails
     * @throws SengiException as the first start did, if the second fails, too
     */
    public static <T> T lift(ConnectionSource source, Function<LentConnection, T> start) {
        LentConnection first = LentConnection.open(source);
        try {
            return start.apply(first);
        } catch (SengiException e) {
            if (source instanceof Source limited && mayBeExceeded(e)) {
                return startAnew(limited.withoutIdleLimit(), start, e);
            }
            throw e;
        }
    }

    private static <T> T startAnew(ConnectionSource source, Function<LentConnection, T> start, SengiException failure) {
        try {
            return start.apply(LentConnection.open(source));
        } catch (SengiException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** A reset connection may have taken the server's message with it. */
    private static boolean mayBeExceeded(SengiException e) {
        return e.getCause() instanceof SQLException error
                && (EXCEEDED.equals(error.getSQLState())
                        || (ConnectionLoss.is(error) && ConnectionLoss.serverMessage(error) == null));
    }
}
