package dev.sengi.internal.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts the bytes of an output and, if requested, computes their SHA-256. Used by one thread at a time. */
public final class OutputMeasure {
    private static final int BUFFER_SIZE = 64 * 1024;

    private final MessageDigest digest;
    private long size;
    private boolean oneFile = true;

    /** @param digested whether to compute the SHA-256 */
    public OutputMeasure(boolean digested) {
        try {
            digest = digested ? MessageDigest.getInstance("SHA-256") : null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many bytes were written. */
    public long size() {
        return size;
    }

    /** Returns the SHA-256 in hexadecimal; call it once. Empty if it was not requested or the output is a folder. */
    public Optional<String> sha256() {
        return digest == null || !oneFile
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** Returns a stream that measures what it writes to the given stream, and closes it. */
    public OutputStream measuring(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                add(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** Measures a whole file, because an archive's beginning is written last. Does not close the stream. */
    public void read(InputStream file) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
            add(buffer, 0, count);
        }
    }

    /** Returns whether the bytes of an output must be read again for the SHA-256. */
    public boolean readsFiles() {
        return digest != null;
    }

    /** Sets the size of a file whose bytes are not read. */
    public void fileSize(long bytes) {
        size = bytes;
    }

    /** Measures the files in a folder. */
    public void folder(Path folder) throws IOException {
        oneFile = false;
        try (Stream<Path> files = Files.list(folder)) {
            size = files.mapToLong(OutputMeasure::sizeOf).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(byte[] bytes, int offset, int length) {
        size += length;
        if (digest != null) {
            digest.update(bytes, offset, length);
        }
    }
}
