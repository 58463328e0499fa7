package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.Rethrowing;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

/**
 * Receives the notices that a server sends during a COPY as they arrive. The driver would keep all of them, and
 * traverse the whole list to add one.
 *
 * <p>This object is the head of the driver's list of notices until the list is fetched. Used by the connection's
 * thread.
 */
public final class CopyNotices extends SQLWarning {
    private static final long serialVersionUID = 1;

    private final transient Consumer<SQLWarning> receiver;
    private transient Throwable failure;

    private CopyNotices(Consumer<SQLWarning> receiver) {
        this.receiver = receiver;
    }

    /** Passes the notices of the next COPY to the receiver, one by one. */
    public static CopyNotices receive(PgConnection connection, Consumer<SQLWarning> receiver) {
        CopyNotices notices = new CopyNotices(receiver);
        if (connection.getQueryExecutor() instanceof QueryExecutorBase executor) {
            executor.getWarnings();
            executor.addWarning(notices);
        }
        return notices;
    }

    /** Discards the notices of the next COPY. */
    static void discard(PgConnection connection) {
        receive(connection, notice -> {});
    }

    /** The driver is reading, and must not see the receiver's exceptions. */
    @Override
    public void setNextWarning(SQLWarning notice) {
        if (failure == null) {
            try {
                receiver.accept(notice);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }

    /** Throws what the receiver has thrown, if anything. */
    public void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown != null) {
            throw Rethrowing.unchanged(thrown);
        }
    }
}
