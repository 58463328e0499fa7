package dev.sengi.archive.internal.codec;

import dev.sengi.archive.DataLocation;
import java.util.OptionalLong;

/** The place of an entry's data. */
public record StoredData(long position, String file, OptionalLong storedSize) implements DataLocation {

    /** The place for an entry without data. */
    public static final StoredData NONE = new StoredData(0, null, OptionalLong.empty());
}
