package dev.sengi.internal.dump;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes on a compressor's output until the dump has failed, and discards the rest. Otherwise, closing the compressor
 * would complete a truncated stream, or open a file for it. Used by one thread at a time.
 */
final class SuccessOutput extends FilterOutputStream {
    private boolean failed;

    SuccessOutput(OutputStream out) {
        super(out);
    }

    /** Writes through a compressor. */
    @FunctionalInterface
    interface Writing<R> {
        R run() throws IOException;
    }

    <R> R whileWriting(Writing<R> writing) throws IOException {
        boolean succeeded = false;
        try {
            R result = writing.run();
            succeeded = true;
            return result;
        } finally {
            failed = !succeeded;
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (!failed) {
            out.write(octet);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!failed) {
            out.write(bytes, offset, length);
        }
    }
}
