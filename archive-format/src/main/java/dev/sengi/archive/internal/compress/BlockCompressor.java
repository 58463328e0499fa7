package dev.sengi.archive.internal.compress;

import dev.sengi.archive.internal.deflate.DeflateEncoder;
import java.util.zip.Deflater;

/**
 * Compresses blocks, one at a time: with zlib, or with Sengi's encoder if the block {@linkplain
 * DeflateBlock#mayUseEncoder() allows} it and zlib is not faster at the level.
 */
final class BlockCompressor {
    /** Zlib's own default. */
    private static final int DEFAULT_LEVEL = 6;

    private final int level;
    private Deflater zlib;
    private DeflateEncoder encoder;

    /** @param level 0 to 9, or -1 for the default */
    BlockCompressor(int level) {
        this.level = level == Deflater.DEFAULT_COMPRESSION ? DEFAULT_LEVEL : level;
    }

    void compress(DeflateBlock block) {
        if (block.mayUseEncoder() && level >= DeflateEncoder.FIRST_LEVEL) {
            encoder = encoder == null ? new DeflateEncoder(level) : encoder;
            block.encode(encoder);
        } else {
            zlib = zlib == null ? new Deflater(level, true) : zlib;
            block.deflate(zlib);
        }
    }

    /** Frees zlib's memory. */
    void end() {
        if (zlib != null) {
            zlib.end();
        }
    }
}
