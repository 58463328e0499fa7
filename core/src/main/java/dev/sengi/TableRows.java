package dev.sengi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many rows a table has on each of two sides, or how many large objects each side has. Only Sengi implements this;
 * more methods may be added.
 */
public interface TableRows {

    /** {@return the table's schema; empty for large objects} */
    Optional<String> schema();

    /** {@return the table's name; empty for large objects} */
    Optional<String> table();

    /**
     * {@return the first side's number; empty if it has no such table, or is a dump without the table's data or without
     * large objects}
     */
    Optional<RowCount> first();

    /** {@return the second side's number; empty under the same conditions} */
    Optional<RowCount> second();

    /** {@return whether both numbers are known and the same} */
    default boolean isEqual() {
        OptionalLong one = first().map(RowCount::number).orElse(OptionalLong.empty());
        OptionalLong other = second().map(RowCount::number).orElse(OptionalLong.empty());
        return one.isPresent() && one.equals(other);
    }
}
