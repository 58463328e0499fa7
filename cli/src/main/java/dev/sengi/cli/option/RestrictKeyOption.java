package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.util.regex.Pattern;

/** Parses {@code --restrict-key}: only ASCII letters and digits, because the key becomes part of a psql command. */
public final class RestrictKeyOption {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]+");

    private RestrictKeyOption() {}

    /** Returns the key, or null if the option was not given. */
    public static String parse(String text) {
        if (text != null && !KEY.matcher(text).matches()) {
            throw CommandException.fatal("invalid restrict key");
        }
        return text;
    }
}
