package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.codec.DataOffset;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.codec.TocCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The second table of contents that {@code pg_dump -Fc > file} leaves after the data. pg_dump opens its standard output
 * for appending, so the table of contents with positions, which is meant to replace the first, lands at the end of the
 * file. No reader uses it.
 *
 * <p>Facts: {@code InitArchiveFmt_Custom} and {@code _CloseArchive} in PostgreSQL's {@code pg_backup_custom.c}, and
 * what pg_dump 15 to 18 write. The copy lacks the text of {@code STATISTICS DATA}, which is not written twice.
 *
 * @param length of the first table of contents, in bytes
 */
record AppendedToc(ArchiveVersion version, TocCodec.Contents<?> contents, long length) {

    /**
     * Returns where an archive's data end, taking the copy into account if the file ends with one. Does not move the
     * input.
     */
    long dataEnd(PrimitiveInput in) throws IOException {
        long size = in.size();
        long start = size - length + TocCodec.unrepeatedLength(contents);
        if (contents.entries().isEmpty() || start < in.position()) {
            return size;
        }
        // What is irregular there, if it is not a copy, is no fault of the archive.
        PrimitiveInput other = in.another();
        other.seek(start);
        try {
            return begins(other) ? start : size;
        } catch (ArchiveFormatException e) {
            return size;
        }
    }

    /**
     * Reads to the end, and returns whether the rest is exactly the copy.
     *
     * @param starts where data blocks begin, by dump ID
     */
    boolean endsWithCopy(PrimitiveInput in, Map<Integer, Long> starts) throws IOException {
        int irregularities = in.irregularities().size();
        try {
            return TocCodec.readAgain(in, version, contents, entry -> checkPosition(in, starts.get(entry.dumpId())))
                    && in.atEnd()
                    && in.irregularities().size() == irregularities;
        } catch (ArchiveFormatException e) {
            return false;
        }
    }

    private static void checkPosition(PrimitiveInput in, Long start) throws IOException {
        DataOffset expected = start == null ? DataOffset.NO_DATA : DataOffset.at(start);
        if (!in.readOffset().equals(expected)) {
            throw in.corrupt("the position does not match that of the data");
        }
    }

    private boolean begins(PrimitiveInput in) throws IOException {
        List<TocEntry> entries = contents.entries();
        return in.readInt() == entries.size() && in.readInt() == entries.get(0).dumpId();
    }
}
