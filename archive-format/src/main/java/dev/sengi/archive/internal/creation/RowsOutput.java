package dev.sengi.archive.internal.creation;

import dev.sengi.archive.internal.copy.DataEnd;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The data of a COPY command, which readers consider truncated unless they end with its terminator. This adds what is
 * missing of the line feeds that follow the terminator in pg_dump's archives.
 */
final class RowsOutput extends EntryOutput {
    private final DataEnd end;

    RowsOutput(OutputStream out, int dumpId, DataProgress progress, DataEnd end) {
        super(out, dumpId, progress);
        this.end = end;
    }

    @Override
    public void write(int octet) throws IOException {
        end.passed(new byte[] {(byte) octet}, 0, 1);
        super.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        // First, because the caller's stream may change the array.
        end.passed(bytes, offset, length);
        super.write(bytes, offset, length);
    }

    @Override
    void complete() throws IOException {
        end.writeMissingLines(this);
    }

    @Override
    void completed(DataProgress all, int entry) {
        if (end.isTerminated() && !end.hasMore()) {
            all.completed(entry);
        } else {
            all.unterminated(entry);
        }
    }
}
