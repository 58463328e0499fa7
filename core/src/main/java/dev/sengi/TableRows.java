package dev.sengi;

import org.jspecify.annotations.Nullable;

/**
 * How many rows a table has on each of two sides, or how many large objects each side has.
 *
 * @param schema null for large objects
 * @param table null for large objects
 * @param first null if the first side has no such table, or contains no large objects
 * @param second null if the second side has no such table, or contains no large objects
 */
@SuppressWarnings("exports") // Checkers read the annotations by name.
public record TableRows(
        @Nullable String schema,
        @Nullable String table,
        @Nullable RowCount first,
        @Nullable RowCount second) {

    /** {@return whether both numbers are known and the same} */
    public boolean isEqual() {
        return first != null
                && second != null
                && first.number().isPresent()
                && first.number().equals(second.number());
    }
}
