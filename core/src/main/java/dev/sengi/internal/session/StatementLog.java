package dev.sengi.internal.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs statements before they are sent. Values of rows and passwords never reach the log. */
public final class StatementLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.sengi.statements");

    /** Statements that may contain values or passwords; only their first words are shown. */
    private static final Pattern SECRET = Pattern.compile(
            "\\b(INSERT|UPDATE|VALUES|PASSWORD|USER\\s+MAPPING|SUBSCRIPTION|SERVER|OPTIONS|STATISTICS|PG_RESTORE_\\w+_STATS|LOWRITE|LO_PUT|LO_FROM_BYTEA)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A statement that moves or computes values, after any comments that precede it in a script. */
    private static final Pattern OF_DATA =
            Pattern.compile("(?:\\s|--[^\n]*\n)*+(?:COPY|INSERT|UPDATE|SELECT)\\b", Pattern.CASE_INSENSITIVE);

    /** The commands of roles, after any comments; not those of user mappings, whose options are an archive's. */
    private static final Pattern OF_ROLE = Pattern.compile(
            "(?:\\s|--[^\n]*\n)*+(?:CREATE|ALTER)\\s+(?:ROLE|GROUP|USER(?!\\s+MAPPING\\b))\\b",
            Pattern.CASE_INSENSITIVE);

    /** A quoted name, or the word that precedes a password and the password, which may have been cut off. */
    private static final Pattern PASSWORD = Pattern.compile(
            "\"[^\"]*+\"|(\\bPASSWORD\\s*+)(?:E?'(?:[^'\\\\]++|''|\\\\.)*+'?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String MASKED = "$1'***'";

    private static final Pattern FIRST_WORDS = Pattern.compile("^\\s*(\\w+\\s+\\w+)");
    private static final int LONGEST = 1000;

    private StatementLog() {}

    /** Logs a statement if debug logging is enabled. */
    public static void sent(String statement) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}", shown(statement));
        }
    }

    /** Returns whether the server's errors about a statement may quote rows. */
    public static boolean isOfData(String statement) {
        return OF_DATA.matcher(statement).lookingAt();
    }

    /**
     * Returns whether messages with an SQLSTATE may quote values, whatever the statement: indexes, constraints,
     * materialized views and functions read rows. True for errors in data or constraints, and for those that functions
     * raise.
     */
    public static boolean mayQuoteValues(String sqlState) {
        return sqlState.matches("(22|23|38|39|44|P0).*");
    }

    /** Returns the statement for messages: with asterisks in place of a role's password. */
    public static String withoutPassword(String statement) {
        if (!OF_ROLE.matcher(statement).lookingAt()) {
            return statement;
        }
        return PASSWORD.matcher(statement)
                .replaceAll(found -> found.start(1) < 0 ? Matcher.quoteReplacement(found.group()) : MASKED);
    }

    static String shown(String statement) {
        if (SECRET.matcher(statement).find()) {
            return FIRST_WORDS
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
