package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses integer parameters; only ASCII white space may surround the number, which may have leading zeros. */
public final class IntegerParameter {
    private static final Pattern INTEGER = Pattern.compile("\\s*([+-]?[0-9]+)\\s*");

    private IntegerParameter() {}

    public static int parse(ConninfoKeyword keyword, String text) {
        Matcher number = INTEGER.matcher(text);
        if (number.matches()) {
            BigInteger value = new BigInteger(number.group(1));
            if (value.bitLength() < Integer.SIZE) {
                return value.intValue();
            }
        }
        throw new SengiException("invalid integer value \"" + ConnectionString.withoutPassword(text)
                + "\" for connection option \"" + keyword.label() + "\"");
    }
}
