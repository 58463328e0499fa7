package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.data.EntryData;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The data of an archive that cannot seek, shared by several sessions, of which only one reads at a time. If an entry's
 * data is small, all of it is read before any is sent, so that the next session can start reading in the meantime.
 */
final class DataInTurn implements EntryData {
    private static final int FEW = 1 << 20;

    private final EntryData data;
    private final Consumer<TocEntry> haveRead;

    /** @param haveRead called when all data of an entry has been read */
    DataInTurn(EntryData data, Consumer<TocEntry> haveRead) {
        this.data = data;
        this.haveRead = haveRead;
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        FewFirst buffered = new FewFirst(out);
        data.writeData(entry, buffered);
        haveRead.accept(entry);
        buffered.flush();
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        data.readLargeObjects(entry, visitor);
        haveRead.accept(entry);
    }

    @Override
    public TocEntry complete(TocEntry entry) {
        return data.complete(entry);
    }

    /** Holds back the first bytes until it is flushed or its buffer is full. */
    private static final class FewFirst extends FilterOutputStream {
        private ByteArrayOutputStream held = new ByteArrayOutputStream();

        FewFirst(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (held != null && held.size() + length > FEW) {
                pass();
            }
            if (held == null) {
                out.write(bytes, offset, length);
            } else {
                held.write(bytes, offset, length);
            }
        }

        private void pass() throws IOException {
            ByteArrayOutputStream first = held;
            held = null;
            first.writeTo(out);
        }

        @Override
        public void flush() throws IOException {
            if (held != null) {
                pass();
            }
            out.flush();
        }
    }
}
