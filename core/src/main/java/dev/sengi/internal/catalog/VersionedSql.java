package dev.sengi.internal.catalog;

import dev.sengi.internal.session.ServerFacts;

/**
 * Catalog queries that differ by server version, column by column, so that every version returns the same columns.
 *
 * <p>{@code [[15: x | y]]} stands for {@code x} since server version 15 and for {@code y} before; either may be empty,
 * and they may nest.
 */
public final class VersionedSql {
    private static final String OPEN = "[[";
    private static final String CLOSE = "]]";

    private final String sql;
    private final int major;
    private final StringBuilder text;
    private int position;

    private VersionedSql(String sql, int major) {
        this.sql = sql;
        this.major = major;
        text = new StringBuilder(sql.length());
    }

    /** Returns the query for a server. */
    public static String forServer(String sql, ServerFacts server) {
        if (!sql.contains(OPEN)) {
            return sql;
        }
        VersionedSql versioned = new VersionedSql(sql, server.major());
        versioned.copyAll();
        return versioned.text.toString();
    }

    private void copyAll() {
        for (int open = nextChoice(0); open >= 0; open = nextChoice(position)) {
            text.append(sql, position, open);
            position = open;
            choose(true);
        }
        text.append(sql, position, sql.length());
    }

    /** Returns where the next choice begins, or -1. Most of a query is outside choices. */
    private int nextChoice(int from) {
        int open = sql.indexOf(OPEN, from);
        while (open >= 0 && !isChoice(open)) {
            open = sql.indexOf(OPEN, open + 1);
        }
        return open;
    }

    /** Reads a choice as a whole. */
    private void choose(boolean wanted) {
        int colon = sql.indexOf(':', position);
        boolean first = Integer.parseInt(sql, position + OPEN.length(), colon, 10) <= major;
        position = colon + 1;
        while (!isSeparator()) {
            copy(wanted && first);
        }
        position += " | ".length();
        while (!sql.startsWith(CLOSE, position)) {
            copy(wanted && !first);
        }
        position += CLOSE.length();
    }

    /** Reads a character within a choice, or a nested choice as a whole. */
    private void copy(boolean wanted) {
        if (isChoice(position)) {
            choose(wanted);
            return;
        }
        if (wanted) {
            text.append(sql.charAt(position));
        }
        position++;
    }

    private boolean isChoice(int index) {
        int version = index + OPEN.length();
        return sql.startsWith(OPEN, index) && version < sql.length() && Character.isDigit(sql.charAt(version));
    }

    private boolean isSeparator() {
        return sql.charAt(position + 1) == '|'
                && Character.isWhitespace(sql.charAt(position))
                && Character.isWhitespace(sql.charAt(position + 2));
    }
}
