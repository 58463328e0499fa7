package dev.sengi.internal.restore.database;

import dev.sengi.internal.perform.SqlCommand;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a borrowed session's temporary tables and types out of what a restore creates and fills. The server searches
 * them first, even before its own types, unless the search path says otherwise: a column of type {@code line} would be
 * dropped together with a temporary table {@code line}.
 */
final class TemporaryNames {
    /** What archives and scripts execute first. */
    static final String SECURE_PATH = "SELECT pg_catalog.set_config('search_path', '', false);";

    /** The same, but with the session's temporary tables and types last. */
    static final String SECURE_PATH_BEFORE_TEMPORARY =
            "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false);";

    /** What dumps that do not qualify names execute before the objects of each schema. */
    private static final Pattern PATH_OF_SCHEMA = Pattern.compile("(SET search_path = (?:[^;]+, )?pg_catalog)(;\\s*)");

    private TemporaryNames() {}

    /** Returns the command, with the temporary names last if it sets the search path as pg_dump does. */
    static SqlCommand last(SqlCommand command) {
        String sent = command.sent();
        if (sent.strip().equals(SECURE_PATH)) {
            return command.sentAs(SECURE_PATH_BEFORE_TEMPORARY);
        }
        Matcher path = PATH_OF_SCHEMA.matcher(sent);
        return path.matches() ? command.sentAs(path.group(1) + ", pg_temp" + path.group(2)) : command;
    }
}
