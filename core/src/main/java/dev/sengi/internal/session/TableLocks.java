package dev.sengi.internal.session;

import dev.sengi.SengiException;
import dev.sengi.internal.ddl.Quoting;
import java.util.List;

/** Locks the tables of a dump against changes of their definitions, many in one command. */
public final class TableLocks {
    /** Maximum length of a LOCK command in characters, as in pg_dump. */
    private static final int COMMAND_LIMIT = 100_000;

    private TableLocks() {}

    /**
     * Locks the tables in ACCESS SHARE mode until the transaction ends.
     *
     * @param tables qualified names as SQL
     * @param waitTimeout how long to wait, in the syntax of {@code statement_timeout}, or null to wait forever
     * @throws SengiException if a table cannot be locked
     */
    public static void lock(SnapshotTransaction transaction, List<String> tables, String waitTimeout) {
        if (tables.isEmpty()) {
            return;
        }
        if (waitTimeout == null) {
            transaction.execute(commands(tables));
        } else {
            transaction.execute("SET LOCAL statement_timeout = " + Quoting.escapeLiteral(waitTimeout));
            transaction.execute(commands(tables));
            transaction.execute("SET LOCAL statement_timeout = 0");
        }
    }

    private static String commands(List<String> tables) {
        StringBuilder sql = new StringBuilder();
        int commandStart = 0;
        for (String table : tables) {
            if (sql.length() == commandStart) {
                sql.append("LOCK TABLE ");
            } else {
                sql.append(", ");
            }
            sql.append(table);
            if (sql.length() - commandStart >= COMMAND_LIMIT) {
                sql.append(" IN ACCESS SHARE MODE;\n");
                commandStart = sql.length();
            }
        }
        return sql.length() == commandStart
                ? sql.substring(0, commandStart - 2)
                : sql.append(" IN ACCESS SHARE MODE").toString();
    }
}
