package dev.sengi.internal.session;

import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.internal.ddl.Quoting;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.util.ServerErrorMessage;

/** Locks the tables of a dump against changes to their definitions, many in one command. */
public final class TableLocks {
    /** Maximum length of a LOCK command in characters, as in pg_dump. */
    private static final int COMMAND_LIMIT = 100_000;

    private static final String FOREVER = "SET LOCAL statement_timeout = 0";

    private TableLocks() {}

    /**
     * A table by its names.
     *
     * @param sql its qualified name as SQL
     */
    public record Table(String schema, String name, String sql) {
        /** Returns the length of the longest of the table's names that a message contains, or 0. */
        private int lengthIn(String message) {
            String qualified = schema + "." + name;
            return contains(message, qualified, false)
                    ? qualified.length()
                    : contains(message, name, true) ? name.length() : 0;
        }

        /**
         * Returns whether the message contains a name, other than as part of a longer one. The quotation marks around
         * it depend on the server's language.
         *
         * @param quoted whether the name must be quoted in some way, because it could be a word of the message
         */
        private static boolean contains(String message, String name, boolean quoted) {
            for (int at = message.indexOf(name); at >= 0; at = message.indexOf(name, at + 1)) {
                if (isEdge(message, at - 1, -1, quoted) && isEdge(message, at + name.length(), 1, quoted)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isEdge(String message, int position, int step, boolean quoted) {
            int at = position;
            // In French, there are blanks between quotes and text.
            while (quoted && isWithin(message, at) && Character.isSpaceChar(message.charAt(at))) {
                at += step;
            }
            return isWithin(message, at) ? !isNamePart(message.charAt(at)) : !quoted;
        }

        private static boolean isWithin(String message, int at) {
            return at >= 0 && at < message.length();
        }

        private static boolean isNamePart(char c) {
            return Character.isUnicodeIdentifierPart(c) || c == '$' || c == '.';
        }
    }

    /**
     * Locks the tables in ACCESS SHARE mode until the transaction ends.
     *
     * @param tables qualified names as SQL
     * @param waitTimeout how long to wait, in the syntax of {@code statement_timeout}, or null to wait forever
     * @throws SengiException if a table cannot be locked, or the timeout is invalid, even without any table
     */
    public static void lock(SnapshotTransaction transaction, List<String> tables, String waitTimeout) {
        if (waitTimeout == null) {
            if (!tables.isEmpty()) {
                transaction.execute(commands(tables));
            }
            return;
        }
        String setting = "SET LOCAL statement_timeout = " + Quoting.escapeLiteral(waitTimeout);
        if (tables.isEmpty()) {
            transaction.execute(setting, FOREVER);
        } else {
            transaction.execute(setting);
            transaction.execute(commands(tables));
            transaction.execute(FOREVER);
        }
    }

    /**
     * Locks tables for another session of a dump whose first session has locked them. Fails instead of waiting, because
     * a conflicting session would itself be waiting for the first session, so the wait would never end.
     *
     * @param entries the tables of entries; several entries may have the data of one table
     * @throws SengiException if a table cannot be locked immediately
     */
    public static void lockAgain(SnapshotTransaction transaction, List<Table> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<Table> tables = entries.stream().distinct().toList();
        String names = tables.stream().map(Table::sql).collect(Collectors.joining(", "));
        try {
            transaction.execute("LOCK TABLE " + names + " IN ACCESS SHARE MODE NOWAIT");
        } catch (ServerException e) {
            Table table = named(tables, e);
            if (table == null) {
                throw e;
            }
            throw new SengiException(
                    "could not obtain lock on relation \"" + table.sql() + "\"\n"
                            + "This usually means that someone requested an ACCESS EXCLUSIVE lock on the table after the"
                            + " pg_dump parent process had gotten the initial ACCESS SHARE lock on the table.",
                    e);
        }
    }

    private static Table named(List<Table> tables, ServerException e) {
        ServerErrorMessage error = e.getCause() instanceof SQLException cause ? ServerError.message(cause) : null;
        return named(tables, error == null ? "" : String.valueOf(error.getMessage()));
    }

    /**
     * Returns the table that could not be locked according to the server's message, or null if that is not certain. The
     * message contains the unquoted name: with its schema if the command names the table, without it for a child of
     * such a table.
     */
    static Table named(List<Table> tables, String message) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        Table named = null;
        int longest = 0;
        for (Table table : tables) {
            int length = table.lengthIn(message);
            if (length > longest) {
                named = table;
                longest = length;
            } else if (length == longest) {
                named = null;
            }
        }
        return named;
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
