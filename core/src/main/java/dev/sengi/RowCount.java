package dev.sengi;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The number of a table's rows, or of large objects, in a database, archive or script.
 *
 * @param number empty if it could not be determined
 * @param obstacle why the number could not be determined, or null
 */
@SuppressWarnings("exports") // Checkers read the annotations by name.
public record RowCount(OptionalLong number, @Nullable String obstacle) {

    /**
     * {@return a known number}
     *
     * @param number not negative
     */
    public static RowCount of(long number) {
        return new RowCount(OptionalLong.of(number), null);
    }

    /**
     * {@return a number that could not be determined}
     *
     * @param obstacle the reason
     */
    public static RowCount unknown(String obstacle) {
        return new RowCount(OptionalLong.empty(), obstacle);
    }

    /**
     * {@return the sum, which is unknown unless both numbers are known}
     *
     * @param other the other number
     */
    public RowCount plus(RowCount other) {
        if (number.isEmpty() || other.number.isEmpty()) {
            return number.isEmpty() ? this : other;
        }
        return of(number.getAsLong() + other.number.getAsLong());
    }
}
