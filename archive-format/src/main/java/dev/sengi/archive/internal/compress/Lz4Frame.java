package dev.sengi.archive.internal.compress;

/**
 * The layout of LZ4 frames; numbers are little-endian.
 *
 * <pre>
 * magic         4 bytes  {@link #MAGIC}
 * flags         1 byte   version 01 in bits 7 and 6; 5 independent blocks, 4 block checksums, 3 content size,
 *                        2 content checksum, 0 dictionary ID
 * block size    1 byte   bits 6 to 4: 4 for 64 KiB, 5 for 256 KiB, 6 for 1 MiB, 7 for 4 MiB
 * content size  8 bytes  if flagged
 * dictionary    4 bytes  if flagged
 * check         1 byte   second byte of the xxHash of the bytes from the flags on
 * blocks                 4 bytes length, with the highest bit set if stored uncompressed; the block; 4 bytes
 *                        xxHash of the block, if flagged
 * end           4 bytes  zeros, in place of a block's length
 * checksum      4 bytes  xxHash of the content, if flagged
 * </pre>
 *
 * <p>A compressed block is a list of sequences. Each consists of a token, literals, and a 2-byte offset. The token's
 * high half is the number of literals, its low half the length of the match minus 4. If either is 15, it continues in
 * bytes that are added, up to and including the first that is not 255: before the literals, or after the offset. The
 * last sequence ends with its literals. Matches may reach back 64 KiB, into preceding blocks if blocks are not
 * independent: pg_dump's never are.
 */
final class Lz4Frame {
    static final int MAGIC = 0x184D2204;
    /** Frames that decoders skip have this magic, except for its last four bits. */
    static final int SKIPPABLE_MAGIC = 0x184D2A50;

    static final int VERSION_MASK = 0xC0;
    static final int VERSION = 0x40;
    static final int INDEPENDENT_BLOCKS = 0x20;
    static final int BLOCK_CHECKSUMS = 0x10;
    static final int CONTENT_SIZE = 0x08;
    static final int CONTENT_CHECKSUM = 0x04;
    static final int DICTIONARY = 0x01;

    static final int UNCOMPRESSED = 0x8000_0000;

    /** How far back a match may reach. */
    static final int WINDOW = 64 * 1024;

    static final int MIN_MATCH = 4;
    static final int LENGTH_MASK = 15;

    /** The code of the smallest block size. */
    static final int SMALLEST_BLOCK_CODE = 4;

    static final int LARGEST_BLOCK_CODE = 7;

    private Lz4Frame() {}

    static int blockSize(int code) {
        return 1 << (8 + 2 * code);
    }
}
