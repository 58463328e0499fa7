package dev.sengi.internal.session;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGStatement;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** Reads the rows of a query in batches, however many there are. */
public final class QueryRows {
    private static final String CURSOR = "_sengi_dump_cursor";

    private QueryRows() {}

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
    public static void read(SnapshotTransaction transaction, String query, int atOnce, Reader reader)
            throws SQLException, IOException {
        StatementLog.sent(query);
        PgConnection driver = transaction.lent().driver();
        try (Statement statement = transaction.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            if (driver.getPrepareThreshold() < 0) {
                // The driver would ask for binary values, but not in simple queries.
                readSimply(driver.getQueryExecutor(), statement, query, atOnce, reader);
            } else if (driver.getQueryExecutor().getPreferQueryMode() == PreferQueryMode.SIMPLE) {
                // Simple queries have no portals for the driver to fetch rows from in batches.
                readCursor(statement, query, atOnce, reader);
            } else {
                // The driver would otherwise ask for binary values after some executions.
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                statement.setFetchSize(atOnce);
                try (ResultSet rows = statement.executeQuery(query)) {
                    reader.read(rows);
                }
            }
        }
    }

    private static void readSimply(QueryExecutor executor, Statement statement, String query, int atOnce, Reader reader)
            throws SQLException, IOException {
        PreferQueryMode before = executor.getPreferQueryMode();
        QueryMode.prefer(PreferQueryMode.SIMPLE, executor);
        try {
            readCursor(statement, query, atOnce, reader);
        } finally {
            QueryMode.prefer(before, executor);
        }
    }

    private static void readCursor(Statement statement, String query, int atOnce, Reader reader)
            throws SQLException, IOException {
        statement.execute("DECLARE " + CURSOR + " CURSOR FOR " + query);
        boolean more = true;
        while (more) {
            try (ResultSet rows = statement.executeQuery("FETCH " + atOnce + " FROM " + CURSOR)) {
                more = rows.isBeforeFirst();
                reader.read(rows);
            }
        }
        statement.execute("CLOSE " + CURSOR);
    }
}
