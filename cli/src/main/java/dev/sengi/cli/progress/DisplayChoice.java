package dev.sengi.cli.progress;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.StandardError;
import java.util.Locale;
import java.util.Map;

/**
 * How the user wants a run to be shown.
 *
 * @param mode of the progress
 * @param summary whether a summary follows the run
 * @param colour when to use colours
 */
public record DisplayChoice(DisplayMode mode, boolean summary, Colour colour) {

    /** When to use colours. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    /**
     * @param progress the argument of {@code --progress}, or null
     * @param quiet whether {@code --quiet} was given, which leaves only warnings and errors
     * @param color the argument of {@code --color}, or null
     * @throws CommandException if an argument is invalid
     */
    static DisplayChoice of(String progress, boolean quiet, String color) {
        DisplayMode usual = quiet ? DisplayMode.NONE : DisplayMode.AUTO;
        return new DisplayChoice(
                progress == null ? usual : value(DisplayMode.class, progress, "--progress"),
                !quiet,
                color == null ? Colour.AUTO : value(Colour.class, color, "--color"));
    }

    private static <E extends Enum<E>> E value(Class<E> values, String text, String option) {
        StringBuilder valid = new StringBuilder();
        for (E value : values.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return value;
            }
            valid.append(valid.length() == 0 ? "\"" : "\", \"").append(name);
        }
        throw CommandException.fatal("invalid value \"" + text + "\" for option " + option)
                .withHint("Valid values are " + valid + "\".");
    }

    /**
     * Writes all further messages as JSON if the progress will be JSON: errors in other options have that form, too.
     *
     * @param progress the argument of {@code --progress}, or null; it may be invalid
     */
    static void prepare(String progress, Messages messages, StandardError err) {
        if (DisplayMode.JSON.name().toLowerCase(Locale.ROOT).equals(progress)) {
            messages.setForm(new JsonLines(false, err)::message);
        }
    }

    /** @param terminal whether standard error is a terminal that supports more than plain text */
    boolean isColoured(boolean terminal, Map<String, String> variables) {
        return switch (colour) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> terminal && variables.getOrDefault("NO_COLOR", "").isEmpty();
        };
    }
}
