package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.ServerTraits;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads rows through a temporary table, for a table that cannot be named in a COPY command: pgjdbc sends these commands
 * in UTF-8, and its names are not valid UTF-8.
 */
final class StagedRows {
    private static final String STAGE = "pg_temp.sengi_rows";

    private final SimpleQuery server;
    private final String overriding;
    private final String table;
    private final String columns;

    /** @param copyStmt {@code COPY table [(columns)] FROM stdin;}, in the form to send */
    StagedRows(SimpleQuery server, ServerTraits traits, String copyStmt) {
        this.server = server;
        overriding = traits.hasIdentityColumns() ? "OVERRIDING SYSTEM VALUE " : "";
        String named = copyStmt.substring("COPY ".length(), copyStmt.lastIndexOf(" FROM stdin"));
        List<Integer> parentheses = outsideQuotes(named, '(');
        int list = parentheses.isEmpty() ? named.length() : parentheses.get(0);
        table = named.substring(0, list).strip();
        columns = list == named.length() ? "" : named.substring(list + 1, named.lastIndexOf(')'));
    }

    /** Creates the temporary table, and returns the COPY command that loads it. */
    String begin() throws SQLException {
        StringBuilder names = new StringBuilder();
        int count = columns.isEmpty() ? 0 : outsideQuotes(columns, ',').size() + 1;
        for (int i = 1; i <= count; i++) {
            names.append(i == 1 ? "" : ", ").append('c').append(i);
        }
        String staged = count == 0 ? STAGE : STAGE + " (" + names + ")";
        server.run("CREATE TEMPORARY TABLE " + staged + " AS SELECT " + columns + " FROM " + table + " WITH NO DATA");
        return "COPY " + STAGE + " FROM stdin;\n";
    }

    /** Moves the rows to the target table, and drops the temporary one. */
    void finish() throws SQLException {
        String list = columns.isEmpty() ? " " : " (" + columns + ") " + overriding;
        try {
            server.run("INSERT INTO " + table + list + "TABLE " + STAGE);
        } finally {
            drop();
        }
    }

    /** Drops the temporary table, unless the transaction has failed, so that its rollback drops the table. */
    void drop() throws SQLException {
        if (!server.isFailed()) {
            server.run("DROP TABLE " + STAGE);
        }
    }

    private static List<Integer> outsideQuotes(String text, char wanted) {
        List<Integer> found = new ArrayList<>();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == wanted && !quoted) {
                found.add(i);
            }
        }
        return found;
    }
}
