package dev.sengi.internal.session;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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
     * Runs the query and reads its rows.
     *
     * @param atOnce how many rows are held in memory
     * @param reader called once, or once for each batch
     */
    public static void read(SnapshotTransaction transaction, String query, int atOnce, Reader reader)
            throws SQLException, IOException {
        StatementLog.sent(query);
        try (Statement statement = transaction.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            if (transaction.facts().bytewise()) {
                // Simple queries have no portals for the driver to fetch rows from in batches.
                readCursor(statement, query, atOnce, reader);
            } else {
                statement.setFetchSize(atOnce);
                try (ResultSet rows = statement.executeQuery(query)) {
                    reader.read(rows);
                }
            }
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
