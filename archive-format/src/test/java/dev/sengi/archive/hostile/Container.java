package dev.sengi.archive.hostile;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.InMemoryChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The kinds of archives to damage: a format, and how the archive was written. */
enum Container {
    CUSTOM(ArchiveFormat.CUSTOM),
    /** Without the positions of the data. */
    PIPED_CUSTOM(ArchiveFormat.CUSTOM) {
        @Override
        Map<String, byte[]> make(Path folder, Compression compression) throws IOException {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            try (ArchiveWriter writer = ArchiveWriter.create(stream, ArchiveFormat.CUSTOM, compression)) {
                SmallArchive.write(writer);
            }
            return Map.of(ONLY_FILE, stream.toByteArray());
        }
    },
    DIRECTORY(ArchiveFormat.DIRECTORY),
    TAR(ArchiveFormat.TAR);

    private static final int COMPRESSION_OFFSET = 11;
    private static final int TAR_HEADER = 512;

    static final String ONLY_FILE = "archive";

    /** A way of opening an archive. */
    interface Opening {
        Archive open() throws IOException;
    }

    private final ArchiveFormat format;

    Container(ArchiveFormat format) {
        this.format = format;
    }

    List<Compression> compressions() {
        return format == ArchiveFormat.TAR
                ? List.of(Compression.none())
                : Stream.of(CompressionAlgorithm.values()).map(Compression::of).toList();
    }

    /** Writes the archive to a path below the folder, and returns its files by name. */
    Map<String, byte[]> make(Path folder, Compression compression) throws IOException {
        Path path = folder.resolve(name() + "." + compression.algorithm());
        try (ArchiveWriter writer = ArchiveWriter.create(path, format, compression)) {
            SmallArchive.write(writer);
        }
        if (!Files.isDirectory(path)) {
            return Map.of(ONLY_FILE, Files.readAllBytes(path));
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(path)) {
            for (Path file : paths.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /**
     * Replaces the content of a file of the archive that {@link #make} wrote, and returns all ways of opening the
     * result.
     */
    List<Opening> openings(Path folder, Compression compression, String file, byte... content) throws IOException {
        List<Opening> openings = new ArrayList<>();
        if (format == ArchiveFormat.DIRECTORY) {
            Path path = folder.resolve(name() + "." + compression.algorithm());
            Files.write(path.resolve(file), content);
            openings.add(() -> Archive.open(path));
        } else {
            openings.add(() -> Archive.open(new InMemoryChannel(content)));
            openings.add(() -> Archive.open(new ByteArrayInputStream(content)));
        }
        return openings;
    }

    /** Returns whether a byte belongs to the table of contents, which is the same for all compression algorithms. */
    boolean inToc(String file, int at, byte... content) {
        if (format == ArchiveFormat.DIRECTORY) {
            return file.equals("toc.dat");
        }
        int end = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(SmallArchive.END_OF_TOC)
                + SmallArchive.END_OF_TOC.length();
        return at > COMPRESSION_OFFSET + (format == ArchiveFormat.TAR ? TAR_HEADER : 0) && at < end;
    }

    /**
     * Returns whether the format allows a file to be truncated to that length undetected: the length of a large object
     * is not stored, and an empty one is an empty file except under gzip.
     */
    boolean canBeCut(Compression compression, String file, int length) {
        return format == ArchiveFormat.DIRECTORY
                && file.startsWith("blob_")
                && switch (compression.algorithm()) {
                    case NONE -> true;
                    case GZIP -> false;
                    case LZ4, ZSTD -> length == 0;
                };
    }
}
