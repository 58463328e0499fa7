package dev.sengi.archive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Maps PostgreSQL's character set encodings to Java's charsets.
 *
 * <p>Encodings without a Java charset, and {@code SQL_ASCII}, which guarantees nothing about its bytes, map to
 * ISO-8859-1: characters outside ASCII are then displayed incorrectly, but every byte survives reading and writing.
 *
 * <p>Names are compared as PostgreSQL compares them: case and all characters other than letters and digits are ignored.
 */
public final class PgEncoding {

    private static final String NO_CHARSET = "";

    /** Maps normalized encoding names and aliases to the names of Java's charsets. */
    private static final Map<String, String> CHARSETS = charsets();

    private PgEncoding() {}

    /**
     * {@return the charset for reading and writing text of the named encoding: ISO-8859-1 for {@code SQL_ASCII}, for an
     * encoding without a charset in this JVM, and for a name that PostgreSQL does not know}
     *
     * @param encodingName a name or alias, in any case
     */
    public static Charset charset(String encodingName) {
        return find(encodingName).orElse(StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return the charset that {@link #charset} returns, or empty if PostgreSQL knows no encoding with that name}
     *
     * @param encodingName a name or alias, in any case
     */
    public static Optional<Charset> find(String encodingName) {
        return Optional.ofNullable(CHARSETS.get(clean(encodingName)))
                .map(name -> !name.equals(NO_CHARSET) && Charset.isSupported(name)
                        ? Charset.forName(name)
                        : StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return whether Java has a charset for the named encoding, so that its text is displayed correctly}
     *
     * @param encodingName a name or alias, in any case
     */
    public static boolean isReadable(String encodingName) {
        String name = CHARSETS.getOrDefault(clean(encodingName), NO_CHARSET);
        return !name.equals(NO_CHARSET) && Charset.isSupported(name);
    }

    private static String clean(String encodingName) {
        return encodingName.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> charsets() {
        Map<String, String> map = new HashMap<>();
        put(map, NO_CHARSET, "sqlascii", "muleinternal", "latin6", "iso885910", "latin8", "iso885914");
        put(map, "UTF-8", "utf8", "unicode");
        putIsoLatin(map);
        for (int page = 1250; page <= 1258; page++) {
            put(map, "windows-" + page, "win" + page, "windows" + page);
        }
        put(map, "windows-1251", "win");
        put(map, "windows-1258", "abc", "tcvn", "tcvn5712", "vscii");
        put(map, "IBM866", "win866", "windows866", "alt");
        put(map, "x-windows-874", "win874", "windows874");
        put(map, "KOI8-R", "koi8r", "koi8");
        put(map, "KOI8-U", "koi8u");
        putEastAsian(map);
        return Map.copyOf(map);
    }

    private static void putIsoLatin(Map<String, String> map) {
        int[] parts = {1, 2, 3, 4, 9, 0, 13, 0, 15, 16};
        for (int latin = 1; latin <= parts.length; latin++) {
            int part = parts[latin - 1];
            if (part != 0) {
                put(map, "ISO-8859-" + part, "latin" + latin, "iso8859" + part);
            }
        }
        for (int part = 5; part <= 8; part++) {
            put(map, "ISO-8859-" + part, "iso8859" + part);
        }
    }

    private static void putEastAsian(Map<String, String> map) {
        put(map, "EUC-JP", "eucjp");
        put(map, "EUC-KR", "euckr");
        put(map, "GB2312", "euccn");
        put(map, "x-EUC-TW", "euctw");
        put(map, "GB18030", "gb18030");
        put(map, "GBK", "gbk", "win936", "windows936");
        put(map, "windows-31j", "sjis", "shiftjis", "mskanji", "win932", "windows932");
        put(map, "Big5", "big5", "win950", "windows950");
        put(map, "x-windows-949", "uhc", "win949", "windows949");
        put(map, "x-Johab", "johab");
        put(map, NO_CHARSET, "eucjis2004", "shiftjis2004");
    }

    private static void put(Map<String, String> map, String charset, String... encodingNames) {
        for (String name : encodingNames) {
            map.put(name, charset);
        }
    }
}
