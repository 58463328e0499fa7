package dev.sengi.archive.internal.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decodes blocks of an LZ4 frame ({@link Lz4Frame}) into a buffer that contains the preceding content. */
final class Lz4BlockDecoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] source;
    private int next;
    private int end;

    private Lz4BlockDecoder(byte[] source, int length) {
        this.source = source;
        end = length;
    }

    /**
     * Decodes the block at the beginning of {@code source}.
     *
     * @param target receives the block's content from {@code start} up to {@code limit}; matches may reach back to
     *     {@code lowest}
     * @return where the content ends in {@code target}
     */
    static int decode(byte[] source, int length, byte[] target, int start, int limit, int lowest)
            throws CorruptStreamException {
        return new Lz4BlockDecoder(source, length).decode(target, start, limit, lowest);
    }

    private int decode(byte[] target, int start, int limit, int lowest) throws CorruptStreamException {
        int filled = start;
        while (true) {
            int token = nextByte();
            int literals = length(token >>> 4);
            if (literals > end - next || literals > limit - filled) {
                throw corrupt("literals overrun their block");
            }
            System.arraycopy(source, next, target, filled, literals);
            next += literals;
            filled += literals;
            if (next == end) {
                return filled;
            }
            int offset = nextByte() | nextByte() << 8;
            int match = length(token & Lz4Frame.LENGTH_MASK) + Lz4Frame.MIN_MATCH;
            if (offset == 0 || offset > filled - lowest) {
                throw corrupt("match reaches back too far");
            }
            if (match > limit - filled) {
                throw corrupt("match overruns its block");
            }
            copyMatch(target, filled, offset, match);
            filled += match;
        }
    }

    /** Returns a length whose first four bits are in the token. */
    private int length(int start) throws CorruptStreamException {
        int length = start;
        if (start == Lz4Frame.LENGTH_MASK) {
            int part;
            do {
                part = nextByte();
                length += part;
            } while (part == 0xff);
        }
        return length;
    }

    private int nextByte() throws CorruptStreamException {
        if (next == end) {
            throw corrupt("block is truncated");
        }
        return source[next++] & 0xff;
    }

    /** Copies bytes from {@code offset} bytes back; if the ranges overlap, the copied bytes repeat. */
    private static void copyMatch(byte[] target, int position, int offset, int length) {
        int to = position;
        int end = position + length;
        if (offset >= Long.BYTES && end + Long.BYTES <= target.length) {
            for (; to < end; to += Long.BYTES) {
                LONGS.set(target, to, (long) LONGS.get(target, to - offset));
            }
        } else {
            for (; to < end; to++) {
                target[to] = target[to - offset];
            }
        }
    }

    private static CorruptStreamException corrupt(String what) {
        return new CorruptStreamException("could not decompress: LZ4 " + what);
    }
}
