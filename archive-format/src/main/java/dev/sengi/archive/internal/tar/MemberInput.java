package dev.sengi.archive.internal.tar;

import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.io.BlockInput;
import java.io.IOException;
import java.util.Objects;

/** A member's content. */
final class MemberInput extends BlockInput {
    private final PrimitiveInput in;
    private long left;
    private boolean detached;

    MemberInput(PrimitiveInput in, long size) {
        this.in = in;
        this.left = size;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (detached) {
            throw new IOException("another entry's data were requested after this stream was opened");
        }
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = length == 0 ? 0 : in.read(target, offset, (int) Math.min(length, left));
        left -= count;
        return count;
    }

    /** Rejects further reads, and returns how many bytes have not been read. */
    long detach() {
        detached = true;
        return left;
    }
}
