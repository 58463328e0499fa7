package dev.sengi.archive.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes the linked blocks of an LZ4 frame ({@link Lz4Frame}), taking the first match that a hash table of recent
 * positions offers.
 *
 * <p>Holds the content itself: a window's length of what came before, and the block that is being filled.
 */
final class Lz4BlockEncoder {
    static final int BLOCK_SIZE = 64 * 1024;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HASH_BITS = 13;
    private static final int HASH_FACTOR = 0x9E3779B1;
    private static final int MAX_OFFSET = Lz4Frame.WINDOW - 1;
    /** A block's last match begins at least this far before its end, and leaves at least 5 bytes as literals. */
    private static final int LAST_MATCH = 12;

    private static final int LAST_LITERALS = 5;
    /** After so many positions without a match, as a shift, the steps grow by one. */
    private static final int PATIENCE = 6;

    private final byte[] content = new byte[Lz4Frame.WINDOW + BLOCK_SIZE];
    private final int[] positions = new int[1 << HASH_BITS];
    /** The encoded block; incompressible content grows by a byte in 255. */
    private final byte[] encoded = new byte[BLOCK_SIZE + BLOCK_SIZE / 255 + 16];

    private int start;
    private int filled;
    private int written;

    Lz4BlockEncoder() {
        Arrays.fill(positions, -1);
    }

    /** Takes as much as the block has room for, and returns how much that was. */
    int fill(byte[] source, int offset, int length) {
        int count = Math.min(length, start + BLOCK_SIZE - filled);
        System.arraycopy(source, offset, content, filled, count);
        filled += count;
        return count;
    }

    int blockLength() {
        return filled - start;
    }

    /** Encodes the block into {@link #encoded()} and returns the length, which may exceed the block's own. */
    int encode() {
        written = 0;
        int anchor = start;
        int lastMatch = filled - LAST_MATCH;
        int position = start;
        while (position <= lastMatch) {
            int misses = 1 << PATIENCE;
            int match = find(position);
            while (match < 0 && position <= lastMatch) {
                position += misses++ >>> PATIENCE;
                match = position <= lastMatch ? find(position) : -1;
            }
            if (match < 0) {
                break;
            }
            while (position > anchor && match > 0 && content[position - 1] == content[match - 1]) {
                position--;
                match--;
            }
            int length = matchLength(position, match);
            writeSequence(anchor, position - anchor, position - match, length);
            position += length;
            anchor = position;
            if (position <= lastMatch) {
                positions[hash(position - 2)] = position - 2;
            }
        }
        writeLastLiterals(anchor);
        return written;
    }

    byte[] encoded() {
        return encoded;
    }

    /** Copies the block as it is. */
    void copyBlock(byte[] target, int offset) {
        System.arraycopy(content, start, target, offset, blockLength());
    }

    /** Begins the next block; the last ones stay as history. */
    void next() {
        int history = Math.min(filled, Lz4Frame.WINDOW);
        int shift = filled - history;
        if (shift > 0) {
            System.arraycopy(content, shift, content, 0, history);
            for (int i = 0; i < positions.length; i++) {
                positions[i] = Math.max(positions[i] - shift, -1);
            }
        }
        start = history;
        filled = history;
    }

    /** Enters a position and returns one before it with the same next four bytes, or -1. */
    private int find(int position) {
        int hash = hash(position);
        int candidate = positions[hash];
        positions[hash] = position;
        return candidate >= 0
                        && position - candidate <= MAX_OFFSET
                        && (int) INTS.get(content, candidate) == (int) INTS.get(content, position)
                ? candidate
                : -1;
    }

    private int hash(int position) {
        return ((int) INTS.get(content, position) * HASH_FACTOR) >>> (Integer.SIZE - HASH_BITS);
    }

    private int matchLength(int position, int match) {
        int limit = filled - LAST_LITERALS;
        int length = Lz4Frame.MIN_MATCH;
        while (position + length + Long.BYTES <= limit) {
            long difference = (long) LONGS.get(content, position + length) ^ (long) LONGS.get(content, match + length);
            if (difference != 0) {
                return length + Long.numberOfTrailingZeros(difference) / Byte.SIZE;
            }
            length += Long.BYTES;
        }
        while (position + length < limit && content[position + length] == content[match + length]) {
            length++;
        }
        return length;
    }

    private void writeSequence(int literalsStart, int literals, int offset, int matchLength) {
        int match = matchLength - Lz4Frame.MIN_MATCH;
        encoded[written++] = (byte) (half(literals) << 4 | half(match));
        writeLengthRest(literals);
        writeLiterals(literalsStart, literals);
        encoded[written++] = (byte) offset;
        encoded[written++] = (byte) (offset >>> 8);
        writeLengthRest(match);
    }

    private void writeLastLiterals(int literalsStart) {
        int literals = filled - literalsStart;
        encoded[written++] = (byte) (half(literals) << 4);
        writeLengthRest(literals);
        writeLiterals(literalsStart, literals);
    }

    private void writeLiterals(int literalsStart, int literals) {
        System.arraycopy(content, literalsStart, encoded, written, literals);
        written += literals;
    }

    private static int half(int length) {
        return Math.min(length, Lz4Frame.LENGTH_MASK);
    }

    private void writeLengthRest(int length) {
        if (length >= Lz4Frame.LENGTH_MASK) {
            int rest = length - Lz4Frame.LENGTH_MASK;
            for (; rest >= 0xff; rest -= 0xff) {
                encoded[written++] = (byte) 0xff;
            }
            encoded[written++] = (byte) rest;
        }
    }
}
