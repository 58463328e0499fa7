package dev.sengi.internal.plan;

import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;

/** Reads data from an archive. For one thread. */
public final class ArchiveEntryData implements EntryData {
    private static final int BUFFER = 1 << 16;

    private final Archive archive;
    /** Made for the first data, which a list of entries or a script without data does not need. */
    private byte[] buffer;

    /** @param archive the archive to read, which is not closed */
    public ArchiveEntryData(Archive archive) {
        this.archive = archive;
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        try (InputStream data = archive.openData(entry)) {
            if (buffer == null) {
                buffer = new byte[BUFFER];
            }
            DataEnd end = new DataEnd();
            for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                end.passed(buffer, count);
                out.write(buffer, 0, count);
            }
            requireWhole(entry, end);
        }
    }

    /** A file that was cut off between two rows, or is empty, would otherwise pass for the whole table. */
    private void requireWhole(TocEntry entry, DataEnd end) throws IOException {
        // The table of contents of a custom archive may say that there is no block for an entry.
        boolean hasNone = end.isEmpty() && archive.header().format() == ArchiveFormat.CUSTOM;
        if (entry.type().data() != Data.ROWS || !entry.hadDumper() || hasNone) {
            return;
        }
        boolean copied = entry.copyStmt() != null && !entry.copyStmt().isEmpty();
        boolean whole = copied
                ? end.endsWithTerminator()
                : !archive.header().version().storesSections() || end.endsWithEmptyLines();
        if (!whole) {
            throw new ArchiveFormatException(
                    Reason.CORRUPT,
                    "the data of table \"" + entry.tag() + "\" are incomplete: they do not end with "
                            + (copied ? "\"\\.\"" : "empty lines"),
                    -1,
                    entry.dumpId(),
                    null);
        }
    }

    /** The last bytes of data. */
    private static final class DataEnd {
        private static final int KEPT = 16;

        private final byte[] last = new byte[KEPT];
        private int kept;

        void passed(byte[] bytes, int count) {
            if (count >= KEPT) {
                System.arraycopy(bytes, count - KEPT, last, 0, KEPT);
                kept = KEPT;
                return;
            }
            int old = Math.min(kept, KEPT - count);
            System.arraycopy(last, kept - old, last, 0, old);
            System.arraycopy(bytes, 0, last, old, count);
            kept = old + count;
        }

        boolean isEmpty() {
            return kept == 0;
        }

        /** Returns whether the data end as INSERT commands, of which there may be none, do. */
        boolean endsWithEmptyLines() {
            return kept >= 2 && last[kept - 1] == '\n' && last[kept - 2] == '\n';
        }

        /** Returns whether the data end with COPY's terminator, which line feeds may follow. */
        boolean endsWithTerminator() {
            int end = kept;
            while (end > 0 && last[end - 1] == '\n') {
                end--;
            }
            return end >= 2
                    && last[end - 1] == '.'
                    && last[end - 2] == '\\'
                    && (end == 2 ? kept < KEPT : last[end - 3] == '\n');
        }
    }

    @Override
    public String place(TocEntry entry) throws IOException {
        DataLocation location = archive.dataLocation(entry);
        if (archive.header().format() == ArchiveFormat.CUSTOM) {
            return "Data Pos: " + location.position();
        }
        return location.file() == null ? null : "File: " + location.file();
    }

    @Override
    public boolean largeObjectsAreMade() {
        return archive.header().version().storesLargeObjects();
    }

    @Override
    public void requireSeparateCommands() {
        if (!archive.header().version().storesCopyCommands()) {
            throw new SengiException("direct database connections are not supported in pre-1.3 archives");
        }
    }

    /** pg_restore reports a large object that it finds in a tar twice. */
    @Override
    public List<String> announcements(long oid) {
        int times = archive.header().format() == ArchiveFormat.TAR ? 2 : 1;
        return Collections.nCopies(times, EntryData.super.announcements(oid).get(0));
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        archive.readLargeObjects(entry, visitor);
    }
}
