package dev.sengi.internal.plan;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.InsertCount;
import dev.sengi.archive.internal.copy.InsertSyntax;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** An archive's data, of which a listener learns how many bytes and rows have passed. Used by one thread. */
public final class MeteredEntryData implements EntryData {
    /** The lines that end the rows of a COPY: the terminator and two empty ones. */
    private static final int LINES_AFTER_ROWS = 3;

    /** How many bytes are reported at a time. */
    private static final int REPORTED = 256 * 1024;

    private final EntryData data;
    private final Archive archive;
    private final ProgressListener listener;
    private final InsertSyntax syntax;

    public MeteredEntryData(EntryData data, Archive archive, ProgressListener listener) {
        syntax = InsertSyntax.of(archive.entries());
        this.data = data;
        this.archive = archive;
        this.listener = listener;
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        boolean isCopy = entry.copyStmt() != null && !entry.copyStmt().isEmpty();
        boolean isInserts = !isCopy && archive.header().version().storesCopyCommands();
        Meter meter =
                isCopy ? new CopyMeter(entry, out) : isInserts ? new InsertMeter(entry, out) : new Meter(entry, out);
        data.writeData(entry, meter);
        meter.report();
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        ContentMeter meter = new ContentMeter(entry);
        data.readLargeObjects(entry, (oid, content) -> visitor.visit(oid, new Content(content, meter)));
        meter.report();
    }

    @Override
    public TocEntry complete(TocEntry entry) {
        return data.complete(entry);
    }

    @Override
    public String place(TocEntry entry) throws IOException {
        return data.place(entry);
    }

    @Override
    public boolean largeObjectsAreMade() {
        return data.largeObjectsAreMade();
    }

    @Override
    public void requireSeparateCommands() {
        data.requireSeparateCommands();
    }

    @Override
    public List<String> announcements(long oid) {
        return data.announcements(oid);
    }

    @Override
    public String conclusion(int count) {
        return data.conclusion(count);
    }

    /** Reports the bytes that pass, many at a time. */
    private class Meter extends FilterOutputStream {
        private final TocEntry entry;
        private long newBytes;
        private long newRows;

        Meter(TocEntry entry, OutputStream out) {
            super(out);
            this.entry = entry;
        }

        /** Returns how many rows end within these bytes. */
        long rows(byte[] bytes, int offset, int length) {
            return 0;
        }

        @Override
        public final void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public final void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            newBytes += length;
            newRows += rows(bytes, offset, length);
            if (newBytes >= REPORTED) {
                report();
            }
        }

        final void report() {
            listener.entryAdvanced(entry, newBytes, newRows);
            newBytes = 0;
            newRows = 0;
        }
    }

    private final class CopyMeter extends Meter {
        private long lines;

        CopyMeter(TocEntry entry, OutputStream out) {
            super(entry, out);
        }

        @Override
        long rows(byte[] bytes, int offset, int length) {
            long before = rowsSoFar();
            for (int i = offset; i < offset + length; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            return rowsSoFar() - before;
        }

        private long rowsSoFar() {
            return Math.max(0, lines - LINES_AFTER_ROWS);
        }
    }

    private final class InsertMeter extends Meter {
        private final InsertCount inserts = new InsertCount(syntax);

        InsertMeter(TocEntry entry, OutputStream out) {
            super(entry, out);
        }

        @Override
        long rows(byte[] bytes, int offset, int length) {
            long before = inserts.rows();
            inserts.accept(bytes, offset, length);
            return inserts.rows() - before;
        }
    }

    /** Reports the bytes of large objects, many at a time. */
    private final class ContentMeter {
        private final TocEntry entry;
        private long newBytes;

        ContentMeter(TocEntry entry) {
            this.entry = entry;
        }

        void passed(int count) {
            newBytes += count;
            if (newBytes >= REPORTED) {
                report();
            }
        }

        void report() {
            listener.entryAdvanced(entry, newBytes, 0);
            newBytes = 0;
        }
    }

    private static final class Content extends FilterInputStream {
        private final ContentMeter meter;

        Content(InputStream content, ContentMeter meter) {
            super(content);
            this.meter = meter;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            meter.passed(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            meter.passed(Math.max(0, count));
            return count;
        }
    }
}
