package dev.sengi.internal.conninfo.parameter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's name for the encoding of the user's locale, which {@code client_encoding=auto} requests. */
final class LocaleEncoding {
    private static final String NO_ENCODING = "SQL_ASCII";
    private static final String CODE_SET = "SENGI_LOCALE_CODE_SET";
    /** The code set of C, which the C library also uses if the locale is not installed. */
    private static final String ASCII = "ansix341968";

    /** The code sets that libpq knows, in lower case without punctuation, by PostgreSQL's names. */
    private static final Map<String, String> CODE_SETS = Map.ofEntries(
            Map.entry("UTF8", "utf8 cp65001"),
            Map.entry("LATIN1", "iso88591 cp28591"),
            Map.entry("LATIN2", "iso88592 cp28592"),
            Map.entry("LATIN3", "iso88593 cp28593"),
            Map.entry("LATIN4", "iso88594 cp28594"),
            Map.entry("LATIN5", "iso88599 cp28599"),
            Map.entry("LATIN6", "iso885910"),
            Map.entry("LATIN7", "iso885913"),
            Map.entry("LATIN8", "iso885914"),
            Map.entry("LATIN9", "iso885915 cp28605"),
            Map.entry("LATIN10", "iso885916"),
            Map.entry("ISO_8859_5", "iso88595 cp28595"),
            Map.entry("ISO_8859_6", "iso88596 cp28596"),
            Map.entry("ISO_8859_7", "iso88597 cp28597"),
            Map.entry("ISO_8859_8", "iso88598 cp28598"),
            Map.entry("KOI8R", "koi8r cp20866"),
            Map.entry("KOI8U", "koi8u cp21866"),
            Map.entry("WIN866", "cp866"),
            Map.entry("WIN874", "cp874"),
            Map.entry("WIN1250", "cp1250"),
            Map.entry("WIN1251", "cp1251 ansi1251"),
            Map.entry("WIN1252", "cp1252"),
            Map.entry("WIN1253", "cp1253"),
            Map.entry("WIN1254", "cp1254"),
            Map.entry("WIN1255", "cp1255"),
            Map.entry("WIN1256", "cp1256"),
            Map.entry("WIN1257", "cp1257"),
            Map.entry("WIN1258", "cp1258"),
            Map.entry("EUC_JP", "eucjp ibmeucjp sdeckanji cp20932"),
            Map.entry("EUC_CN", "euccn ibmeuccn gb2312 dechanzi cp20936"),
            Map.entry("EUC_KR", "euckr ibmeuckr deckorean 5601 cp51949"),
            Map.entry("EUC_TW", "euctw ibmeuctw cns11643"),
            Map.entry("SJIS", "sjis shiftjis pck cp932"),
            Map.entry("SHIFT_JIS_2004", "sjis2004"),
            Map.entry("BIG5", "big5 big5hkscs cp950"),
            Map.entry("GBK", "gbk cp936"),
            Map.entry("GB18030", "gb18030 cp54936"),
            Map.entry("UHC", "uhc cp949"),
            Map.entry("JOHAB", "johab cp1361"),
            Map.entry(NO_ENCODING, "usascii " + ASCII));

    private LocaleEncoding() {}

    /** Returns the encoding of the locale that the variables name; if libpq knows none, warns as libpq does. */
    static Optional<String> of(ClientEnvironment environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.variable(name).orElse(""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("C");
        if (locale.equals("C") || locale.equals("POSIX")) {
            return Optional.of(NO_ENCODING);
        }
        String codeSet = codeSet(locale, environment);
        String plain = codeSet.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        Optional<String> encoding = CODE_SETS.entrySet().stream()
                .filter(entry -> Arrays.asList(entry.getValue().split(" ")).contains(plain))
                .map(Map.Entry::getKey)
                .findFirst();
        if (encoding.isEmpty()) {
            environment
                    .warnings()
                    .accept("could not determine encoding for locale \"" + locale + "\": codeset is \"" + codeSet
                            + "\"");
        }
        return encoding;
    }

    /** Returns the code set that the commands' launcher got from the C library, or else a guess. */
    private static String codeSet(String locale, ClientEnvironment environment) {
        String reported = environment.variable(CODE_SET).orElse("");
        if (!reported.isEmpty()) {
            return reported;
        }
        int dot = locale.indexOf('.');
        return dot < 0
                ? Optional.ofNullable(System.getProperty("native.encoding")).orElse("")
                : locale.substring(dot + 1).replaceFirst("@.*", "");
    }
}
