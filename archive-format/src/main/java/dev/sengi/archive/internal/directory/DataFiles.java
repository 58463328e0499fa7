package dev.sengi.archive.internal.directory;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.compress.CorruptStreamException;
import dev.sengi.archive.internal.compress.StreamCompression;
import dev.sengi.archive.internal.io.FileReason;
import dev.sengi.archive.internal.io.StoredReads;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files of a directory archive.
 *
 * <p>A file may be compressed differently than the header states, or not at all: its name determines this. The table of
 * contents contains names without the suffix. Facts: {@code InitDiscoverCompressFileHandle} in PostgreSQL's {@code
 * compress_io.c}.
 */
final class DataFiles {
    private static final int BUFFER_SIZE = 64 * 1024;

    private final Path folder;
    private final StoredReads reads = new StoredReads();

    DataFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Returns how much has been read from the file of each entry that was opened last. */
    StoredReads reads() {
        return reads;
    }

    /**
     * Returns the file with the given name, or its compressed variant; if neither exists, the uncompressed name.
     *
     * @throws ArchiveFormatException if the name would lead out of the folder
     */
    Path find(String name, int dumpId) throws ArchiveFormatException {
        Path file = resolve(name, dumpId);
        if (algorithm(file) != CompressionAlgorithm.NONE || Files.exists(file)) {
            return file;
        }
        for (CompressionAlgorithm algorithm : CompressionAlgorithm.values()) {
            Path compressed = folder.resolve(name + algorithm.suffix());
            if (Files.exists(compressed)) {
                return compressed;
            }
        }
        return file;
    }

    /** Opens the file with the given name, decompressed. Damage is reported with the file's name. */
    InputStream open(String name, int dumpId) throws IOException {
        return open(name, dumpId, StreamCompression::decompressFile);
    }

    /** Opens the file like {@link #open}, but also finds damage that reading can ignore. */
    InputStream openWhole(String name, int dumpId) throws IOException {
        return open(name, dumpId, StreamCompression::decompressWholeFile);
    }

    private interface Decompression {
        InputStream of(CompressionAlgorithm algorithm, InputStream source) throws IOException;
    }

    private InputStream open(String name, int dumpId, Decompression decompression) throws IOException {
        Path file = find(name, dumpId);
        InputStream raw;
        try {
            raw = new BufferedInputStream(new StoredInput(Files.newInputStream(file), reads.of(dumpId)), BUFFER_SIZE);
        } catch (NoSuchFileException e) {
            throw new ArchiveFormatException(
                    Reason.CORRUPT,
                    "could not open input file \"" + file + "\": No such file or directory",
                    -1,
                    dumpId,
                    e);
        } catch (FileSystemException e) {
            throw new IOException("could not open input file \"" + file + "\": " + FileReason.of(e), e);
        }
        boolean opened = false;
        try {
            InputStream data = decompression.of(algorithm(file), raw);
            opened = true;
            return new FileInput(data, file, dumpId);
        } catch (CorruptStreamException e) {
            throw damaged(file, dumpId, e);
        } finally {
            if (!opened) {
                raw.close();
            }
        }
    }

    private static CompressionAlgorithm algorithm(Path file) {
        String name = file.getFileName().toString();
        for (CompressionAlgorithm algorithm : CompressionAlgorithm.values()) {
            if (algorithm != CompressionAlgorithm.NONE && name.endsWith(algorithm.suffix())) {
                return algorithm;
            }
        }
        return CompressionAlgorithm.NONE;
    }

    private Path resolve(String name, int dumpId) throws ArchiveFormatException {
        boolean plain = !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
        if (!plain) {
            throw invalid(name, dumpId, null);
        }
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            // If the system's charset cannot represent a character, no file with that name exists.
            throw invalid(name, dumpId, e);
        }
    }

    private static ArchiveFormatException invalid(String name, int dumpId, Exception cause) {
        return new ArchiveFormatException(
                Reason.CORRUPT, "invalid file name \"" + name + "\" in the archive", -1, dumpId, cause);
    }

    private static ArchiveFormatException damaged(Path file, int dumpId, IOException e) {
        return new ArchiveFormatException(
                Reason.CORRUPT, "could not read from input file \"" + file + "\": " + e.getMessage(), -1, dumpId, e);
    }

    /** Counts the bytes of a file. */
    private static final class StoredInput extends FilterInputStream {
        private final AtomicLong stored;

        StoredInput(InputStream file, AtomicLong stored) {
            super(file);
            this.stored = stored;
            stored.set(0);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            stored.addAndGet(Math.max(count, 0));
            return count;
        }
    }

    /** Reports damage with its file and entry. */
    private static final class FileInput extends FilterInputStream {
        private final Path file;
        private final int dumpId;

        FileInput(InputStream data, Path file, int dumpId) {
            super(data);
            this.file = file;
            this.dumpId = dumpId;
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (CorruptStreamException e) {
                throw damaged(file, dumpId, e);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (CorruptStreamException e) {
                throw damaged(file, dumpId, e);
            }
        }
    }
}
