package dev.sengi.archive.internal.compress;

import dev.sengi.archive.internal.io.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses exactly one zlib stream: a 2-byte header, deflated data, an Adler-32 checksum. */
final class ZlibInput extends BlockInput {
    private static final int BUFFER_SIZE = 64 * 1024;

    private final InputStream source;
    private final Inflater inflater = new Inflater();
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private boolean ended;
    private boolean closed;

    ZlibInput(InputStream source) {
        this.source = source;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("stream closed");
        }
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                advance();
            }
        } catch (DataFormatException e) {
            throw new CorruptStreamException("could not uncompress data: " + e.getMessage(), e);
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            inflater.end();
            source.close();
        }
    }

    private void advance() throws IOException {
        if (inflater.finished()) {
            if (inflater.getRemaining() > 0 || source.read() >= 0) {
                throw new CorruptStreamException("could not uncompress data: more data after the end of the stream");
            }
            ended = true;
        } else if (inflater.needsDictionary()) {
            throw new CorruptStreamException("could not uncompress data: stream needs a dictionary");
        } else {
            int count = source.read(buffer, 0, BUFFER_SIZE);
            if (count < 0) {
                throw new CorruptStreamException("could not uncompress data: unexpected end of the stream");
            }
            inflater.setInput(buffer, 0, count);
        }
    }
}
