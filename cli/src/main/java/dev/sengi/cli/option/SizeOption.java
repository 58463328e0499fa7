package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses sizes such as {@code 512MB}, with the units of the server's settings: powers of 1024. */
public final class SizeOption {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}) ?(B|kB|MB|GB|TB)?");
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int BITS_PER_UNIT = 10;

    private SizeOption() {}

    /**
     * Returns the bytes.
     *
     * @param label the option's name in messages
     * @throws CommandException if the text is not a positive size
     */
    public static long parse(String text, String label) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw invalid(text, label);
        }
        int shift = size.group(2) == null ? 0 : BITS_PER_UNIT * UNITS.indexOf(size.group(2));
        long number = Long.parseLong(size.group(1));
        if (number == 0 || number > Long.MAX_VALUE >> shift) {
            throw invalid(text, label);
        }
        return number << shift;
    }

    private static CommandException invalid(String text, String label) {
        return CommandException.fatal("invalid value \"" + text + "\" for option " + label)
                .withHint("Valid units are \"B\", \"kB\", \"MB\", \"GB\", and \"TB\".");
    }
}
