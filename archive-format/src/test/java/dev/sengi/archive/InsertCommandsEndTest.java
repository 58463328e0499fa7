package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INSERT commands end as readers require, even if their source ends differently. */
class InsertCommandsEndTest {
    private static final int NOT_SET = 1;
    private static final int NO_DATA = 3;

    private static final String COMMAND = "INSERT INTO a VALUES (1);\n";

    @TempDir
    private Path folder;

    private static ArchiveBytes toc(int minor, int offset) {
        return ArchiveBytes.version(minor)
                .integer(3)
                .encoding("UTF8")
                .entry(2, "TABLE", "a", "CREATE TABLE a ();\n", false)
                .offset(NO_DATA, 0)
                .entry(3, "TABLE DATA", "a", null, true)
                .offset(offset, 0);
    }

    private Path copy(Archive from, ArchiveFormat format) throws IOException {
        Path copy = folder.resolve("copy");
        try (from;
                ArchiveWriter to = ArchiveWriter.create(copy, format, Compression.none())) {
            ArchiveCopy.of(from).to(to);
        }
        return copy;
    }

    private static void assertContains(Path file, String data) throws IOException {
        try (Archive archive = Archive.open(file)) {
            assertThat(archive.verify().problems()).isEmpty();
            assertThat(ArchiveContent.text(archive, archive.entries().get(2))).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableWithoutDataIsCopied(ArchiveFormat format) throws IOException {
        assertContains(copy(toc(16, NO_DATA).open(), format), "\n\n");
    }

    /** Its block may have been lost. */
    @Test
    void butNotFromAStream() {
        assertThatThrownBy(() -> copy(toc(16, NO_DATA).openUnseekable(), ArchiveFormat.CUSTOM))
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessage("there are no data of table \"a\"");
    }

    @ParameterizedTest
    @CsvSource({"10, ''", "10, '\n\n'", "11, '\n\n'"})
    void oldVersionsAreCopied(int minor, String end) throws IOException {
        ArchiveBytes from = toc(minor, NOT_SET).dataBlock(3, COMMAND + end);
        assertContains(copy(from.open(), ArchiveFormat.CUSTOM), COMMAND + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO a VALUES (1", "INSERT INTO a VALUES ('\n", ";"})
    void commandsThatAreCutOffAreNot(String data) {
        ArchiveBytes from = toc(10, NOT_SET).dataBlock(3, data);
        assertThatThrownBy(() -> copy(from.open(), ArchiveFormat.CUSTOM))
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessage("the data of table \"a\" are incomplete: they end within a command");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenAsNoCommands(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("file");
        List<TocEntry> entries = List.of(SampleArchive.ENCODING, SampleArchive.TABLE, SampleArchive.NO_ROWS);
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
            writer.begin(SampleArchive.HEADER, entries);
            writer.openData(SampleArchive.NO_ROWS).close();
            writer.finish();
        }
        assertContains(file, "\n\n");
    }
}
