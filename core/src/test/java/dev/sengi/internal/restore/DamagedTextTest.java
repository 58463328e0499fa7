package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text with bytes that are not valid in the archive's encoding does not become other text. */
class DamagedTextTest {
    private static final String NOT_VALID = "not valid in the archive's encoding";

    @TempDir
    private Path folder;

    private Path dump(String encoding) throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE item (name text DEFAULT 'fine\u00e4 \ufffd')",
                    "COMMENT ON TABLE item IS 'good\u00e4'",
                    "INSERT INTO item VALUES ('row\u00e4 \ufffd')");
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.DIRECTORY)
                    .compression(Compression.none())
                    .encoding(encoding)
                    .with(DumpFlag.INSERTS)
                    .to(folder.resolve("dump"));
        }
        return folder.resolve("dump");
    }

    /** Replaces the character after the word by as many bytes that are not valid. */
    private void damage(Path archive, String word, String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);
        byte[] text = (word + "\u00e4").getBytes(charset);
        String sought = new String(text, StandardCharsets.ISO_8859_1);
        String damaged = word + "\u00ff".repeat(text.length - word.length());
        try (Stream<Path> files = Files.list(archive)) {
            for (Path file : files.toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                Files.writeString(file, bytes.replace(sought, damaged), StandardCharsets.ISO_8859_1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF8, fine", "UTF8, good", "UTF8, row", "GB18030, fine", "GB18030, good", "GB18030, row"})
    void isAFailure(String encoding, String word) throws IOException {
        Path archive = dump(encoding);
        restore(archive);
        damage(archive, word, encoding.equals("UTF8") ? "UTF-8" : encoding);
        assertThatThrownBy(() -> restore(archive))
                .isInstanceOf(SengiException.class)
                .hasMessageContaining(NOT_VALID);
        if (!word.equals("row")) {
            assertThatThrownBy(() -> PgRestore.from(archive).toScript(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> PgRestore.from(archive)
                            .toArchive(OutputStream.nullOutputStream(), ArchiveFormat.CUSTOM, Compression.none()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static void restore(Path archive) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore.from(archive).into(target.connectionSource()).run();
            assertThat(target.value("SELECT name FROM item")).isEqualTo("row\u00e4 \ufffd");
        }
    }
}
