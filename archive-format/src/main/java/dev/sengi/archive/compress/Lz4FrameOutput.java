package dev.sengi.archive.compress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;

/** Compresses into one LZ4 frame. */
final class Lz4FrameOutput extends FilterOutputStream {

    Lz4FrameOutput(OutputStream sink) throws IOException {
        super(new FramedLZ4CompressorOutputStream(
                sink,
                new FramedLZ4CompressorOutputStream.Parameters(
                        FramedLZ4CompressorOutputStream.BlockSize.K64, false, false, true)));
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
    }
}
