package dev.sengi.internal.catalog;

import java.sql.SQLException;

/** Rows that are read one by one, with columns numbered from 0. Used by one thread. */
interface RowCursor {

    /** Moves to the next row, and returns whether there is one. */
    boolean next() throws SQLException;

    /** Returns the column's text in the current row, or null. */
    String text(int column) throws SQLException;

    /** Returns the column's integer in the current row, or 0 for NULL. */
    long number(int column) throws SQLException;
}
