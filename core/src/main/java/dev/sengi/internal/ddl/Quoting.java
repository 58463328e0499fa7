package dev.sengi.internal.ddl;

/**
 * Writes names and strings as SQL.
 *
 * <p>Immutable and thread-safe.
 */
public final class Quoting {
    private static final Quoting WHERE_NEEDED = new Quoting(false);
    private static final Quoting ALL = new Quoting(true);

    private final boolean quoteAll;

    private Quoting(boolean quoteAll) {
        this.quoteAll = quoteAll;
    }

    /** Quotes identifiers only where PostgreSQL 18 requires it. */
    public static Quoting whereNeeded() {
        return WHERE_NEEDED;
    }

    /** Quotes every identifier: {@code --quote-all-identifiers}. */
    public static Quoting all() {
        return ALL;
    }

    /** Quotes every identifier, or only those that need it. */
    public static Quoting of(boolean quoteAll) {
        return quoteAll ? ALL : WHERE_NEEDED;
    }

    /** Returns the identifier, in double quotes if it needs them. */
    public String identifier(String name) {
        if (!quoteAll && isPlain(name) && !Keywords.needsQuotes(name)) {
            return name;
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the identifier qualified by its schema, or alone if the schema is null or empty. */
    public String qualified(String schema, String name) {
        return schema == null || schema.isEmpty() ? identifier(name) : identifier(schema) + "." + identifier(name);
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || !isStart(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isStart(c) && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || c == '_';
    }

    /**
     * Returns a string literal for a script that sets {@code standard_conforming_strings} to the archive's value.
     *
     * @param standardStrings whether a backslash is an ordinary character
     */
    public static String literal(String value, boolean standardStrings) {
        String quotes = value.replace("'", "''");
        return '\'' + (standardStrings ? quotes : quotes.replace("\\", "\\\\")) + '\'';
    }

    /** Returns a string literal with ordinary backslashes. */
    public static String literal(String value) {
        return literal(value, true);
    }

    /** Returns a literal that means the same under either setting: {@code E''} if the value contains a backslash. */
    public static String escapeLiteral(String value) {
        return value.indexOf('\\') < 0 ? literal(value) : "E" + literal(value, false);
    }

    /**
     * Returns the text, dollar-quoted with a tag that does not occur in it.
     *
     * @param tagPrefix the start of the tag, or null for an empty one
     */
    public static String dollarQuoted(String text, String tagPrefix) {
        StringBuilder tag = new StringBuilder("$");
        if (tagPrefix != null) {
            tag.append(tagPrefix);
        }
        String suffixes = "_XXXXXXX";
        int next = 0;
        while (text.contains(tag)) {
            tag.append(suffixes.charAt(next++));
            next %= suffixes.length();
        }
        tag.append('$');
        return tag + text + tag;
    }
}
