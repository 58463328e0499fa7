package dev.sengi.archive.compress;

/**
 * Encodes the linked blocks of an LZ4 frame ({@link Lz4Frame}).
 *
 * <p>Holds the content itself: a window's length of what came before, and the block that is being filled.
 */
final class Lz4BlockEncoder {
    static final int BLOCK_SIZE = 64 * 1024;

    /** A block's last match begins at least this far before its end, and leaves at least 5 bytes as literals. */
    private static final int LAST_MATCH = 12;

    private static final int LAST_LITERALS = 5;

    private final Lz4MatchFinder finder;
    private final byte[] content = new byte[Lz4Frame.WINDOW + BLOCK_SIZE];
    /** The encoded block; incompressible content grows by a byte in 255. */
    private final byte[] encoded = new byte[BLOCK_SIZE + BLOCK_SIZE / 255 + 16];

    private int start;
    private int filled;
    private int written;

    Lz4BlockEncoder(Lz4MatchFinder finder) {
        this.finder = finder;
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
        int lastMatch = filled - LAST_MATCH;
        int end = filled - LAST_LITERALS;
        int anchor = start;
        int misses = 0;
        for (int position = start; position <= lastMatch; ) {
            int length = finder.find(content, position, end);
            if (length == 0) {
                position += finder.stride(misses++);
                continue;
            }
            misses = 0;
            int match = finder.match();
            while (finder.patient() && position < lastMatch) {
                int longer = finder.find(content, position + 1, end);
                if (longer <= length) {
                    break;
                }
                position++;
                length = longer;
                match = finder.match();
            }
            int back = commonBefore(match, position, anchor);
            writeSequence(anchor, position - back - anchor, position - match, length + back);
            position += length;
            anchor = position;
            if (position <= lastMatch) {
                finder.passed(content, position);
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
            finder.shift(shift);
        }
        start = history;
        filled = history;
    }

    /** Returns how many bytes before both positions are the same, the later of which are not before the anchor. */
    private int commonBefore(int match, int position, int anchor) {
        int length = 0;
        while (position - length > anchor
                && match - length > 0
                && content[position - length - 1] == content[match - length - 1]) {
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
