package dev.sengi.internal.restore.database;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table in a command. Errs on the side of caution: the name must have a schema, and be quoted the way
 * pg_dump quotes names.
 *
 * @param name schema and table without quotes, separated by a period
 * @param end where the name ends in the command
 */
record TableName(String name, int end) {
    private static final String IDENTIFIER = "([a-z_][a-z0-9_$]*+|\"(?:[^\"]++|\"\")*+\")";
    private static final Pattern QUALIFIED = Pattern.compile(IDENTIFIER + "\\." + IDENTIFIER + "(?=[\\s(;])");

    /** Not the name of a schema, but an alias for the session's temporary one. */
    private static final String TEMPORARY = "pg_temp";

    /** Returns the name that starts there, if any. */
    static Optional<TableName> at(String command, int start) {
        Matcher name = QUALIFIED.matcher(command).region(start, command.length());
        if (!name.lookingAt() || unquoted(name.group(1)).equals(TEMPORARY)) {
            return Optional.empty();
        }
        return Optional.of(new TableName(unquoted(name.group(1)) + "." + unquoted(name.group(2)), name.end()));
    }

    private static String unquoted(String identifier) {
        return identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }
}
