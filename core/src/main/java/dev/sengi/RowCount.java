package dev.sengi;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The number of a table's rows, or of large objects, in a database, archive or script. Immutable, and equal to the same
 * number or obstacle.
 */
@SuppressWarnings("exports") // Checkers read the annotations by name.
public final class RowCount {
    private final OptionalLong number;
    private final @Nullable String obstacle;

    private RowCount(OptionalLong number, @Nullable String obstacle) {
        this.number = number;
        this.obstacle = obstacle;
    }

    /** {@return the number; empty if it could not be determined} */
    public OptionalLong number() {
        return number;
    }

    /** {@return why the number could not be determined; empty if it is known} */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowCount count
                && number.equals(count.number)
                && Objects.equals(obstacle, count.obstacle);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, obstacle);
    }

    /** Returns the number, or why it is unknown. */
    @Override
    public String toString() {
        return number.isPresent() ? Long.toString(number.getAsLong()) : String.valueOf(obstacle);
    }
}
