package dev.sengi.internal.dump;

import dev.sengi.internal.progress.DataMeter;
import dev.sengi.internal.session.QueryRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes rows in COPY's text format, for tables that cannot be named in a COPY command: pgjdbc sends these commands in
 * UTF-8, and the names are not valid UTF-8.
 */
final class CopiedData {
    private static final int FETCH_SIZE = 100;

    private static final String ESCAPED = "\b\f\n\r\t\u000b\\";
    private static final String LETTERS = "bfnrtv\\";

    private CopiedData() {}

    /** Writes the rows of a query whose values have one character for each byte. */
    static void write(QueryRows queries, String query, OutputStream out, DataMeter meter)
            throws SQLException, IOException {
        queries.read(query, FETCH_SIZE, rows -> write(rows, out, meter));
    }

    private static void write(ResultSet rows, OutputStream out, DataMeter meter) throws SQLException, IOException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                append(line, rows.getString(i));
                line.append(i < columns ? '\t' : '\n');
            }
            out.write((columns == 0 ? "\n" : line.toString()).getBytes(StandardCharsets.ISO_8859_1));
            meter.row();
        }
    }

    private static void append(StringBuilder line, String value) {
        if (value == null) {
            line.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            int escape = ESCAPED.indexOf(value.charAt(i));
            if (escape < 0) {
                line.append(value.charAt(i));
            } else {
                line.append('\\').append(LETTERS.charAt(escape));
            }
        }
    }
}
