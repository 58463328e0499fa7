package dev.sengi.internal.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is created on the first write. An earlier failure leaves an existing file untouched, and is reported
 * before the failure to create a file, as pg_dump does for scripts. Used by one thread.
 */
public final class LateFileOutput extends OutputStream {
    private final WholeFile.Opening file;
    private OutputStream out;

    public LateFileOutput(Path file) {
        this(() -> FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    public LateFileOutput(WholeFile.Opening file) {
        this.file = file;
    }

    @Override
    public void write(int octet) throws IOException {
        open().write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        open().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    private OutputStream open() throws IOException {
        if (out == null) {
            out = Channels.newOutputStream(file.open());
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
