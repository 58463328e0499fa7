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
    /** Statements of interest are never longer, even with preceding comments. */
    private static final int LONGEST = 8192;

    private static final String COMMENTS = "(?:\\s|--[^\n]*\n|/\\*.*?\\*/)*+";
    private static final Pattern DROP_DATABASE = pattern("DROP\\s+DATABASE\\s");
    private static final Pattern DROPPED_DATABASE =
            pattern("DROP\\s+DATABASE\\s+(?:IF\\s+EXISTS\\s+)?(?:\"((?:[ !#-~]|\"\")+)\"|([a-z_][a-z0-9_]*))\\s*[;(]");
    private static final Pattern TRANSACTION_TIMEOUT = pattern("SET\\s+transaction_timeout\\s*=\\s*0\\s*;");
    private static final Pattern INSERT = pattern("INSERT\\b");
    private static final Pattern CREATE_TABLE = pattern("CREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s");
    private static final Pattern READS_ROWS =
            pattern("(?:CREATE\\s+(?:UNIQUE\\s+)?INDEX|REFRESH\\s+MATERIALIZED\\s+VIEW"
                    + "|ALTER\\s+TABLE\\s[^;]*?\\sADD\\s+CONSTRAINT)\\s");
    private static final Pattern ENDS_TRANSACTION = pattern("(?:ABORT|COMMIT|END|PREPARE\\s+TRANSACTION|ROLLBACK)\\b");

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

    /** Returns whether the statement inserts rows. */
    boolean inserts() {
        return mayStartWith('i') && INSERT.matcher(start()).lookingAt();
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

    /** Returns whether the statement may end a transaction, or undo a part of it. */
    public boolean endsTransaction() {
        return ENDS_TRANSACTION.matcher(start()).lookingAt();
    }

    /** Returns whether the statement is one that may change a setting by calling a function, and names it. */
    public boolean mentions(String setting) {
        return (mayStartWith('s') || mayStartWith('d')) && start().contains(setting);
    }

    /** Returns the encoding that the statement sets, as written, unless it resets it. */
    public Optional<String> clientEncoding() {
        return setting()
                .filter(setting -> setting.name().equals(SetCommand.CLIENT_ENCODING))
                .map(SetCommand::value);
    }

    /** Returns what the statement makes of {@code standard_conforming_strings}. */
    public Optional<Boolean> standardStrings() {
        return setting()
                .filter(setting -> setting.name().equals(SetCommand.STANDARD_STRINGS))
                .map(setting -> !setting.isOff());
    }

    /** Returns whether the statement resets all settings. */
    public boolean resetsAll() {
        return setting()
                .filter(setting -> setting.name().equals(SetCommand.ALL))
                .isPresent();
    }

    /** Returns the statement as a command that changes a setting, if it is one. */
    public Optional<SetCommand> setting() {
        boolean mayBe = bytes.length <= LONGEST && (mayStartWith('s') || mayStartWith('r') || mayStartWith('d'));
        return mayBe ? SetCommand.of(start()) : Optional.empty();
    }
}
