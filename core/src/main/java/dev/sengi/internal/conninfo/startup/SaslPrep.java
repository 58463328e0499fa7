package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.text.NativeText;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Prepares passwords for SCRAM as PostgreSQL's server and libpq do: with SASLprep (RFC 4013), which is based on Unicode
 * 3.2. A password that SASLprep forbids is used unchanged.
 *
 * <p>Unlike the RFC, and the driver, PostgreSQL maps U+200B to a space, and looks for forbidden characters before it
 * normalises the password.
 */
final class SaslPrep {
    /** RFC 3454, table C.1.2. */
    private static final Pattern SPACES = Pattern.compile("[\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000]");
    /** RFC 3454, table B.1. */
    private static final Pattern IGNORED =
            Pattern.compile("[\\u00ad\\u034f\\u1806\\u180b-\\u180d\\u200c\\u200d\\u2060\\ufe00-\\ufe0f\\ufeff]");
    /** RFC 3454, tables C.2.1 to C.9, without characters that have been mapped; Cn contains the noncharacters. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cn}\\p{Cs}\\u0340\\u0341\\u06dd\\u070f\\u180e\\u200e\\u200f"
                    + "\\u2028-\\u202e\\u2061-\\u2063\\u206a-\\u206f\\u2ff0-\\u2ffb\\ufff9-\\ufffd"
                    + "\\x{1d173}-\\x{1d17a}\\x{e0001}\\x{e0020}-\\x{e007f}]");

    /** Characters written from left to right in Unicode 3.2 only. */
    private static final Pattern ONCE_LEFT_TO_RIGHT =
            Pattern.compile("[\\u17b4\\u17b5\\u1885\\u1886\\x{1d6c1}\\x{1d6db}\\x{1d6fb}\\x{1d715}\\x{1d735}\\x{1d74f}"
                    + "\\x{1d76f}\\x{1d789}\\x{1d7a9}\\x{1d7c3}]");
    /** Characters written from left to right in later versions of Unicode only. */
    private static final Pattern LATER_LEFT_TO_RIGHT =
            Pattern.compile("[\\u0cbf\\u0cc6\\u1734\\u2132\\u2800-\\u28ff\\u302e\\u302f]");

    private SaslPrep() {}

    /** Returns the bytes that are hashed for a password, which is a {@link NativeText}. */
    static byte[] prepare(String password) {
        byte[] bytes = NativeText.encode(password);
        if (isAscii(password) || !NativeText.isUnicode(password)) {
            return bytes;
        }
        String mapped =
                IGNORED.matcher(SPACES.matcher(password).replaceAll(" ")).replaceAll("");
        boolean forbidden = mapped.isEmpty()
                || FORBIDDEN.matcher(mapped).find()
                || mapped.codePoints().anyMatch(SaslPrep::isUnassigned)
                || !isDirected(mapped.codePoints().toArray());
        return forbidden
                ? bytes
                : Normalizer.normalize(mapped, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns whether a password is the same before and after its preparation because it is ASCII. */
    static boolean isAscii(String password) {
        return password.chars().allMatch(c -> c < 0x80);
    }

    /** Returns whether Unicode 3.2, on which international domain names are also based, lacks a character. */
    private static boolean isUnassigned(int character) {
        String label = Character.toString(character);
        return isDomainName(label, IDN.ALLOW_UNASSIGNED) && !isDomainName(label, 0);
    }

    private static boolean isDomainName(String label, int flags) {
        try {
            return !IDN.toASCII(label, flags).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns whether a text follows the rule for bidirectional text (RFC 3454, section 6): if it contains characters
     * written from right to left, it begins and ends with one, and contains none written from left to right.
     */
    private static boolean isDirected(int[] text) {
        boolean leftToRight = false;
        boolean rightToLeft = false;
        for (int character : text) {
            leftToRight |= isLeftToRight(character);
            rightToLeft |= isRightToLeft(character);
        }
        return !rightToLeft || (!leftToRight && isRightToLeft(text[0]) && isRightToLeft(text[text.length - 1]));
    }

    private static boolean isLeftToRight(int character) {
        String text = Character.toString(character);
        boolean now = Character.getDirectionality(character) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        return now
                ? !LATER_LEFT_TO_RIGHT.matcher(text).matches()
                : ONCE_LEFT_TO_RIGHT.matcher(text).matches();
    }

    private static boolean isRightToLeft(int character) {
        byte direction = Character.getDirectionality(character);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
