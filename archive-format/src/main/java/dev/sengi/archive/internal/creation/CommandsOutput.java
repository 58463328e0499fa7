package dev.sengi.archive.internal.creation;

import dev.sengi.archive.internal.copy.DataEnd;
import java.io.IOException;
import java.io.OutputStream;

/**
 * INSERT commands. If there are none, this writes the empty lines that would follow them, because readers refuse data
 * without these lines.
 */
final class CommandsOutput extends EntryOutput {
    private boolean begun;

    CommandsOutput(OutputStream out, int dumpId, DataProgress progress) {
        super(out, dumpId, progress);
    }

    @Override
    public void write(int octet) throws IOException {
        begun = true;
        super.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begun |= length > 0;
        super.write(bytes, offset, length);
    }

    @Override
    void complete() throws IOException {
        if (!begun) {
            DataEnd.writeEmptyLines(this);
        }
    }
}
