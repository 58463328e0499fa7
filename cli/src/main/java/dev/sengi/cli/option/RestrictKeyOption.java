package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.util.regex.Pattern;

/** Reads {@code --restrict-key}: ASCII letters and digits only, as the key stands in a psql command. */
public final class RestrictKeyOption {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]+");

    private RestrictKeyOption() {}

    /** Returns the key, or null where the option was not given. */
    public static String parse(String text) {
        if (text != null && !KEY.matcher(text).matches()) {
            throw CommandException.fatal("invalid restrict key");
        }
        return text;
    }
}
