package dev.sengi.internal.session;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the rows of a query some at a time, whatever their number. */
public final class QueryRows {
    private static final String CURSOR = "_sengi_dump_cursor";

    private QueryRows() {}

    /** Takes rows. */
    @FunctionalInterface
    public interface Reader {
        /** Reads the rows from the first to the last. */
        void read(ResultSet rows) throws SQLException, IOException;
    }

    /**
     * Runs the query and reads its rows.
     *
     * @param atOnce how many rows are held
     * @param reader called once, or for each part of the rows
     */
    public static void read(SnapshotTransaction transaction, String query, int atOnce, Reader reader)
            throws SQLException, IOException {
        StatementLog.sent(query);
        try (Statement statement = transaction.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            if (transaction.facts().bytewise()) {
                // Simple queries know no portals, of which the driver would take some rows.
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
