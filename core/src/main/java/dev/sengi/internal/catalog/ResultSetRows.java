package dev.sengi.internal.catalog;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** The rows of a result that the driver holds in memory. */
final class ResultSetRows implements RowCursor {
    private final ResultSet rows;
    private final int[] columns;
    private final SharedTexts[] texts;

    /** @param names the columns' names, in the order of their numbers */
    ResultSetRows(ResultSet rows, String[] names) throws SQLException {
        this.rows = rows;
        columns = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = rows.findColumn(names[i]);
        }
        texts = new SharedTexts[names.length];
        Arrays.setAll(texts, i -> new SharedTexts(StandardCharsets.UTF_8));
    }

    @Override
    public boolean next() throws SQLException {
        return rows.next();
    }

    @Override
    public String text(int column) throws SQLException {
        return texts[column].shared(rows.getString(columns[column]));
    }

    @Override
    public long number(int column) throws SQLException {
        return rows.getLong(columns[column]);
    }
}
