package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.math.BigInteger;

/** Parses integer parameters; only ASCII white space may surround the number, which may have leading zeros. */
public final class IntegerParameter {
    private static final String WHITE_SPACE = " \t\n\u000b\f\r";

    private IntegerParameter() {}

    public static int parse(ConninfoKeyword keyword, String text) {
        String number = trimmed(text);
        if (isInteger(number)) {
            BigInteger value = new BigInteger(number);
            if (value.bitLength() < Integer.SIZE) {
                return value.intValue();
            }
        }
        throw new SengiException("invalid integer value \"" + ConnectionString.withoutPassword(text)
                + "\" for connection option \"" + keyword.label() + "\"");
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && WHITE_SPACE.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (start < end && WHITE_SPACE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isInteger(String text) {
        int first = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return first < text.length();
    }
}
