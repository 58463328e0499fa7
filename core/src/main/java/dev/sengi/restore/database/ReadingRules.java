package dev.sengi.restore.database;

import java.util.regex.Pattern;

/**
 * Which commands change how a server reads the text of those after them: it reads a whole message before it executes the
 * first command in it, so that such a command must be the last of its message.
 *
 * <p>Facts: the settings that PostgreSQL's {@code scan.l} looks at, and {@code client_encoding}, by which the message is
 * converted. All else, such as {@code search_path} or a role, takes effect between the commands of a message.
 */
final class ReadingRules {
    private static final Pattern CHANGE = Pattern.compile(
            "standard_conforming_strings|backslash_quote|escape_string_warning|client_encoding|\\bset\\s+names\\b"
                    + "|\\breset\\s+all\\b|\\bdiscard\\s",
            Pattern.CASE_INSENSITIVE);

    private ReadingRules() {}

    /** Returns whether the command may be such a one; one that only mentions a setting may be taken for it. */
    static boolean mayBeChangedBy(String command) {
        return CHANGE.matcher(command).find();
    }
}
