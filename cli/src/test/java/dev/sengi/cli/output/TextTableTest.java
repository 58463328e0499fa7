package dev.sengi.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

    private static String table(String[]... rows) throws IOException {
        TextTable table = new TextTable(List.of(
                new TextTable.Column("N", true),
                new TextTable.Column("NAME", false),
                new TextTable.Column("SIZE", true)));
        for (String[] row : rows) {
            table.add(row);
        }
        StringWriter out = new StringWriter();
        table.write(out);
        return out.toString();
    }

    private static String[] row(String... cells) {
        return cells;
    }

    @Test
    void columnsAlign() throws IOException {
        assertThat(table(row("1", "a", "10"), row("100", "a long name", ""), row("", "", "5")))
                .isEqualTo("""
                          N  NAME         SIZE
                          1  a              10
                        100  a long name
                                             5
                        """);
    }

    @Test
    void emptyColumnsAreLeftOut() throws IOException {
        assertThat(table(row("1", "a", ""), row("2", "b", null))).isEqualTo("N  NAME\n1  a\n2  b\n");
    }

    @Test
    void wideAndCombiningCharactersAlign() throws IOException {
        assertThat(table(row("1", "小さい", "1"), row("2", "e\u0301ab😀", "2"), row("3", "ﾊﾛｰ", "3"), row("4", "✅￥", "4")))
                .isEqualTo("N  NAME    SIZE\n1  小さい     1\n2  e\u0301ab😀      2\n3  ﾊﾛｰ        3\n4  ✅￥       4\n");
    }

    @Test
    void nothingDisturbsALine() throws IOException {
        assertThat(table(row("1", "a\nb\t\r\u001b[31m\u202e", "")))
                .isEqualTo("N  NAME\n1  a\\nb\\t\\r\\u001b[31m\\u202e\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 kB",
        "1075, 1.0 kB",
        "1076, 1.1 kB",
        "1048524, 1023.9 kB",
        "1048575, 1.0 MB",
        "1048576, 1.0 MB",
        "5368709120, 5.0 GB",
        "9223372036854775807, 8.0 EB"
    })
    void sizesAreShort(long bytes, String text) {
        assertThat(HumanSize.of(bytes)).isEqualTo(text);
    }
}
