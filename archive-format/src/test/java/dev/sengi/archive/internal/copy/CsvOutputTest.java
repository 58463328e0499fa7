package dev.sengi.archive.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvOutputTest {
    private static final List<String> COLUMNS = List.of("a", "b");

    private static byte[] csv(byte[] rows, int piece, List<String> columns, String encoding) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (CsvOutput csv = new CsvOutput(sink, columns, encoding)) {
            for (int i = 0; i < rows.length; i += piece) {
                csv.write(rows, i, Math.min(piece, rows.length - i));
            }
        }
        return sink.toByteArray();
    }

    /** Converts the rows as a whole and in pieces of every size, and fails unless all results are equal. */
    private static String csv(String rows, List<String> columns) throws IOException {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        byte[] whole = csv(bytes, bytes.length, columns, "UTF8");
        for (int piece = 1; piece < Math.min(bytes.length, 10); piece++) {
            assertThat(csv(bytes, piece, columns, "UTF8"))
                    .as("in pieces of %s", piece)
                    .isEqualTo(whole);
        }
        return new String(whole, StandardCharsets.UTF_8);
    }

    @Test
    void linesEndWithCrLf() throws IOException {
        assertThat(csv("1\tx y\n2\t z \n", COLUMNS)).isEqualTo("1,x y\r\n2, z \r\n");
    }

    @Test
    void onlyWhatNeedsQuotesHasThem() throws IOException {
        assertThat(csv("a,b\tc\"d\n\"\t'\n\\r\t\\n\n;\tä\n", COLUMNS))
                .isEqualTo("\"a,b\",\"c\"\"d\"\r\n\"\"\"\",'\r\n\"\r\",\"\n\"\r\n;,ä\r\n");
    }

    @Test
    void nullAndEmptyStringDiffer() throws IOException {
        assertThat(csv("\\N\t\n\t\\N\nN\t\\\\N\n", COLUMNS)).isEqualTo(",\"\"\r\n\"\",\r\nN,\\N\r\n");
    }

    @Test
    void nullIsAWholeField() throws IOException {
        assertThat(csv("\\Nx\tx\\N\n\\N\\N\t\\N\n", COLUMNS)).isEqualTo("Nx,xN\r\nNN,\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "\\b, 8",
        "\\t, 9",
        "\\v, 11",
        "\\f, 12",
        "\\\\, 92",
        "\\., 46",
        "\\a, 97",
        "\\101, 65",
        "\\x41, 65",
        "\\x7, 7",
        "\\7, 7",
        "\\12x, 10 120",
        "\\1019, 65 57",
        "\\x419, 65 57",
        "\\x, 120",
        "\\xg, 120 103",
        "\\8, 56",
        "\\501, 65",
        "\\x4\\x5, 4 5",
        "\\1\\2, 1 2",
        "\\x4a4, 74 52",
    })
    void escapesAreDecoded(String field, String octets) throws IOException {
        StringBuilder expected = new StringBuilder();
        for (String octet : octets.split(" ", -1)) {
            expected.append((char) Integer.parseInt(octet));
        }
        boolean quoted = expected.indexOf("\n") >= 0;
        String cell = quoted ? "\"" + expected + "\"" : expected.toString();
        assertThat(csv(field + "\t" + field + "\n", COLUMNS)).isEqualTo(cell + "," + cell + "\r\n");
    }

    @Test
    void bytesAreMadeOfTheirCodes() throws IOException {
        byte[] csv = csv("\\xff\\377\n".getBytes(StandardCharsets.US_ASCII), 100, List.of("a"), "LATIN1");
        assertThat(csv).containsExactly(0xff, 0xff, '\r', '\n');
    }

    @Test
    void escapedNewlineBelongsToTheField() throws IOException {
        assertThat(csv("a\\\nb\tc\\\td\n", COLUMNS)).isEqualTo("\"a\nb\",c\td\r\n");
    }

    @Test
    void endMarkOfCopyIsQuotedIfItWouldBeALine() throws IOException {
        assertThat(csv("\\\\.\n\\\\.x\n", List.of("a"))).isEqualTo("\"\\.\"\r\n\\.x\r\n");
        assertThat(csv("\\\\.\t\\\\.\n", COLUMNS)).isEqualTo("\\.,\\.\r\n");
    }

    @Test
    void headerIsQuotedAsFieldsAre() throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        CsvOutput csv = new CsvOutput(sink, List.of("id", "a,b", "c\"d", "größe", " "), "LATIN1");
        csv.writeHeader();
        assertThat(sink.toString(StandardCharsets.ISO_8859_1)).isEqualTo("id,\"a,b\",\"c\"\"d\",größe, \r\n");
    }

    @Test
    void tableWithoutColumnsHasEmptyLines() throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        CsvOutput csv = new CsvOutput(sink, List.of(), "UTF8");
        csv.writeHeader();
        csv.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(sink.toString(StandardCharsets.US_ASCII)).isEqualTo("\r\n\r\n");
    }

    /** Archives from before column lists do not name the columns. Only an empty line can be a row without columns. */
    @Test
    void emptyStringsOfUnknownColumnsHaveQuotes() throws IOException {
        assertThat(csv("a\t\tb\n\tb\n\\N\t\n\n\t\t,\n\t\n\\N\n", List.of()))
                .isEqualTo("a,\"\",b\r\n\"\",b\r\n,\"\"\r\n\r\n\"\",\"\",\",\"\r\n\"\",\"\"\r\n\r\n");
    }

    @Test
    void fieldsMayBeLongerThanTheBuffer() throws IOException {
        String longer = "x".repeat(100_000);
        assertThat(csv(longer + "\t" + longer + ",\n", COLUMNS))
                .isEqualTo("\"" + longer + "\",\"" + longer + ",\"\r\n");
        String fitting = "x".repeat(64 * 1024);
        assertThat(csv(fitting + "\t" + "\\\\".repeat(1000) + "\"\n", COLUMNS))
                .isEqualTo(fitting + ",\"" + "\\".repeat(1000) + "\"\"\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        // The second byte of each of these is a backslash, or looks like a letter that may follow one.
        "SJIS, windows-31j, 表ソ能",
        "BIG5, Big5, 功許蓋",
        "GBK, GBK, 誠乗乗",
        "GB18030, GB18030, 誠乗𠀀",
        "UHC, x-windows-949, 가각갂",
        "UTF8, UTF-8, 表ソ能",
        "EUC_JP, EUC-JP, 表ソ能"
    })
    void charactersMayEndWithABackslash(String encoding, String charset, String text) throws IOException {
        Charset java = Charset.forName(charset);
        byte[] rows = (text + "\t\\N\n\\" + text + "n\ta\\n" + text + "\n").getBytes(java);
        String expected = text + ",\r\n" + text + "n,\"a\n" + text + "\"\r\n";
        for (int piece = 1; piece <= rows.length; piece++) {
            assertThat(new String(csv(rows, piece, COLUMNS, encoding), java))
                    .as("in pieces of %s", piece)
                    .isEqualTo(expected);
        }
    }

    @Test
    void johabHasCharactersOfThreeBytes() throws IOException {
        byte[] rows = {(byte) 0x8f, (byte) 0xa1, '\\', 'n', '\t', (byte) 0xb1, '\\', '\n'};
        assertThat(csv(rows, 3, COLUMNS, "JOHAB")).containsExactly(0x8f, 0xa1, '\\', 'n', ',', 0xb1, '\\', '\r', '\n');
    }
}
