package dev.sengi.archive.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.PgEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsertCountTest {

    private static long count(String commands, boolean backslashEscapes) {
        return count(commands.getBytes(StandardCharsets.UTF_8), backslashEscapes, MultibyteForm.ASCII_SAFE);
    }

    private static long count(byte[] bytes, boolean backslashEscapes, MultibyteForm form) {
        InsertCount whole = new InsertCount(new InsertSyntax(backslashEscapes, form));
        whole.accept(bytes, bytes.length);
        InsertCount inPieces = new InsertCount(new InsertSyntax(backslashEscapes, form));
        for (int i = 0; i < bytes.length; i++) {
            inPieces.accept(Arrays.copyOfRange(bytes, i, i + 1), 1);
        }
        assertThat(inPieces.commands()).isEqualTo(whole.commands());
        assertThat(inPieces.rows()).isEqualTo(whole.rows());
        return whole.commands();
    }

    @Test
    void countsCommands() {
        assertThat(count("\n\n", false)).isZero();
        assertThat(count("INSERT INTO t VALUES (1);\nINSERT INTO t VALUES\n\t(1),\n\t(2);\n\n\n", false))
                .isEqualTo(2);
    }

    @Test
    void skipsLiterals() {
        assertThat(count("INSERT INTO \"a;'b\" VALUES ('it''s; \";', 'INSERT;\n;');\n\n\n", false))
                .isEqualTo(1);
    }

    @Test
    void backslashesMeanWhatTheArchiveSays() {
        assertThat(count("INSERT INTO t VALUES ('\\');\nINSERT INTO t VALUES ('\\');\n", false))
                .isEqualTo(2);
        assertThat(count("INSERT INTO t VALUES ('\\\\');\nINSERT INTO t VALUES ('\\';');\n", true))
                .isEqualTo(2);
    }

    /** The second byte of each of these characters is a backslash. */
    @ParameterizedTest
    @CsvSource({"SJIS, \u8868", "BIG5, \u529f", "GBK, \u5dbe", "GB18030, \u5dbe"})
    void bytesWithinCharactersAreNotBackslashes(String encoding, String character) {
        String commands =
                "INSERT INTO t VALUES ('" + character + "');\nINSERT INTO t VALUES ('\\'" + character + ";');\n";
        byte[] bytes = commands.getBytes(PgEncoding.charset(encoding));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("\\');");
        assertThat(count(bytes, true, MultibyteForm.of(encoding))).isEqualTo(2);
    }

    @Test
    void countsRows() {
        String commands = """
                INSERT INTO public."a,(b" (c, d) OVERRIDING SYSTEM VALUE VALUES
                \t(1, '),('),
                \t(2, B'0') ON CONFLICT DO NOTHING;
                INSERT INTO t DEFAULT VALUES;
                INSERT INTO t VALUES (1, 2, 3);


                """;
        byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
        InsertCount count = new InsertCount(new InsertSyntax(false, MultibyteForm.ASCII_SAFE));
        count.accept(bytes, bytes.length);
        assertThat(count.rows()).isEqualTo(4);
    }
}
