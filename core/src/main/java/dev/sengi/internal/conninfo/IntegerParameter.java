package dev.sengi.internal.conninfo;

import dev.sengi.SengiException;
import java.util.regex.Pattern;

/** Parses integer parameters; only white space may surround the number. */
final class IntegerParameter {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,10}");

    private IntegerParameter() {}

    static int parse(ConninfoKeyword keyword, String text) {
        String digits = text.strip();
        if (INTEGER.matcher(digits).matches()) {
            long value = Long.parseLong(digits);
            if (value == (int) value) {
                return (int) value;
            }
        }
        throw new SengiException(
                "invalid integer value \"" + text + "\" for connection option \"" + keyword.label() + "\"");
    }
}
