package dev.sengi.archive.internal.custom;

import dev.sengi.archive.internal.codec.PrimitiveInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Joins the chunks of one data item: {Int length, bytes}, ended by a length of 0. Written by {@link ChunkOutput}.
 *
 * <p>A read returns a whole chunk if there is room for it, and never bytes of two, so that a copy keeps the chunks.
 */
final class ChunkInput extends InputStream {
    private final PrimitiveInput in;
    private int left;
    private boolean ended;
    private boolean detached;

    ChunkInput(PrimitiveInput in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        if (!nextChunk()) {
            return -1;
        }
        left--;
        return in.readByte();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!nextChunk()) {
            return -1;
        }
        int count = Math.min(length, left);
        in.readFully(target, offset, count);
        left -= count;
        return count;
    }

    /** Skips what has not been read, leaving the input after the item. */
    void skipRest() throws IOException {
        while (nextChunk()) {
            in.skip(left);
            left = 0;
        }
    }

    /** Returns whether the item has been read to its end. */
    boolean ended() {
        return ended;
    }

    /** Rejects further reads, because the input is now used for another item. */
    void detach() {
        detached = true;
    }

    private boolean nextChunk() throws IOException {
        if (detached) {
            throw new IOException("another entry's data were requested after this stream was opened");
        }
        if (left == 0 && !ended) {
            left = in.readInt();
            ended = left == 0;
        }
        if (left < 0) {
            throw in.corrupt("invalid length of a data chunk: " + left);
        }
        return !ended;
    }
}
