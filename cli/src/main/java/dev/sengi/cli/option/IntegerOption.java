package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Reads options that are whole numbers within a range. */
public final class IntegerOption {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private IntegerOption() {}

    /**
     * @param label how messages call the option
     * @throws CommandException where the text is no number, or out of range
     */
    public static int parse(String text, String label, int least, int most) {
        // Blanks may precede a number, as for strtol, and follow it.
        String digits = text.strip();
        // Nothing at all is 0, for strtol.
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
