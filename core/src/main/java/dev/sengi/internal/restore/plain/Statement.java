package dev.sengi.internal.restore.plain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of a script.
 *
 * @param bytes the statement with its semicolon, in the script's encoding
 * @param isCopyIn whether rows follow it
 */
record Statement(long line, byte[] bytes, boolean isCopyIn) implements ScriptPart {
    /** The value that resets a setting; no encoding has this name. */
    static final String DEFAULT = "DEFAULT";

    /** No statement that sets the encoding or {@code standard_conforming_strings} is longer. */
    private static final int LONGEST_SETTING = 200;

    /** After any comments. */
    private static final Pattern DROP_DATABASE = Pattern.compile(
            "(?:\\s|--[^\n]*\n|/\\*.*?\\*/)*+DROP\\s+DATABASE\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final int LONGEST_COMMENT = 8192;

    private static final String VALUE = "(?:'([^']*)'|\"([^\"]*)\"|(\\w+))\\s*;";
    private static final Pattern ENCODING = Pattern.compile(
            "SET\\s+(?:SESSION\\s+)?(?:client_encoding\\s*(?:=|\\sTO\\s)\\s*|NAMES\\s+)" + VALUE,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STANDARD_STRINGS = Pattern.compile(
            "SET\\s+(?:SESSION\\s+)?standard_conforming_strings\\s*(?:=|\\sTO\\s)\\s*" + VALUE,
            Pattern.CASE_INSENSITIVE);

    /** Returns whether the statement drops a database. */
    boolean dropsDatabase() {
        String start = new String(bytes, 0, Math.min(bytes.length, LONGEST_COMMENT), StandardCharsets.ISO_8859_1);
        return DROP_DATABASE.matcher(start).lookingAt();
    }

    /** Returns the encoding that the statement sets, as written, or {@link #DEFAULT}. */
    Optional<String> clientEncoding() {
        return setting(ENCODING);
    }

    /** Returns the value that the statement sets for {@code standard_conforming_strings}, as written. */
    Optional<String> standardStrings() {
        return setting(STANDARD_STRINGS);
    }

    private Optional<String> setting(Pattern pattern) {
        if (bytes.length > LONGEST_SETTING || (bytes[0] | 0x20) != 's') {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unquoted = matcher.group(3);
        if (unquoted != null) {
            return Optional.of(unquoted.equalsIgnoreCase(DEFAULT) ? DEFAULT : unquoted);
        }
        String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return quoted.equals(DEFAULT) ? Optional.empty() : Optional.of(quoted);
    }
}
