package dev.sengi.internal.compare;

import dev.sengi.RowCount;
import java.util.Optional;
import java.util.OptionalLong;

/** A number, or the reason why it is unknown. */
public record Count(OptionalLong number, Optional<String> obstacle) implements RowCount {

    public static Count of(long number) {
        return new Count(OptionalLong.of(number), Optional.empty());
    }

    public static Count unknown(String obstacle) {
        return new Count(OptionalLong.empty(), Optional.of(obstacle));
    }

    /** Returns the sum, which is unknown unless both numbers are known. */
    public Count plus(Count other) {
        if (number.isEmpty() || other.number.isEmpty()) {
            return number.isEmpty() ? this : other;
        }
        return of(Math.addExact(number.getAsLong(), other.number.getAsLong()));
    }

    // Written by hand, as in QualifiedName.
    @Override
    public boolean equals(Object other) {
        return other instanceof Count that && number.equals(that.number) && obstacle.equals(that.obstacle);
    }

    @Override
    public int hashCode() {
        return 31 * number.hashCode() + obstacle.hashCode();
    }
}
