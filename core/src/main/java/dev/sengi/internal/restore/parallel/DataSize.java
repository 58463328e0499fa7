package dev.sengi.internal.restore.parallel;

import java.util.OptionalLong;

/**
 * The size of an entry's data.
 *
 * @param stored the number of bytes in the archive, 0 if unknown
 * @param isKnown whether the number of stored bytes is known
 * @param content the number of decompressed bytes; an estimate
 * @param rows the number of rows; an estimate, and 0 for small tables
 */
record DataSize(long stored, boolean isKnown, long content, long rows) {
    /** Returns the size of data of which only the stored size is known, if that. */
    static DataSize of(OptionalLong stored) {
        return new DataSize(stored.orElse(0), stored.isPresent(), stored.orElse(0), 0);
    }
}
