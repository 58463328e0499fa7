package dev.sengi.internal.script.read;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of a script.
 *
 * @param bytes the statement with its semicolon, in the script's encoding
 * @param isCopyIn whether rows follow it
 */
public record Statement(long line, byte[] bytes, boolean isCopyIn) implements ScriptPart {
    /** The value that resets a setting, which is not the name of an encoding. */
    public static final String DEFAULT = "DEFAULT";

    /** Statements of interest are never longer, even with preceding comments. */
    private static final int LONGEST = 8192;

    private static final String COMMENTS = "(?:\\s|--[^\n]*\n|/\\*.*?\\*/)*+";
    private static final String VALUE = "(?:'([^']*)'|\"([^\"]*)\"|(\\w+))\\s*;";
    private static final Pattern DROP_DATABASE = pattern("DROP\\s+DATABASE\\s");
    private static final Pattern DROPPED_DATABASE =
            pattern("DROP\\s+DATABASE\\s+(?:IF\\s+EXISTS\\s+)?(?:\"((?:[ !#-~]|\"\")+)\"|([a-z_][a-z0-9_]*))\\s*[;(]");
    private static final Pattern TRANSACTION_TIMEOUT = pattern("SET\\s+transaction_timeout\\s*=\\s*0\\s*;");
    private static final Pattern CREATE_TABLE = pattern("CREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s");
    private static final Pattern READS_ROWS =
            pattern("(?:CREATE\\s+(?:UNIQUE\\s+)?INDEX|REFRESH\\s+MATERIALIZED\\s+VIEW"
                    + "|ALTER\\s+TABLE\\s[^;]*?\\sADD\\s+CONSTRAINT)\\s");
    private static final Pattern ENCODING =
            pattern("SET\\s+(?:SESSION\\s+)?(?:client_encoding\\s*(?:=|\\sTO\\s)\\s*|NAMES\\s+)" + VALUE);
    private static final Pattern STANDARD_STRINGS =
            pattern("SET\\s+(?:SESSION\\s+)?standard_conforming_strings\\s*(?:=|\\sTO\\s)\\s*" + VALUE);

    private static Pattern pattern(String statement) {
        return Pattern.compile(COMMENTS + statement, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private boolean mayStartWith(char letter) {
        return (bytes[0] | 0x20) == letter || bytes[0] == '/' || bytes[0] == '-';
    }

    private String start() {
        return new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the statement drops a database. */
    public boolean dropsDatabase() {
        return mayStartWith('d') && DROP_DATABASE.matcher(start()).lookingAt();
    }

    /** Returns the name of the database that the statement drops, if it is plain ASCII. */
    public Optional<String> droppedDatabase() {
        Matcher matcher = DROPPED_DATABASE.matcher(start());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1) != null
                        ? matcher.group(1).replace("\"\"", "\"")
                        : matcher.group(2).toLowerCase(Locale.ROOT));
    }

    /** Returns whether the statement is the one with which scripts switch off {@code transaction_timeout}. */
    public boolean setsTransactionTimeout() {
        return mayStartWith('s') && TRANSACTION_TIMEOUT.matcher(start()).matches();
    }

    /** Returns whether the statement creates a table. */
    public boolean createsTable() {
        return mayStartWith('c') && CREATE_TABLE.matcher(start()).lookingAt();
    }

    /** Returns whether the statement is one of those in pg_dump's scripts that read all rows of a table. */
    public boolean readsRows() {
        return (mayStartWith('c') || mayStartWith('r') || mayStartWith('a'))
                && READS_ROWS.matcher(start()).lookingAt();
    }

    /** Returns the encoding that the statement sets, as written, or {@link #DEFAULT}. */
    public Optional<String> clientEncoding() {
        return setting(ENCODING);
    }

    /** Returns the value that the statement sets for {@code standard_conforming_strings}, as written. */
    public Optional<String> standardStrings() {
        return setting(STANDARD_STRINGS);
    }

    private Optional<String> setting(Pattern pattern) {
        if (bytes.length > LONGEST || !mayStartWith('s')) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(start());
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
