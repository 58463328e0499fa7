package dev.sengi.internal.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
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
    private final Runnable requireRunning;
    /** Whether the digest covers the whole output. */
    private boolean digested;

    private String sha256;
    private long size;

    /**
     * @param checksum whether to compute the SHA-256
     * @param requireRunning called while a file is read; an exception from it ends the reading
     */
    public OutputMeasure(boolean checksum, Runnable requireRunning) {
        this.requireRunning = requireRunning;
        try {
            digest = checksum ? MessageDigest.getInstance("SHA-256") : null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how many bytes were written. */
    public long size() {
        return size;
    }

    /**
     * Returns the SHA-256 of the whole output in hexadecimal. Empty if it was not requested or could not be computed.
     */
    public Optional<String> sha256() {
        if (sha256 == null && digested) {
            sha256 = HexFormat.of().formatHex(digest.digest());
        }
        return Optional.ofNullable(sha256);
    }

    /**
     * Returns the line of a checksum file for the output.
     *
     * @param name of the file
     * @throws IOException if the file cannot be read
     */
    ChecksumLine line(String name) throws IOException {
        return new ChecksumLine(
                sha256().orElseThrow(() -> new IOException("could not read file \"" + name + "\": Permission denied")),
                name);
    }

    /** Reads a file and returns its line of a checksum file, under the given name. */
    public static ChecksumLine line(Path file, String name) throws IOException {
        return new OutputMeasure(true, () -> {}).lineOf(file, name);
    }

    /** Measures a file and returns its line of a checksum file, under the given name. */
    ChecksumLine lineOf(Path file, String name) throws IOException {
        try (SeekableByteChannel content = Files.newByteChannel(file)) {
            file(content);
        }
        return line(name);
    }

    /** Returns a new measure that computes a SHA-256, and whose reading is cancelled in the same way. */
    OutputMeasure another() {
        return new OutputMeasure(true, requireRunning);
    }

    /** Returns a stream that measures what it writes to the given stream, and closes it. */
    public OutputStream measuring(OutputStream stream) {
        digested = digest != null;
        return new FilterOutputStream(stream) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (digest != null) {
                    // First, because the stream may change the array.
                    digest.update(bytes, offset, length);
                }
                out.write(bytes, offset, length);
                size += length;
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** Measures a whole file; for the SHA-256 it is read, because an archive's beginning is written last. */
    public void file(SeekableByteChannel content) throws IOException {
        size = content.size();
        if (digest != null) {
            try {
                digest(content);
            } catch (NonReadableChannelException e) {
                // The file can be written but not read, so it has no SHA-256.
            }
        }
    }

    private void digest(SeekableByteChannel content) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
        while (content.read(buffer) >= 0) {
            requireRunning.run();
            digest.update(buffer.flip());
            buffer.clear();
        }
        digested = true;
    }

    /** Measures the files in a folder and its subfolders, for which there is no SHA-256. */
    public void folder(Path folder) throws IOException {
        // A walk does not follow a link from which it starts.
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            size = files.filter(Files::isRegularFile)
                    .mapToLong(OutputMeasure::sizeOf)
                    .sum();
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
}
