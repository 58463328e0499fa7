package dev.sengi.internal.catalog;

import java.sql.SQLException;

/** Rows one by one, with their columns by number from 0. Used by one thread. */
interface RowSource {

    /** Goes on to the next row, and returns whether there is one. */
    boolean next() throws SQLException;

    /** Returns the column's text in the present row, or null. */
    String text(int column) throws SQLException;

    /** Returns the column's integer in the present row, 0 for NULL. */
    default long number(int column) throws SQLException {
        String text = text(column);
        return text == null ? 0 : Long.parseLong(text);
    }
}
