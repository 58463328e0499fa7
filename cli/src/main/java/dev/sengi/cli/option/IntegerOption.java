package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses options whose value is an integer within a range. */
public final class IntegerOption {
    /** Only ASCII white space may surround the number, as in C's standard locale. */
    private static final String INTEGER = "\\s*(?<digits>[+-]?[0-9]+)?\\s*";

    private IntegerOption() {}

    /**
     * @param label the option's name in messages
     * @throws CommandException if the text is not a number, or is out of range
     */
    public static int parse(String text, String label, int least, int most) {
        Matcher number = Pattern.compile(INTEGER).matcher(text);
        if (!number.matches()) {
            throw CommandException.fatal("invalid value \"" + text + "\" for option " + label);
        }
        String digits = number.group("digits");
        // strtol returns 0 if there are no digits.
        BigInteger value = digits == null ? BigInteger.ZERO : new BigInteger(digits);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw CommandException.fatal(label + " must be in range " + least + ".." + most);
        }
        return value.intValue();
    }

    /** Returns the argument of an option, which is 1 or more. */
    public static int positive(String text, CommandOption option) {
        return parse(text, option.label(), 1, Integer.MAX_VALUE);
    }

    /** Returns the argument of {@code -j}, or 1 if the option was not given. */
    public static int jobs(String text) {
        return text == null ? 1 : parse(text, "-j/--jobs", 1, Integer.MAX_VALUE);
    }

    /** Returns the argument of {@code --extra-float-digits}. */
    public static int extraFloatDigits(String text) {
        return parse(text, "--extra-float-digits", -15, 3);
    }
}
