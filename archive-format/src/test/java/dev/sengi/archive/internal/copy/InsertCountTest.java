package dev.sengi.archive.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InsertCountTest {

    private static long count(String commands, boolean backslashEscapes) {
        byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
        InsertCount whole = new InsertCount(backslashEscapes);
        whole.accept(bytes, bytes.length);
        InsertCount inPieces = new InsertCount(backslashEscapes);
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
    void passesOverTexts() {
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
        InsertCount count = new InsertCount(false);
        count.accept(bytes, bytes.length);
        assertThat(count.rows()).isEqualTo(4);
    }
}
