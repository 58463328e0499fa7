package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An archive that does not begin where its file does is still read, whether positions count from there or not. */
class EmbeddedArchiveTest {
    private static final int SIZE = 100_000;

    @TempDir
    private Path folder;

    /** How an archive came to be located after other content. */
    enum Way {
        COPIED,
        COPIED_FROM_A_STREAM,
        WRITTEN_BEHIND,
        APPENDED
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOM, COPIED, 1000",
        "CUSTOM, COPIED, 1",
        "CUSTOM, COPIED, 1000000",
        "CUSTOM, COPIED_FROM_A_STREAM, 1000",
        "CUSTOM, WRITTEN_BEHIND, 1000",
        "CUSTOM, WRITTEN_BEHIND, 1",
        "CUSTOM, APPENDED, 1000",
        "CUSTOM, APPENDED, 0",
        "TAR, COPIED, 1000",
        "TAR, WRITTEN_BEHIND, 1000",
        "TAR, APPENDED, 1000",
        "TAR, APPENDED, 0"
    })
    void isRead(ArchiveFormat format, Way way, int offset) throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[offset]);
        write(format, way, file);
        ArchiveContent expected = ArchiveContent.read(Archive.open(alone(format, "expected")));
        try (FileInputStream stream = new FileInputStream(file.toFile())) {
            stream.skipNBytes(offset);
            assertRead(Archive.open(stream), expected);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            assertRead(Archive.open(channel.position(offset)), expected);
        }
        assertRead(Archive.open(new InMemoryChannel(Files.readAllBytes(file)).position(offset)), expected);
    }

    private static void assertRead(Archive archive, ArchiveContent expected) throws IOException {
        assertThat(archive.seekable()).isTrue();
        try (archive;
                Archive another = archive.another()) {
            assertThat(ArchiveContent.read(archive)).isEqualTo(expected);
            assertThat(ArchiveContent.text(another, SampleArchive.ROWS))
                    .isEqualTo(expected.tables().get(SampleArchive.ROWS.dumpId()));
            // The blocks are found at their actual positions; the content is not that of a dump.
            assertThat(another.verify().problems())
                    .allSatisfy(problem -> assertThat(problem.message()).endsWith("do not end with empty lines"));
        }
    }

    private void write(ArchiveFormat format, Way way, Path file) throws IOException {
        switch (way) {
            case COPIED -> append(file, Files.readAllBytes(alone(format, "alone")));
            case COPIED_FROM_A_STREAM -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                write(ArchiveWriter.create(bytes, format, Compression.none()));
                append(file, bytes.toByteArray());
            }
            case WRITTEN_BEHIND -> {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                write(ArchiveWriter.create(channel.position(channel.size()), format, Compression.none()));
            }
            case APPENDED -> {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND);
                write(ArchiveWriter.create(channel, format, Compression.none()));
            }
        }
    }

    private Path alone(ArchiveFormat format, String name) throws IOException {
        Path alone = folder.resolve(name);
        write(ArchiveWriter.create(alone, format, Compression.none()));
        return alone;
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    private static void write(ArchiveWriter writer) throws IOException {
        try (writer) {
            SampleArchive.write(writer, SIZE);
        }
    }
}
