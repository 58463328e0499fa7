package dev.sengi.internal.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs statements before they are sent. Values of rows and passwords never reach the log. */
public final class StatementLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.sengi.statements");

    /** The part of a message that names the function, or the line of a COPY, that caused it. */
    private static final String CONTEXT = "\nCONTEXT:  ";

    private static final String MASKED = "$1'***'";

    private static final int LONGEST = 1000;

    private StatementLog() {}

    /** Compiled once a statement is logged or has failed, because that takes milliseconds at the start. */
    private static final class Patterns {
        /** Statements that may contain values or passwords; only their first words are shown. */
        private static final Pattern SECRET = Pattern.compile(
                "\\b(INSERT|UPDATE|VALUES|PASSWORD|USER\\s+MAPPING|SUBSCRIPTION|SERVER|OPTIONS|STATISTICS|PG_RESTORE_\\w+_STATS|LOWRITE|LO_PUT|LO_FROM_BYTEA)\\b",
                Pattern.CASE_INSENSITIVE);

        /**
         * A statement that does not run functions over rows, after any comments that precede it in a script. The end of a
         * transaction may run them, if triggers or constraints are deferred.
         */
        private static final Pattern READS_NO_ROWS = Pattern.compile(
                "(?:\\s|--[^\n]*\n)*+(?:"
                        + "(?:BEGIN|COMMENT|DROP|GRANT|RESET|REVOKE|SECURITY|SET(?!\\s+CONSTRAINTS))\\b"
                        + "|ALTER\\s+(?!(?:DOMAIN|EXTENSION|SUBSCRIPTION|TABLE|TYPE)\\b)"
                        + "|ALTER\\s[^;]*\\sOWNER\\s+TO\\s[^;]*;?\\s*+$"
                        + "|CREATE\\s+(?!(?:UNIQUE\\s+)?INDEX\\b|MATERIALIZED\\b|SUBSCRIPTION\\b"
                        + "|(?:\\w+\\s+)?TABLE\\b.*\\b(?:AS|PARTITION\\s+OF)\\b))",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        /** SQLSTATEs of errors in data or constraints, and the usual ones of errors that functions raise. */
        private static final Pattern OF_VALUES = Pattern.compile("(?:22|23|38|39|44|P0).*", Pattern.DOTALL);

        /**
         * The commands that create or alter roles, after any comments. Excludes those for user mappings, because their
         * options come from an archive.
         */
        private static final Pattern OF_ROLE = Pattern.compile(
                "(?:\\s|--[^\n]*\n)*+(?:CREATE|ALTER)\\s+(?:ROLE|GROUP|USER(?!\\s+MAPPING\\b))\\b",
                Pattern.CASE_INSENSITIVE);

        /** A quoted name, or the keyword before a password with the password, which may be truncated. */
        private static final Pattern PASSWORD = Pattern.compile(
                "\"[^\"]*+\"|(\\bPASSWORD\\s*+)(?:E?'(?:[^'\\\\]++|''|\\\\.)*+'?)",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        private static final Pattern FIRST_WORDS = Pattern.compile("^\\s*(\\w+\\s+\\w+)");

        private Patterns() {}
    }

    /** Logs a statement if debug logging is enabled. */
    public static void sent(String statement) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", shown(statement));
        }
    }

    /**
     * Returns whether an error of the server may quote values of rows. Indexes, constraints, materialized views and
     * triggers run functions over rows, and these may raise errors with any SQLSTATE.
     *
     * @param statement the statement that failed; empty if none did
     * @param message everything that the server reports, with the context
     */
    public static boolean mayQuoteValues(String statement, String sqlState, String message) {
        boolean mayReadRows = !statement.isEmpty()
                && !Patterns.READS_NO_ROWS.matcher(statement).lookingAt();
        return mayReadRows || Patterns.OF_VALUES.matcher(sqlState).matches() || message.contains(CONTEXT);
    }

    /** Returns the statement for messages, with asterisks in place of a role's password. */
    public static String withoutPassword(String statement) {
        if (!Patterns.OF_ROLE.matcher(statement).lookingAt()) {
            return statement;
        }
        return Patterns.PASSWORD
                .matcher(statement)
                .replaceAll(found -> found.start(1) < 0 ? Matcher.quoteReplacement(found.group()) : MASKED);
    }

    static String shown(String statement) {
        if (Patterns.SECRET.matcher(statement).find()) {
            return Patterns.FIRST_WORDS
                    .matcher(statement)
                    .results()
                    .findFirst()
                    .map(words -> words.group(1) + " …")
                    .orElse("…");
        }
        String text = statement.strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
    }
}
