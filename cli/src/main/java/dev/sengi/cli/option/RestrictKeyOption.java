package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;

/** Parses {@code --restrict-key}: only ASCII letters and digits, because the key becomes part of a psql command. */
public final class RestrictKeyOption {
    private static final String KEY = "[A-Za-z0-9]+";

    private RestrictKeyOption() {}

    /** Returns the key, or null if the option was not given. */
    public static String parse(String text) {
        if (text != null && !text.matches(KEY)) {
            throw CommandException.fatal("invalid restrict key");
        }
        return text;
    }
}
