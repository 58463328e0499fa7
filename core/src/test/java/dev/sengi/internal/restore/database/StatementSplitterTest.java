package dev.sengi.internal.restore.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementSplitterTest {
    private static final String DATA = """
            INSERT INTO a VALUES (1, 'x;''y', E'\\x');
            INSERT INTO "b;""c" VALUES
            \t('\\'), ('é;');


            INSERT INTO c VALUES ('never ended')""";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void commandsEndAtSemicolonsOutsideQuotes(int pieceLength) {
        assertThat(split(DATA, true, pieceLength))
                .containsExactly(
                        "INSERT INTO a VALUES (1, 'x;''y', E'\\x');",
                        "INSERT INTO \"b;\"\"c\" VALUES\n\t('\\'), ('é;');");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void backslashesEscapeInNonStandardStrings(int pieceLength) {
        String data = "INSERT INTO a VALUES ('\\';'); INSERT INTO a VALUES ('\\\\'); ";
        assertThat(split(data, false, pieceLength))
                .containsExactly("INSERT INTO a VALUES ('\\';');", " INSERT INTO a VALUES ('\\\\');");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void markedLiteralsHaveEscapesWhateverPlainOnesHave(int pieceLength) {
        String data = "INSERT INTO a VALUES (E'\\';');INSERT INTO a VALUES (e'''\\';', 'E\\');";
        assertThat(split(data, true, pieceLength))
                .containsExactly("INSERT INTO a VALUES (E'\\';');", "INSERT INTO a VALUES (e'''\\';', 'E\\');");
    }

    private static List<String> split(String data, boolean standardStrings, int pieceLength) {
        List<String> commands = new ArrayList<>();
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        StatementSplitter splitter = new StatementSplitter(StandardCharsets.UTF_8, standardStrings, commands::add);
        for (int start = 0; start < bytes.length; start += pieceLength) {
            splitter.write(bytes, start, Math.min(pieceLength, bytes.length - start));
        }
        assertThat(splitter.bytes()).isEqualTo(bytes.length);
        return commands;
    }
}
