package dev.sengi.archive.internal.compress;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses zstd frames, one after another, to the end of the last. */
final class ZstdInput extends FilterInputStream {

    ZstdInput(InputStream source) throws IOException {
        super(frames(source));
    }

    private static InputStream frames(InputStream source) throws IOException {
        ZstdLibrary.load();
        return new ZstdInputStreamNoFinalizer(source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (ZstdIOException e) {
            throw new CorruptStreamException("could not decompress data: " + e.getMessage(), e);
        }
    }
}
