package dev.sengi.internal.restore.database;

import java.util.List;
import java.util.Optional;

/**
 * Decides which commands may share a message with others because they have the same effect there as alone.
 *
 * <p>A server parses a whole message before it executes the first statement, and executes the message as one
 * transaction. So a setting that changes how text is parsed, or which messages parsing produces, ends a message, and a
 * command that begins or ends a transaction, or whose effect lasts as long as one, is sent alone. So is every command
 * that this class does not know: an archive may contain anything, and a function may do anything.
 */
final class BatchRules {

    /** Which other commands may share a message with a command. */
    enum Company {
        ANY,
        /** Only earlier ones. */
        LAST,
        NONE
    }

    private static final List<String> FIT = List.of(
            "ALTER ",
            "COMMENT ON ",
            "CREATE ",
            "DROP ",
            "GRANT ",
            "INSERT INTO ",
            "REFRESH MATERIALIZED VIEW ",
            "REVOKE ",
            "SECURITY LABEL ",
            "SELECT * FROM pg_catalog.pg_restore_attribute_stats(",
            "SELECT * FROM pg_catalog.pg_restore_extended_stats(",
            "SELECT * FROM pg_catalog.pg_restore_relation_stats(",
            "SELECT pg_catalog.lo_create(",
            "SELECT pg_catalog.lo_put(",
            "SELECT pg_catalog.lo_unlink(",
            "SELECT pg_catalog.set_config('search_path', '', false)",
            "SELECT pg_catalog.setval(",
            "SET SESSION AUTHORIZATION ",
            "SET ROLE ",
            "SET check_function_bodies = ",
            "SET default_table_access_method = ",
            "SET default_tablespace = ",
            "SET idle_in_transaction_session_timeout = ",
            "SET lock_timeout = ",
            "SET row_security = ",
            "SET search_path = ",
            "SET statement_timeout = ",
            "SET transaction_timeout = ",
            "SET xmloption = ",
            "TRUNCATE TABLE ONLY ");

    /** Exceptions to {@link #FIT}. An extension's script may do anything, including changing settings. */
    private static final List<String> UNFIT = List.of(
            "ALTER DATABASE ",
            "ALTER EXTENSION ",
            "ALTER SUBSCRIPTION ",
            "ALTER SYSTEM ",
            "CREATE DATABASE ",
            "CREATE EXTENSION ",
            "CREATE GLOBAL ",
            "CREATE LOCAL ",
            "CREATE SUBSCRIPTION ",
            "CREATE TABLESPACE ",
            "CREATE TEMP",
            "DROP DATABASE ",
            "DROP SUBSCRIPTION ",
            "DROP TABLESPACE ");

    private static final String STRINGS = "SET standard_conforming_strings = ";
    private static final List<String> CHANGE_READING =
            List.of(STRINGS, "SET client_min_messages = ", "SET escape_string_warning = ");

    private BatchRules() {}

    /**
     * Returns which other commands may share a message with the command.
     *
     * @param standardStrings the session's {@code standard_conforming_strings}
     */
    static Company of(String command, boolean standardStrings) {
        Optional<List<Integer>> starts = StatementStarts.of(command, standardStrings);
        if (starts.isEmpty()) {
            return Company.NONE;
        }
        List<Integer> found = starts.get();
        if (found.size() == 1 && begins(command, found.get(0), CHANGE_READING)) {
            return command.strip().equals(STRINGS + (standardStrings ? "on;" : "off;")) ? Company.ANY : Company.LAST;
        }
        boolean fit = found.stream().allMatch(start -> begins(command, start, FIT) && !begins(command, start, UNFIT));
        return fit ? Company.ANY : Company.NONE;
    }

    private static boolean begins(String command, int start, List<String> beginnings) {
        return beginnings.stream().anyMatch(beginning -> command.startsWith(beginning, start));
    }
}
