package dev.sengi.archive;

import java.util.OptionalLong;

/**
 * Where an archive holds an entry's data.
 *
 * @param position in a custom archive the byte at which their block begins; 0 where it is unknown, there are none, or the archive
 *     is no custom one
 * @param file in a directory or tar the name of the file, as the table of contents has it; null in a custom archive and
 *     where the entry has no data
 * @param storedSize bytes that they take in the archive, compressed and with what frames them, where that is known
 *     without reading them; those of large objects without the objects' own files
 */
public record DataLocation(long position, String file, OptionalLong storedSize) {

    /** Of an entry without data. */
    public static final DataLocation NONE = new DataLocation(0, null, OptionalLong.empty());
}
