package dev.sengi.internal.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes the value of a configuration parameter, as catalogs store it, for a {@code SET name TO} clause.
 *
 * <p>Most values become one literal. A parameter that is a list of names is stored as a list of quoted identifiers and
 * must be split: SET expects one literal per name.
 */
public final class SettingValue {
    private static final Set<String> LISTS_OF_NAMES = Set.of(
            "local_preload_libraries",
            "oauth_validator_libraries",
            "output_plugin_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private SettingValue() {}

    /**
     * Returns the value as SQL; empty for a list that cannot be parsed.
     *
     * @param literal writes a string literal
     */
    public static String of(String name, String value, UnaryOperator<String> literal) {
        if (!LISTS_OF_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            return literal.apply(value);
        }
        List<String> names = split(value);
        return names == null ? "" : names.stream().map(literal).collect(Collectors.joining(", "));
    }

    /** Splits a list as the server does; returns null if its syntax is invalid. */
    private static List<String> split(String list) {
        List<String> names = new ArrayList<>();
        int at = skipSpace(list, 0);
        if (at == list.length()) {
            return names;
        }
        while (true) {
            StringBuilder name = new StringBuilder();
            at = readName(list, at, name);
            if (at < 0) {
                return null;
            }
            names.add(name.toString());
            at = skipSpace(list, at);
            if (at == list.length()) {
                return names;
            } else if (list.charAt(at) != ',') {
                return null;
            }
            at = skipSpace(list, at + 1);
        }
    }

    /** Reads one name, quoted or not, and returns the offset of its end, or -1 if it is invalid. */
    private static int readName(String list, int start, StringBuilder name) {
        if (start < list.length() && list.charAt(start) == '"') {
            return readQuoted(list, start + 1, name);
        }
        int at = start;
        while (at < list.length() && list.charAt(at) != ',' && !isSpace(list.charAt(at))) {
            name.append(list.charAt(at++));
        }
        return at == start ? -1 : at;
    }

    private static int readQuoted(String list, int start, StringBuilder name) {
        for (int at = start; at < list.length(); at++) {
            char c = list.charAt(at);
            if (c != '"') {
                name.append(c);
            } else if (at + 1 < list.length() && list.charAt(at + 1) == '"') {
                name.append(c);
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    private static int skipSpace(String list, int start) {
        int at = start;
        while (at < list.length() && isSpace(list.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
