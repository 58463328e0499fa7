package dev.sengi.archive.compress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** Decompresses LZ4 frames. */
final class Lz4FrameInput extends FilterInputStream {

    Lz4FrameInput(InputStream source) throws IOException {
        super(new FramedLZ4CompressorInputStream(source, true));
    }
}
