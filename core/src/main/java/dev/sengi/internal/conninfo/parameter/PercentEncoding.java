package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;

/**
 * Decodes {@code %20} in the parts of a URI; the result is a {@link NativeText}. Literal spaces are allowed only around
 * a part.
 */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Decodes a part; messages quote {@code shown} instead of it. */
    static String decode(String encoded, String shown) {
        byte[] bytes = NativeText.encode(strip(encoded));
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            if (bytes[i] != '%') {
                if (bytes[i] == ' ') {
                    throw new SengiException(
                            "unexpected spaces found in \"" + shown + "\", use percent-encoded spaces (%20) instead");
                }
                decoded.write(bytes[i++]);
            } else {
                decoded.write(octet(bytes, i, shown));
                i += 3;
            }
        }
        return NativeText.decode(decoded.toByteArray());
    }

    private static int octet(byte[] bytes, int percent, String shown) {
        int high = percent + 2 < bytes.length ? Character.digit((char) bytes[percent + 1], 16) : -1;
        int low = percent + 2 < bytes.length ? Character.digit((char) bytes[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new SengiException("invalid percent-encoded token: \"" + shown + "\"");
        }
        int octet = high << 4 | low;
        if (octet == 0) {
            throw new SengiException("forbidden value %00 in percent-encoded value: \"" + shown + "\"");
        }
        return octet;
    }

    private static String strip(String encoded) {
        int start = 0;
        int end = encoded.length();
        while (start < end && encoded.charAt(start) == ' ') {
            start++;
        }
        while (end > start && encoded.charAt(end - 1) == ' ') {
            end--;
        }
        return encoded.substring(start, end);
    }
}
