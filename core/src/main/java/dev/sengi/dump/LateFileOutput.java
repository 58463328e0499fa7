package dev.sengi.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is made when first written to: what fails before leaves an older file alone, and is reported before a file
 * that cannot be made, as pg_dump does for scripts. Used by one thread.
 */
public final class LateFileOutput extends OutputStream {
    private final Path file;
    private OutputStream out;

    public LateFileOutput(Path file) {
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
            out = Files.newOutputStream(file);
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
