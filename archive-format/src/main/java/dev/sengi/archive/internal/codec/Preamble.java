package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What precedes the data in an archive of any format: the header and the table of contents.
 *
 * @param <E> what the format adds to an entry
 * @param header with its strings in the archive's encoding
 * @param contents the table of contents
 * @param extensions what the format added to each entry, by dump ID; may be changed
 * @param warnings what pg_restore warns of
 * @param tocLength length of the table of contents, in bytes
 */
public record Preamble<E>(
        ArchiveHeader header,
        TocCodec.Contents contents,
        Map<Integer, E> extensions,
        List<String> warnings,
        long tocLength) {

    /** Reads what a format adds to an entry. */
    @FunctionalInterface
    public interface Extension<E> {
        E read(PrimitiveInput in, ArchiveVersion version) throws IOException;
    }

    /**
     * Reads header and table of contents.
     *
     * @param format the format that the archive's container implies
     * @throws ArchiveFormatException with the warnings that preceded it
     */
    public static <E> Preamble<E> read(PrimitiveInput in, ArchiveFormat format, Extension<E> extension)
            throws IOException {
        try {
            ArchiveHeader header = HeaderCodec.read(in, format);
            ArchiveVersion version = header.version();
            Map<Integer, E> extensions = new HashMap<>();
            long start = in.position();
            TocCodec.Contents contents =
                    TocCodec.read(in, version, entry -> extensions.put(entry.dumpId(), extension.read(in, version)));
            return new Preamble<>(
                    HeaderCodec.decoded(header, contents.charset()),
                    contents,
                    extensions,
                    in.warnings(),
                    in.position() - start);
        } catch (ArchiveFormatException e) {
            throw e.after(in.warnings());
        }
    }

    /** Returns the entries in the archive's order. */
    public List<TocEntry> entries() {
        return contents.entries();
    }

    /**
     * Returns what the format added to an entry.
     *
     * @throws IllegalArgumentException if the entry does not belong to this archive
     */
    public E extension(TocEntry entry) {
        E extension = extensions.get(entry.dumpId());
        if (extension == null) {
            throw new IllegalArgumentException("the archive has no entry with dump ID " + entry.dumpId());
        }
        return extension;
    }
}
