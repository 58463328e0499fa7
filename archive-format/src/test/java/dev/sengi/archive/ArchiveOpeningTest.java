package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.archive.internal.opening.ArchiveOpening;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is not an archive is rejected with the messages of pg_restore 18.6, as observed. */
class ArchiveOpeningTest {
    private static final String SCRIPT = "--\n-- PostgreSQL database dump\n--\n\n";
    private static final String CLUSTER_SCRIPT = "--\n-- PostgreSQL database cluster dump\n--\n\n";

    @TempDir
    Path folder;

    @Test
    void refusesWhatIsTooShort() {
        assertRefused("", "input file is too short (read 0, expected 5)");
        assertRefused("abc", "input file is too short (read 3, expected 5)");
        assertRefused("PGDMP", "could not read from input file: end of file");
        assertRefused("hello world", "input file does not appear to be a valid archive (too short?)");
    }

    @Test
    void refusesScripts() {
        assertRefused(SCRIPT, "input file does not appear to be a valid archive (too short?)");
        assertRefused(SCRIPT + "SELECT 1;", "input file appears to be a text format dump. Please use psql.");
        assertRefused(CLUSTER_SCRIPT, "input file appears to be a text format dump. Please use psql.");
    }

    @Test
    void refusesAnythingElse() {
        assertRefused("\0".repeat(600), "input file does not appear to be a valid tar archive");
        String magic = "\0".repeat(257) + "ustar" + "\0".repeat(250);
        assertRefused(magic, "input file does not appear to be a valid tar archive");
    }

    @Test
    void refusesFoldersAndMissingFiles() {
        assertThatThrownBy(() -> Archive.open(folder))
                .hasMessage("directory \"" + folder
                        + "\" does not appear to be a valid archive (\"toc.dat\" does not exist)");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Archive.open(missing))
                .hasMessage("could not open input file \"" + missing + "\": No such file or directory");
        Path unwritable = missing.resolve("file");
        assertThatThrownBy(() -> ArchiveWriter.create(unwritable, ArchiveFormat.CUSTOM, Compression.none()))
                .hasMessage("could not open output file \"" + unwritable + "\": No such file or directory");
    }

    @Test
    void reasonsDistinguishWhatAFileIs() throws Exception {
        assertReason(Reason.CORRUPT, write(""), null);
        assertReason(Reason.CORRUPT, write("PGD"), null);
        assertReason(Reason.CORRUPT, write("PGD"), ArchiveFormat.CUSTOM);
        assertReason(Reason.NOT_AN_ARCHIVE, write("abc"), null);
        assertReason(Reason.NOT_AN_ARCHIVE, write("hello world"), ArchiveFormat.CUSTOM);
        assertReason(Reason.NOT_AN_ARCHIVE, write("\0".repeat(600)), null);
        assertReason(Reason.NOT_AN_ARCHIVE, folder, null);
        assertReason(Reason.SCRIPT, write(SCRIPT + "SELECT 1;"), null);
        assertReason(Reason.SCRIPT, write(CLUSTER_SCRIPT), ArchiveFormat.TAR);
        assertReason(Reason.CORRUPT, write("PGDMP"), null);
        assertReason(Reason.CORRUPT, write("PGDMP"), ArchiveFormat.CUSTOM);
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path archive = folder.resolve(format.name());
            try (ArchiveWriter writer = ArchiveWriter.create(archive, format, Compression.none())) {
                SampleArchive.write(writer, 10);
            }
            for (ArchiveFormat other : ArchiveFormat.values()) {
                if (other == format) {
                    Archive.open(archive, format).close();
                } else {
                    assertReason(Reason.OTHER_FORMAT, archive, other);
                }
            }
        }
        // It begins as a custom archive does.
        assertReason(Reason.OTHER_FORMAT, folder.resolve("DIRECTORY/toc.dat"), null);
    }

    private static void assertReason(Reason reason, Path path, @Nullable ArchiveFormat format) {
        assertThatThrownBy(() -> new ArchiveOpening(format, TocReading.WHOLE).open(path))
                .isInstanceOfSatisfying(
                        ArchiveFormatException.class,
                        failure -> assertThat(failure.reason())
                                .as(failure.getMessage())
                                .isEqualTo(reason));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content, StandardCharsets.ISO_8859_1);
    }

    private void assertRefused(String content, String message) {
        assertThatThrownBy(() -> Archive.open(stream(content)))
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessage(message);
        Path file = folder.resolve("file");
        assertThatThrownBy(() -> Archive.open(Files.writeString(file, content, StandardCharsets.ISO_8859_1)))
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessage(message);
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
