package dev.sengi.internal.data;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.copy.InsertCount;
import dev.sengi.archive.internal.copy.InsertSyntax;
import dev.sengi.internal.progress.DataMeter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An archive's data. Reports to a listener how many bytes and rows have passed. Used by one thread. */
public final class MeteredEntryData implements EntryData {
    /** The lines that end the rows of a COPY: the terminator and two empty ones. */
    private static final int LINES_AFTER_ROWS = 3;

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
        boolean isCopy = CopyCommand.exists(entry);
        boolean isInserts = !isCopy && archive.header().version().storesCopyCommands();
        DataMeter meter = new DataMeter(entry, listener);
        OutputStream counted = meter.counting(out);
        data.writeData(
                entry,
                isCopy ? new CopiedLines(counted, meter) : isInserts ? new InsertedRows(counted, meter) : counted);
        meter.report();
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        DataMeter meter = new DataMeter(entry, listener);
        data.readLargeObjects(entry, (oid, content) -> visitor.visit(oid, meter.counting(content)));
        meter.report();
    }

    @Override
    public TocEntry complete(TocEntry entry) {
        return data.complete(entry);
    }

    /** Counts the rows that pass. */
    private abstract static class Rows extends FilterOutputStream {
        private final DataMeter meter;
        private long counted;

        Rows(OutputStream out, DataMeter meter) {
            super(out);
            this.meter = meter;
        }

        /** Returns how many rows have passed, including those in these bytes. */
        abstract long after(byte[] bytes, int offset, int length);

        @Override
        public final void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public final void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            long now = after(bytes, offset, length);
            meter.rows(Math.toIntExact(now - counted));
            counted = now;
        }
    }

    private static final class CopiedLines extends Rows {
        private long lines;

        CopiedLines(OutputStream out, DataMeter meter) {
            super(out, meter);
        }

        @Override
        long after(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            return Math.max(0, lines - LINES_AFTER_ROWS);
        }
    }

    private final class InsertedRows extends Rows {
        private final InsertCount inserts = new InsertCount(syntax);

        InsertedRows(OutputStream out, DataMeter meter) {
            super(out, meter);
        }

        @Override
        long after(byte[] bytes, int offset, int length) {
            inserts.accept(bytes, offset, length);
            return inserts.rows();
        }
    }
}
