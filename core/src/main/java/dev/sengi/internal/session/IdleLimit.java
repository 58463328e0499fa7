package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * A server's limit on how long a session may be idle ({@code idle_session_timeout}). On a busy machine, it may be
 * shorter than the time between connecting and the first command.
 *
 * <p>The limit cannot simply be lifted at the start of every session, because servers before 14 and PgBouncer refuse
 * sessions that name an unknown setting. Another session is started without the limit only if the first one has ended
 * right after its start.
 */
public final class IdleLimit {
    private static final String EXCEEDED = "57P05";

    private IdleLimit() {}

    /** A source that can lift the limit when a session starts. */
    public interface Source extends ConnectionSource {

        /** Returns a source of the same sessions without an idle limit; servers since 14 support it. */
        ConnectionSource withoutIdleLimit();
    }

    /**
     * Starts a session, and another one without the limit if the first one ended before it answered a command.
     *
     * @param start exchanges the first command, and gives the connection back if this fails
     * @throws SengiException the first attempt's, if the second fails as well
     */
    public static <T> T startSession(ConnectionSource source, Function<LentConnection, T> start) {
        try (Connecting connecting = Connecting.begin()) {
            LentConnection first = connecting.open(source);
            try {
                return start.apply(first);
            } catch (SengiException e) {
                if (source instanceof Source limited && mayBeExceeded(e)) {
                    return retry(connecting, limited.withoutIdleLimit(), start, e);
                }
                throw e;
            }
        }
    }

    private static <T> T retry(
            Connecting connecting, ConnectionSource source, Function<LentConnection, T> start, SengiException failure) {
        try {
            return start.apply(connecting.open(source));
        } catch (SengiException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** If the connection was reset, the server's message may be lost. */
    private static boolean mayBeExceeded(SengiException e) {
        return e.getCause() instanceof SQLException error
                && (EXCEEDED.equals(error.getSQLState())
                        || (ConnectionLoss.is(error) && ServerError.message(error) == null));
    }
}
