package dev.sengi.internal.session;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Reads the rows of queries in batches, however many there are. Used by one thread.
 *
 * <p>A query and the first batch of its rows take one round trip. Simple queries return text, whatever the driver would
 * prefer.
 */
public final class QueryRows {
    private static final String CURSOR = "_sengi_dump_cursor";

    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_NO_METADATA
            | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final SnapshotTransaction transaction;
    /** Whether the cursor is open, for the last query. */
    private boolean isDeclared;
    /** Whether the server accepted the last query. */
    private boolean isAccepted;

    public QueryRows(SnapshotTransaction transaction) {
        this.transaction = transaction;
    }

    /** Consumes rows. */
    @FunctionalInterface
    public interface Reader {
        void read(ResultSet rows) throws SQLException, IOException;
    }

    /**
     * Runs the query and reads its rows, whose values are text.
     *
     * @param atOnce how many rows are held in memory
     * @param reader called once, or once for each batch
     */
    public void read(String query, int atOnce, Reader reader) throws SQLException, IOException {
        isAccepted = false;
        StatementLog.sent(query);
        PgConnection driver = transaction.lent().driver();
        QueryExecutor executor = driver.getQueryExecutor();
        PreferQueryMode before = executor.getPreferQueryMode();
        QueryMode.prefer(PreferQueryMode.SIMPLE, executor);
        try (Statement statement = driver.createStatement()) {
            statement.setEscapeProcessing(false);
            String fetch = "FETCH " + atOnce + " FROM " + CURSOR;
            boolean more = readFirst(declare(query, fetch, executor), statement, reader) == atOnce;
            while (more) {
                try (ResultSet rows = statement.executeQuery(fetch)) {
                    more = rows.isBeforeFirst();
                    reader.read(rows);
                }
            }
        } finally {
            QueryMode.prefer(before, executor);
        }
    }

    /** Returns the number of rows, which are not kept in memory while further ones are read. */
    private static int readFirst(FirstRows first, Statement statement, Reader reader) throws SQLException, IOException {
        reader.read(statement.unwrap(BaseStatement.class).createDriverResultSet(first.fields, first.rows));
        return first.rows.size();
    }

    /**
     * Returns whether the server accepted the last query, so that an error must have occurred while fetching its rows.
     */
    public boolean isAccepted() {
        return isAccepted;
    }

    private FirstRows declare(String query, String fetch, QueryExecutor executor) throws SQLException {
        // The cursor of an earlier query is closed only now, to save a round trip.
        String close = isDeclared ? "CLOSE " + CURSOR + ";\n" : "";
        isDeclared = false;
        String text = close + "DECLARE " + CURSOR + " CURSOR FOR " + query + ";\n" + fetch;
        Query sent = executor.wrap(List.of(new NativeQuery(text, SqlCommand.BLANK)));
        try {
            FirstRows first = new FirstRows();
            executor.execute(sent, null, first, 0, 0, FLAGS);
            return first;
        } finally {
            sent.close();
        }
    }

    /** The first rows of a query, and how far the server has come. */
    private final class FirstRows extends ResultHandlerBase {
        private Field[] fields;
        private List<Tuple> rows;

        @Override
        public void handleWarning(SQLWarning warning) {
            // Notices of the functions that the query calls are not part of the dump.
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            isDeclared |= status.startsWith("DECLARE");
            isAccepted = isDeclared;
        }

        @Override
        public void handleResultRows(Query query, Field[] columns, List<Tuple> tuples, ResultCursor cursor) {
            fields = columns;
            rows = tuples;
        }
    }
}
