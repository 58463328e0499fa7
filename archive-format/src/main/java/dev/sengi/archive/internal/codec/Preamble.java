package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What precedes the data in an archive of any format: the header and the table of contents. Immutable.
 *
 * @param <E> what the format adds to an entry
 */
public final class Preamble<E> {
    private final ArchiveHeader header;
    private final TocCodec.Contents<E> contents;
    private final List<String> warnings;
    private final long tocLength;
    /** Created on request: listing the entries does not need it. */
    private Map<Integer, E> extensions;
    /** The entries by dump ID; created with the extensions. */
    private Map<Integer, TocEntry> known;

    private Preamble(ArchiveHeader header, TocCodec.Contents<E> contents, List<String> warnings, long tocLength) {
        this.header = header;
        this.contents = contents;
        this.warnings = warnings;
        this.tocLength = tocLength;
    }

    /**
     * Reads header and table of contents.
     *
     * @param format the format that the archive's container implies
     * @throws ArchiveFormatException with the warnings that preceded it
     */
    public static <E> Preamble<E> read(PrimitiveInput in, ArchiveFormat format, TocCodec.ExtensionReader<E> extension)
            throws IOException {
        try {
            ArchiveHeader header = HeaderCodec.read(in, format);
            long start = in.position();
            TocCodec.Contents<E> contents = TocCodec.read(in, header.version(), extension);
            return new Preamble<>(
                    HeaderCodec.decoded(header, contents.charset()), contents, in.warnings(), in.position() - start);
        } catch (ArchiveFormatException e) {
            throw e.after(in.warnings());
        }
    }

    /** Returns the header, with its strings in the archive's encoding. */
    public ArchiveHeader header() {
        return header;
    }

    /** Returns the table of contents. */
    public TocCodec.Contents<E> contents() {
        return contents;
    }

    /** Returns the entries in the archive's order. */
    public List<TocEntry> entries() {
        return contents.entries();
    }

    /** Returns what pg_restore warns of. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns the length of the table of contents, in bytes. */
    public long tocLength() {
        return tocLength;
    }

    /** Returns what the format added to each entry, by dump ID; not to be changed. */
    public synchronized Map<Integer, E> extensions() {
        if (extensions == null) {
            extensions = new HashMap<>();
            known = new HashMap<>();
            for (int i = 0; i < entries().size(); i++) {
                TocEntry entry = entries().get(i);
                extensions.put(entry.dumpId(), contents.extensions().get(i));
                known.put(entry.dumpId(), entry);
            }
        }
        return extensions;
    }

    /**
     * Returns what the format added to an entry.
     *
     * @throws IllegalArgumentException if the entry does not belong to this archive
     */
    public E extension(TocEntry entry) {
        E extension = extensions().get(entry.dumpId());
        // Damaged archives may have several entries with one dump ID.
        if (extension == null
                || (!known.get(entry.dumpId()).equals(entry) && !entries().contains(entry))) {
            throw new IllegalArgumentException("the archive does not contain the entry " + entry.dumpId() + " "
                    + entry.desc() + " " + entry.tag());
        }
        return extension;
    }

    /**
     * Checks that an entry's data may be read as requested.
     *
     * @param largeObjects whether they are read as large objects
     * @throws IllegalArgumentException if the entry does not belong to this archive, or has the other kind of data
     */
    public void requireData(TocEntry entry, boolean largeObjects) {
        extension(entry);
        if ((entry.type().data() == DataKind.LARGE_OBJECTS) != largeObjects) {
            throw new IllegalArgumentException("the data of dump ID " + entry.dumpId() + " are "
                    + (largeObjects ? "not large objects" : "large objects"));
        }
    }
}
