package dev.sengi.internal.conninfo;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's name for the encoding of the user's locale, which {@code client_encoding=auto} requests. */
final class LocaleEncoding {
    private static final String NO_ENCODING = "SQL_ASCII";
    private static final String CALLERS = "SENGI_CALLER_LC_ALL";
    /** PostgreSQL's names by code set, in lower case without punctuation; any other code set counts as SQL_ASCII. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("utf8", "UTF8"),
            Map.entry("iso88591", "LATIN1"),
            Map.entry("iso88592", "LATIN2"),
            Map.entry("iso88593", "LATIN3"),
            Map.entry("iso88594", "LATIN4"),
            Map.entry("iso88595", "ISO_8859_5"),
            Map.entry("iso88596", "ISO_8859_6"),
            Map.entry("iso88597", "ISO_8859_7"),
            Map.entry("iso88598", "ISO_8859_8"),
            Map.entry("iso88599", "LATIN5"),
            Map.entry("iso885910", "LATIN6"),
            Map.entry("iso885913", "LATIN7"),
            Map.entry("iso885914", "LATIN8"),
            Map.entry("iso885915", "LATIN9"),
            Map.entry("iso885916", "LATIN10"),
            Map.entry("koi8r", "KOI8R"),
            Map.entry("koi8u", "KOI8U"),
            Map.entry("cp1251", "WIN1251"),
            Map.entry("cp1255", "WIN1255"),
            Map.entry("eucjp", "EUC_JP"),
            Map.entry("euckr", "EUC_KR"),
            Map.entry("euctw", "EUC_TW"),
            Map.entry("gb2312", "EUC_CN"),
            Map.entry("gbk", "GBK"),
            Map.entry("gb18030", "GB18030"),
            Map.entry("big5", "BIG5"),
            Map.entry("tcvn", "WIN1258"));

    private LocaleEncoding() {}

    /** Returns the encoding that the variables name; if they name a locale without one, that of the process. */
    static String of(ClientEnvironment environment) {
        // The commands' launcher runs Java with a locale of its own, and passes on the caller's.
        String all = environment.variables().containsKey(CALLERS) ? CALLERS : "LC_ALL";
        String locale = Stream.of(all, "LC_CTYPE", "LANG")
                .map(name -> environment.variable(name).orElse(""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("C");
        if (locale.equals("C") || locale.equals("POSIX")) {
            return NO_ENCODING;
        }
        int dot = locale.indexOf('.');
        String codeSet = dot < 0
                ? Optional.ofNullable(System.getProperty("native.encoding")).orElse("")
                : locale.substring(dot + 1).replaceFirst("@.*", "");
        return NAMES.getOrDefault(codeSet.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""), NO_ENCODING);
    }
}
