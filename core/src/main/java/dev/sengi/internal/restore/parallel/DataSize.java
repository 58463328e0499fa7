package dev.sengi.internal.restore.parallel;

import java.util.OptionalLong;

/**
 * The size of an entry's data.
 *
 * @param stored the number of bytes in the archive, 0 if unknown
 * @param isKnown whether the number of stored bytes is known
 * @param content the number of decompressed bytes; an estimate
 * @param rows the number of rows; an estimate
 */
record DataSize(long stored, boolean isKnown, long content, long rows) {
    private static final double BYTES_PER_ROW = 100;

    /** Returns the size of data of which only the stored size, or not even that, is known. */
    static DataSize of(OptionalLong stored) {
        return of(stored, 1, 1 / BYTES_PER_ROW);
    }

    /**
     * Returns an estimate.
     *
     * @param content the number of decompressed bytes for each stored byte
     * @param rows the number of rows for each stored byte
     */
    static DataSize of(OptionalLong stored, double content, double rows) {
        long bytes = stored.orElse(0);
        return new DataSize(bytes, stored.isPresent(), (long) (bytes * content), (long) (bytes * rows));
    }
}
