package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Parses options whose value is an integer within a range. */
public final class IntegerOption {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private IntegerOption() {}

    /**
     * @param label the option's name in messages
     * @throws CommandException if the text is not a number, or is out of range
     */
    public static int parse(String text, String label, int least, int most) {
        // strtol skips blanks before a number, and the real programs skip those after it.
        String digits = text.strip();
        // strtol returns 0 for an empty string.
        digits = digits.isEmpty() ? "0" : digits;
        if (!INTEGER.matcher(digits).matches()) {
            throw CommandException.fatal("invalid value \"" + text + "\" for option " + label);
        }
        BigInteger value = new BigInteger(digits);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw CommandException.fatal(label + " must be in range " + least + ".." + most);
        }
        return value.intValue();
    }
}
