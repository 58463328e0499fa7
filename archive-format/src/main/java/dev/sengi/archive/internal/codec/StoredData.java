package dev.sengi.archive.internal.codec;

import dev.sengi.archive.DataLocation;
import java.util.Optional;
import java.util.OptionalLong;

/** The place of an entry's data. */
public record StoredData(OptionalLong position, Optional<String> file, OptionalLong storedSize)
        implements DataLocation {

    /** The place for an entry without data. */
    public static final StoredData NONE = new StoredData(OptionalLong.empty(), Optional.empty(), OptionalLong.empty());

    /**
     * Returns the place of a block.
     *
     * @param position 0 if it is unknown
     */
    public static StoredData at(long position, OptionalLong storedSize) {
        return new StoredData(
                position > 0 ? OptionalLong.of(position) : OptionalLong.empty(), Optional.empty(), storedSize);
    }

    public static StoredData in(String file, OptionalLong storedSize) {
        return new StoredData(OptionalLong.empty(), Optional.of(file), storedSize);
    }
}
