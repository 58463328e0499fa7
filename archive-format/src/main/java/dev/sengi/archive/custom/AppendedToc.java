package dev.sengi.archive.custom;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.codec.DataOffset;
import dev.sengi.archive.codec.PrimitiveInput;
import dev.sengi.archive.codec.TocCodec;
import java.io.IOException;
import java.util.List;

/**
 * The second table of contents that {@code pg_dump -Fc > file} leaves behind the data. pg_dump opens its standard output
 * for appending, so that the one with positions, which is meant to take the place of the first, lands at the file's end.
 * No reader looks at it.
 *
 * <p>Facts: {@code InitArchiveFmt_Custom} and {@code _CloseArchive} in PostgreSQL's {@code pg_backup_custom.c}, and what
 * pg_dump 15 to 18 write. The text of {@code STATISTICS DATA}, which is not written twice, is missing in the copy.
 *
 * @param length of the first one, in bytes
 */
record AppendedToc(ArchiveVersion version, List<TocEntry> entries, long length) {

    /** Returns where the data of an archive end, which has the copy if its last bytes are one. The input stays put. */
    long dataEnd(PrimitiveInput in) throws IOException {
        long size = in.size();
        long here = in.position();
        if (entries.isEmpty() || size - length < here) {
            return size;
        }
        in.seek(size - length);
        try {
            return begins(in) ? size - length : size;
        } catch (ArchiveFormatException e) {
            return size;
        } finally {
            in.seek(here);
        }
    }

    /** Reads to the end, and returns whether there is the copy and nothing else. */
    boolean endsWithIt(PrimitiveInput in) throws IOException {
        try {
            if (hasStatistics()) {
                long start = in.position();
                return begins(in) && passRest(in) - start <= length;
            }
            List<TocEntry> copy = TocCodec.read(in, version, entry -> DataOffset.read(in, version))
                    .entries();
            return copy.equals(entries) && in.readByteOrEnd() < 0;
        } catch (ArchiveFormatException e) {
            return false;
        }
    }

    private boolean hasStatistics() {
        return entries.stream().anyMatch(entry -> entry.desc().equals("STATISTICS DATA"));
    }

    private boolean begins(PrimitiveInput in) throws IOException {
        return in.readInt() == entries.size()
                && !entries.isEmpty()
                && in.readInt() == entries.get(0).dumpId();
    }

    private static long passRest(PrimitiveInput in) throws IOException {
        while (in.readByteOrEnd() >= 0) {
            // Up to a table of contents' length.
        }
        return in.position();
    }
}
