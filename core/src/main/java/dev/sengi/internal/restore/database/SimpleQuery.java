package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.QueryMode;
import dev.sengi.internal.session.ServerError;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLState;

/**
 * Sends text unmodified, as one message of the simple query protocol.
 *
 * <p>The driver's own statements would search the text for parameters and split it at semicolons, but only the server
 * can reliably parse function bodies, dollar quotes and operators with a question mark. One message is one transaction,
 * unless one is already open.
 */
public final class SimpleQuery {
    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_NO_METADATA
            | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final PgConnection connection;

    SimpleQuery(PgConnection connection) {
        this.connection = connection;
    }

    /** Runs every statement of the text, like the other method, and ignores notices. */
    public void run(String text) throws SQLException {
        run(text, notice -> {}, () -> {});
    }

    /**
     * Runs every statement of the text, up to the first that fails; rows are read and discarded.
     *
     * @param notices receives the server's notices
     * @param marks called for each result without columns
     * @throws RowsDiscarded if all statements have succeeded, and one was a COPY to standard output
     */
    void run(String text, Consumer<SQLWarning> notices, Runnable marks) throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.wrap(List.of(new NativeQuery(text, SqlCommand.BLANK)));
        try {
            // Drivers before 42.7.7 ignore the flag in their default mode.
            Results results = new Results(notices, marks);
            QueryMode.during(PreferQueryMode.SIMPLE, connection, () -> {
                executor.execute(query, null, results, 0, 0, FLAGS);
                return null;
            });
            if (results.copiedOut) {
                throw new RowsDiscarded();
            }
        } finally {
            query.close();
        }
    }

    /** A COPY to standard output has been executed, but nobody receives its rows. */
    static final class RowsDiscarded extends SQLException {
        private static final long serialVersionUID = 1;

        private RowsDiscarded() {
            super("the rows of COPY TO STDOUT are not shown");
        }
    }

    /** Returns whether the server treats a backslash in a plain literal as an ordinary character. */
    public boolean standardStrings() {
        return connection.getStandardConformingStrings();
    }

    /** Returns whether a transaction is open, even a failed one. */
    public boolean inTransaction() {
        return connection.getQueryExecutor().getTransactionState() != TransactionState.IDLE;
    }

    /** Returns whether a transaction is open that has failed. */
    public boolean isFailed() {
        return connection.getQueryExecutor().getTransactionState() == TransactionState.FAILED;
    }

    /** Passes notices on, and discards rows. */
    private static final class Results extends ResultHandlerBase {
        private final Consumer<SQLWarning> notices;
        private final Runnable marks;
        private boolean copiedOut;

        Results(Consumer<SQLWarning> notices, Runnable marks) {
            this.notices = notices;
            this.marks = marks;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            notices.accept(warning);
        }

        /** The driver reports an error for the rows of a COPY, and then reads past them. */
        @Override
        public void handleError(SQLException error) {
            if (!ServerError.isFromServer(error)
                    && PSQLState.NOT_IMPLEMENTED.getState().equals(error.getSQLState())) {
                copiedOut = true;
            } else {
                super.handleError(error);
            }
        }

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, ResultCursor cursor) {
            if (fields.length == 0) {
                marks.run();
            }
        }
    }
}
