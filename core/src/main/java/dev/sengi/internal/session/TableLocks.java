package dev.sengi.internal.session;

import dev.sengi.SengiException;
import dev.sengi.ServerException;
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

    /**
     * Locks tables that the dump's first session has locked, for another session. Fails instead of waiting, because
     * whoever else wants a table waits for the first session, which would never end.
     *
     * @param tables qualified names as SQL
     * @throws SengiException if a table cannot be locked at once
     */
    public static void lockAgain(SnapshotTransaction transaction, List<String> tables) {
        if (tables.isEmpty()) {
            return;
        }
        try {
            transaction.execute("LOCK TABLE " + String.join(", ", tables) + " IN ACCESS SHARE MODE NOWAIT");
        } catch (ServerException e) {
            throw new SengiException(
                    "could not obtain lock on relation \"" + table(tables, e) + "\"\n"
                            + "This usually means that someone requested an ACCESS EXCLUSIVE lock on the table after the"
                            + " pg_dump parent process had gotten the initial ACCESS SHARE lock on the table.",
                    e);
        }
    }

    /** The server names the table that it could not lock without its schema. */
    private static String table(List<String> tables, ServerException e) {
        for (String table : tables) {
            String name = table.substring(table.lastIndexOf('.') + 1).replace("\"", "");
            if (e.getMessage().contains("relation \"" + name + "\"")) {
                return table;
            }
        }
        return tables.get(0);
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
