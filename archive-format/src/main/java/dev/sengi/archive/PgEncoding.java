package dev.sengi.archive;

import dev.sengi.archive.internal.charset.CorrectedCharset;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Maps PostgreSQL's character set encodings to charsets that convert as PostgreSQL 18 does. The exceptions are GB18030,
 * whose tables differ between releases of both, and rare characters of EUC_TW that only Java knows.
 *
 * <p>Encodings without a charset, and {@code SQL_ASCII}, which guarantees nothing about its bytes, map to
 * ISO-8859-1: characters outside ASCII are then displayed incorrectly, but every byte survives reading and writing.
 *
 * <p>Names are compared as PostgreSQL compares them: case and all characters other than letters and digits are ignored.
 */
public final class PgEncoding {

    private static final String NO_CHARSET = "";
    /** Precedes PostgreSQL's name of an encoding that Java lacks or converts differently. */
    private static final String CORRECTED = "corrected ";

    /** Maps normalized encoding names and aliases to the names of Java's charsets. */
    private static final Map<String, String> CHARSETS = charsets();

    private PgEncoding() {}

    /**
     * {@return the charset for reading and writing text in the named encoding: ISO-8859-1 for {@code SQL_ASCII}, for an
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
                .map(name -> supported(name).orElse(StandardCharsets.ISO_8859_1));
    }

    private static Optional<Charset> supported(String name) {
        if (name.startsWith(CORRECTED)) {
            return CorrectedCharset.of(name.substring(CORRECTED.length()));
        }
        return !name.equals(NO_CHARSET) && Charset.isSupported(name)
                ? Optional.of(Charset.forName(name))
                : Optional.empty();
    }

    /**
     * {@return whether there is a charset for the named encoding, so that its text is displayed correctly}
     *
     * @param encodingName a name or alias, in any case
     */
    public static boolean isReadable(String encodingName) {
        return supported(CHARSETS.getOrDefault(clean(encodingName), NO_CHARSET)).isPresent();
    }

    private static String clean(String encodingName) {
        StringBuilder cleaned = new StringBuilder(encodingName.length());
        for (int i = 0; i < encodingName.length(); i++) {
            char c = encodingName.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                cleaned.append((char) (c - 'A' + 'a'));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                cleaned.append(c);
            }
        }
        return cleaned.toString();
    }

    private static Map<String, String> charsets() {
        Map<String, String> map = new HashMap<>();
        put(map, NO_CHARSET, "sqlascii", "muleinternal");
        put(map, CORRECTED + "LATIN6", "latin6", "iso885910");
        put(map, CORRECTED + "LATIN8", "latin8", "iso885914");
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
        put(map, CORRECTED + "EUC_JP", "eucjp");
        put(map, "EUC-KR", "euckr");
        put(map, "GB2312", "euccn");
        put(map, CORRECTED + "EUC_TW", "euctw");
        put(map, "GB18030", "gb18030");
        put(map, CORRECTED + "GBK", "gbk", "win936", "windows936");
        put(map, CORRECTED + "SJIS", "sjis", "shiftjis", "mskanji", "win932", "windows932");
        put(map, CORRECTED + "BIG5", "big5", "win950", "windows950");
        put(map, CORRECTED + "UHC", "uhc", "win949", "windows949");
        put(map, CORRECTED + "JOHAB", "johab");
        put(map, NO_CHARSET, "eucjis2004", "shiftjis2004");
    }

    private static void put(Map<String, String> map, String charset, String... encodingNames) {
        for (String name : encodingNames) {
            map.put(name, charset);
        }
    }
}
