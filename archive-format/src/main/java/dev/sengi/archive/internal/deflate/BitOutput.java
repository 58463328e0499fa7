package dev.sengi.archive.internal.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits in the order of RFC 1951, the lowest of each byte first. The array is large enough for them. */
final class BitOutput {
    /** How many bytes beyond the last complete one are overwritten. */
    static final int SLACK = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int length;
    private long pending;
    private int pendingCount;

    /** Begins at the start of this array. */
    void reset(byte[] target) {
        bytes = target;
        length = 0;
        pending = 0;
        pendingCount = 0;
    }

    /**
     * @param count at most 56, because seven other bits may be waiting for their byte to be complete; the value has no
     *     others
     */
    void put(long value, int count) {
        pending |= value << pendingCount;
        LONGS.set(bytes, length, pending);
        int filled = pendingCount + count;
        length += filled >>> 3;
        pending >>>= filled & ~7;
        pendingCount = filled & 7;
    }

    /** Fills the last byte with zeros. */
    void align() {
        put(0, -pendingCount & 7);
    }

    /** Appends bytes to an output that ends at a byte boundary. */
    void write(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Returns the number of complete bytes. */
    int length() {
        return length;
    }
}
