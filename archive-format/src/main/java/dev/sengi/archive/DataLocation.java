package dev.sengi.archive;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive contains an entry's data.
 *
 * @param position in a custom archive, the byte at which the data's block begins; 0 if it is unknown, if there are no
 *     data, or if the archive is not a custom one
 * @param file in a directory or tar archive, the name of the file as given in the table of contents; null in a custom
 *     archive or if the entry has no data
 * @param storedSize bytes that the data take in the archive, compressed and including framing, if known without reading
 *     them; for large objects, without the objects' own files
 */
public record DataLocation(long position, @Nullable String file, OptionalLong storedSize) {

    /** The location for an entry without data. */
    public static final DataLocation NONE = new DataLocation(0, null, OptionalLong.empty());
}
