package dev.sengi;

import org.jspecify.annotations.Nullable;

/**
 * How many rows a table has on each of two sides, or how many large objects each side has. Only Sengi implements this;
 * more methods may be added.
 */
@SuppressWarnings("exports") // Checkers read the annotations by name.
public interface TableRows {

    /** {@return the table's schema; null for large objects} */
    @Nullable
    String schema();

    /** {@return the table's name; null for large objects} */
    @Nullable
    String table();

    /**
     * {@return the first side's number; null if it has no such table, or is a dump that does not contain the table's data;
     * of large objects, null if it contains none}
     */
    @Nullable
    RowCount first();

    /** {@return the second side's number; null under the same conditions} */
    @Nullable
    RowCount second();

    /** {@return whether both numbers are known and the same} */
    default boolean isEqual() {
        RowCount one = first();
        RowCount other = second();
        return one != null
                && other != null
                && one.number().isPresent()
                && one.number().equals(other.number());
    }
}
