package dev.sengi.internal.restore.database;

import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.StatementLog;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction that fills a new table with frozen rows. Such rows do not have to be rewritten later to mark them as
 * visible, which otherwise happens when the first index is built, and a server with {@code wal_level = minimal} does
 * not log them.
 *
 * <p>The server requires the table to be truncated in the same transaction, which is safe only if it is empty. It also
 * requires that the session has no open cursor, such as a holdable one that the connection's owner left open, but
 * reports that only once rows arrive.
 */
final class FreshTable {
    private static final Logger LOG = LoggerFactory.getLogger(FreshTable.class);

    /** The bit of {@code pg_trigger.tgtype} for TRUNCATE. */
    private static final int ON_TRUNCATE = 32;

    private final SimpleQuery server;
    private boolean open;

    FreshTable(SimpleQuery server) {
        this.server = server;
    }

    /**
     * Begins the transaction, and truncates the table if it is empty.
     *
     * @param name of the table, quoted
     * @return false, and no transaction is open, if the table is not empty, a cursor is open, truncating would fire a trigger
     *     or erase statistics that have been imported, or the server refuses
     * @throws SQLException if the session is lost
     */
    boolean begin(String name) throws SQLException {
        if (server.inTransaction()) {
            return false;
        }
        String oid = Quoting.escapeLiteral(name) + "::pg_catalog.regclass";
        String commands = "BEGIN;\nLOCK TABLE ONLY " + name + " IN ACCESS EXCLUSIVE MODE;\n"
                + "SELECT 1 / CASE WHEN EXISTS (SELECT 1 FROM ONLY " + name + ")\n"
                + "OR EXISTS (SELECT 1 FROM pg_catalog.pg_cursors c WHERE c.is_holdable)\n"
                + "OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g WHERE g.tgrelid OPERATOR(pg_catalog.=) " + oid
                + "\n"
                + "AND NOT g.tgisinternal AND (g.tgtype OPERATOR(pg_catalog.&) " + ON_TRUNCATE
                + ") OPERATOR(pg_catalog.<>) 0)\n"
                + "OR EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid OPERATOR(pg_catalog.=) " + oid + "\n"
                + "AND c.reltuples OPERATOR(pg_catalog.>) 0)\n"
                + "THEN 0 ELSE 1 END;\n"
                + "TRUNCATE TABLE ONLY " + name;
        StatementLog.sent(commands);
        open = true;
        try {
            server.run(commands);
            return true;
        } catch (SQLException e) {
            refused(e);
            return false;
        }
    }

    /**
     * Gives up freezing the rows.
     *
     * @throws SQLException the reason, if the session is lost
     */
    void refused(SQLException reason) throws SQLException {
        if (ConnectionLoss.is(reason)) {
            throw reason;
        }
        LOG.debug("rows cannot be frozen", reason);
        rollBack();
    }

    /** Makes the rows permanent; does nothing unless a transaction is open. */
    void commit() throws SQLException {
        if (open) {
            open = false;
            server.run("COMMIT");
        }
    }

    /** Discards the rows; does nothing unless a transaction is open. */
    void rollBack() {
        if (open) {
            open = false;
            try {
                if (server.inTransaction()) {
                    server.run("ROLLBACK");
                }
            } catch (SQLException e) {
                // The session is lost; its next command will report it.
                LOG.debug("could not roll back", e);
            }
        }
    }
}
