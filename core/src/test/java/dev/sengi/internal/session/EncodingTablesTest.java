package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.PgEncoding;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our charsets write every character as the newest server does, and read every sequence of bytes as it does. That is not a
 * round trip: some characters have two sequences.
 */
class EncodingTablesTest {
    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute("""
                CREATE FUNCTION written(text, int) RETURNS text LANGUAGE plpgsql AS $$
                BEGIN
                  RETURN encode(convert_to(chr($2), $1), 'hex');
                EXCEPTION WHEN OTHERS THEN
                  RETURN NULL;
                END $$
                """, """
                CREATE FUNCTION read(text, text) RETURNS int LANGUAGE plpgsql AS $$
                DECLARE
                  t text;
                BEGIN
                  t := convert_from(decode($2, 'hex'), $1);
                  RETURN CASE WHEN length(t) = 1 THEN ascii(t) END;
                EXCEPTION WHEN OTHERS THEN
                  RETURN NULL;
                END $$
                """);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** The characters of the Basic Multilingual Plane; tables contain others only where two characters are needed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EUC_JP",
                "EUC_CN",
                "EUC_KR",
                "EUC_TW",
                "SJIS",
                "BIG5",
                "GBK",
                "UHC",
                "JOHAB",
                "LATIN1",
                "LATIN2",
                "LATIN3",
                "LATIN4",
                "LATIN5",
                "LATIN6",
                "LATIN7",
                "LATIN8",
                "LATIN9",
                "LATIN10",
                "WIN1250",
                "WIN1251",
                "WIN1252",
                "WIN1253",
                "WIN1254",
                "WIN1255",
                "WIN1256",
                "WIN1257",
                "WIN1258",
                "WIN866",
                "WIN874",
                "KOI8R",
                "KOI8U",
                "ISO_8859_5",
                "ISO_8859_6",
                "ISO_8859_7",
                "ISO_8859_8"
            })
    void charactersAreWrittenAsByTheServer(String encoding) {
        // Those of single-byte encodings end with the forms for drawing boxes.
        int last = isMultibyte(encoding) ? 0xffff : 0x25ff;
        List<List<String>> written = database.rows("SELECT c, written('" + encoding + "', c) FROM generate_series(128, "
                + last + ") c WHERE c NOT BETWEEN 55296 AND 57343");
        List<String> wrong = new ArrayList<>();
        Charset charset = PgEncoding.charset(encoding);
        for (List<String> row : written) {
            String character = Character.toString(Integer.parseInt(row.get(0)));
            String ours = written(charset, character);
            // In an encoding with thousands of characters, those of Java's that the server refuses do not matter.
            boolean alike = row.get(1) == null
                    ? ours == null || encoding.equals("EUC_TW")
                    : row.get(1).equals(ours);
            if (!alike) {
                wrong.add(row + " " + ours);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EUC_JP", "EUC_CN", "EUC_KR", "EUC_TW", "SJIS", "BIG5", "GBK", "UHC", "JOHAB", "LATIN6", "LATIN8",
                "WIN1252"
            })
    void bytesAreReadAsByTheServer(String encoding) {
        List<String> sequences = new ArrayList<>(List.of("SELECT to_hex(a) FROM generate_series(128, 255) a"));
        if (isMultibyte(encoding)) {
            sequences.add("SELECT to_hex(a * 256 + b) FROM generate_series(129, 254) a, generate_series(49, 254) b");
        }
        if (encoding.equals("EUC_JP")) {
            sequences.add(
                    "SELECT '8f' || to_hex(a * 256 + b) FROM generate_series(161, 254) a, generate_series(161, 254) b");
        } else if (encoding.equals("EUC_TW")) {
            sequences.add("SELECT '8e' || to_hex(p) || to_hex(a * 256 + b) FROM generate_series(161, 176) p,"
                    + " generate_series(161, 254) a, generate_series(161, 254) b");
        }
        List<String> wrong = new ArrayList<>();
        Charset charset = PgEncoding.charset(encoding);
        for (List<String> row : database.rows("SELECT h, r FROM (SELECT h, read('" + encoding + "', h) r FROM ("
                + String.join(" UNION ALL ", sequences) + ") s (h)) t WHERE r IS NOT NULL")) {
            String ours = read(charset, row.get(0));
            if (!Character.toString(Integer.parseInt(row.get(1))).equals(ours)) {
                wrong.add(row + " " + ours);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isMultibyte(String encoding) {
        return PgEncoding.charset(encoding).newEncoder().maxBytesPerChar() > 1;
    }

    private static String written(Charset charset, String character) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(character));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return HexFormat.of().formatHex(copy);
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String read(Charset charset, String hex) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
