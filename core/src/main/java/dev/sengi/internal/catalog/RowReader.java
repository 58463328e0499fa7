package dev.sengi.internal.catalog;

import java.sql.SQLException;

/**
 * Converts the rows of a query.
 *
 * @param <R> the type of the result, which is not null
 */
interface RowReader<R> {

    /** Returns the names of the columns that are read, in the order of their numbers. */
    String[] columns();

    /** Reads all rows of a source whose columns are {@link #columns()}. */
    R read(RowCursor rows) throws SQLException;
}
