package dev.sengi.archive.internal.creation;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The data of an entry, or a large object: incomplete unless everything could be written. */
class EntryOutput extends FilterOutputStream {
    private final int dumpId;
    private final DataProgress progress;
    /** Whether anything could not be written; writing more bytes does not repair that. */
    private boolean failed;

    private boolean closed;

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** @param dumpId complete with this stream */
    EntryOutput(OutputStream out, int dumpId, DataProgress progress) {
        super(out);
        this.dumpId = dumpId;
        this.progress = progress;
    }

    @Override
    public void write(int octet) throws IOException {
        requireOpen();
        attempt(() -> out.write(octet));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        attempt(out::flush);
    }

    private void attempt(Step step) throws IOException {
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            failed |= !done;
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the data of dump ID " + dumpId + " are already complete");
        }
        progress.requireOpen();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            try {
                complete();
            } finally {
                closed = true;
                out.close();
            }
            if (!failed) {
                completed(progress, dumpId);
            }
        }
    }

    /** Writes whatever is missing at the end of the data. */
    void complete() throws IOException {}

    /** Records that everything has been written. */
    void completed(DataProgress all, int entry) {
        all.completed(entry);
    }
}
