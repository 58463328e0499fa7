package dev.sengi.internal.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Catalog queries that differ by server version, column by column, so that every version returns the same columns.
 *
 * <p>{@code [[15: x | y]]} stands for {@code x} since server version 15 and for {@code y} before; either may be empty,
 * and they may nest.
 */
public final class VersionedSql {
    private static final Pattern INNERMOST = Pattern.compile(
            "\\[\\[(\\d+):((?:(?!\\[\\[|]]|\\s\\|\\s).)*)\\s\\|\\s((?:(?!\\[\\[|]]).)*)]]", Pattern.DOTALL);

    private VersionedSql() {}

    /** Returns the query for a server of that major version (9 for 9.6). */
    public static String forServer(String sql, int major) {
        String text = sql;
        for (Matcher m = INNERMOST.matcher(text); m.find(); m = INNERMOST.matcher(text)) {
            text = m.replaceAll(
                    r -> Matcher.quoteReplacement(Integer.parseInt(r.group(1)) <= major ? r.group(2) : r.group(3)));
        }
        return text;
    }
}
