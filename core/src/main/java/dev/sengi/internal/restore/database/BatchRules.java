package dev.sengi.internal.restore.database;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides whether a command may share a message with others, that is, has the same effect there as alone.
 *
 * <p>A server parses a whole message before it executes the first statement, and executes the message as one
 * transaction. Therefore, a setting that affects parsing, or the notices that parsing produces, must be the last
 * command of a message. A command is sent alone if it begins or ends a transaction, or if its effect lasts as long as
 * one. So is every command that this class does not know, because an archive may contain anything, and a function may
 * do anything. {@link Triggers} determines whether triggers may.
 */
final class BatchRules {

    /** Which other commands may share a message with a command. */
    enum Sharing {
        ANY,
        /** Only earlier ones. */
        LAST,
        NONE
    }

    /** Event triggers fire for these. */
    private static final List<String> DEFINITIONS = List.of(
            "ALTER ",
            "COMMENT ON ",
            "CREATE ",
            "DROP ",
            "GRANT ",
            "REFRESH MATERIALIZED VIEW ",
            "REVOKE ",
            "SECURITY LABEL ");

    /** Triggers and rules of tables fire for these. */
    private static final List<String> ROWS = List.of("INSERT INTO ", "TRUNCATE TABLE ONLY ");

    private static final List<String> OTHERS = List.of(
            "SELECT * FROM pg_catalog.pg_restore_attribute_stats(",
            "SELECT * FROM pg_catalog.pg_restore_extended_stats(",
            "SELECT * FROM pg_catalog.pg_restore_relation_stats(",
            "SELECT pg_catalog.lo_create(",
            "SELECT pg_catalog.lo_put(",
            "SELECT pg_catalog.lo_unlink(",
            TemporaryNames.SECURE_PATH,
            TemporaryNames.SECURE_PATH_BEFORE_TEMPORARY,
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
            "SET xmloption = ");

    /** Exceptions to {@link #DEFINITIONS}. An extension's script may do anything, including changing settings. */
    private static final List<String> NOT_SHAREABLE = List.of(
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

    private static final List<String> CHANGE_EVENT_TRIGGERS =
            List.of("ALTER EVENT TRIGGER ", "CREATE EVENT TRIGGER ", "DROP EVENT TRIGGER ", "DROP EXTENSION ");

    private static final List<String> ADD_ROW_TRIGGERS = List.of(
            "CREATE CONSTRAINT TRIGGER ",
            "CREATE OR REPLACE RULE ",
            "CREATE OR REPLACE TRIGGER ",
            "CREATE RULE ",
            "CREATE TRIGGER ");

    private static final String ALTER_TABLE = "ALTER TABLE ";
    /** What follows the name of a table whose triggers a restore disables while it loads rows. */
    private static final String DISABLE = "DISABLE TRIGGER ALL;";

    private static final String ENABLE = "ENABLE TRIGGER ALL;";

    /** Commands that are sent alone although they do not run any code in the database. */
    private static final List<String> RUN_NO_CODE = List.of("BEGIN", "COMMIT", "SELECT pg_catalog.", "SET ");

    private final String command;
    private final boolean standardStrings;
    /** Where statements start. */
    private final List<Integer> starts;

    /** Whether the server may read the command differently. */
    private final boolean doubtful;

    /** @param standardStrings the session's {@code standard_conforming_strings} */
    BatchRules(String command, boolean standardStrings) {
        this.command = command;
        this.standardStrings = standardStrings;
        Optional<List<Integer>> found = StatementStarts.of(command, standardStrings);
        starts = found.orElse(List.of());
        doubtful = found.isEmpty();
    }

    /** Returns which other commands may share a message with the command if no trigger fires. */
    Sharing sharing() {
        if (starts.size() == 1 && begins(starts.get(0), CHANGE_READING)) {
            return command.strip().equals(STRINGS + (standardStrings ? "on;" : "off;")) ? Sharing.ANY : Sharing.LAST;
        }
        return !doubtful && starts.stream().allMatch(this::isShareable) ? Sharing.ANY : Sharing.NONE;
    }

    private boolean isShareable(int start) {
        return begins(start, OTHERS)
                || begins(start, ROWS)
                || (begins(start, DEFINITIONS) && !begins(start, NOT_SHAREABLE));
    }

    /** Returns whether event triggers fire for the command. */
    boolean isDefinition() {
        return any(DEFINITIONS);
    }

    /** Returns whether triggers and rules of tables fire for the command. */
    boolean changesRows() {
        return any(ROWS);
    }

    /** Returns whether the command may add or remove event triggers, or run code that does. */
    boolean mayChangeEventTriggers() {
        return any(CHANGE_EVENT_TRIGGERS) || runsCode();
    }

    /** Returns whether the command may change rows of a table for which the predicate is true. */
    boolean mayChangeRowsOf(Predicate<String> tables) {
        return starts.stream()
                .anyMatch(start -> ROWS.stream()
                        .filter(beginning -> command.startsWith(beginning, start))
                        .anyMatch(beginning -> TableName.at(command, start + beginning.length())
                                .map(table -> tables.test(table.name()))
                                .orElse(true)));
    }

    /** Returns whether the command only disables all triggers of {@link #switchedTable}. */
    boolean disablesTriggers() {
        return switchedTable(DISABLE) != null;
    }

    /** Returns whether the command only enables all triggers of a table. */
    boolean enablesTriggers() {
        return switchedTable(ENABLE) != null;
    }

    /** Returns the table whose triggers the command disables. */
    String switchedTable() {
        return switchedTable(DISABLE);
    }

    private String switchedTable(String rest) {
        if (starts.size() != 1 || !begins(starts.get(0), List.of(ALTER_TABLE))) {
            return null;
        }
        return TableName.at(command, starts.get(0) + ALTER_TABLE.length())
                .filter(table -> command.substring(table.end()).strip().equals(rest))
                .map(TableName::name)
                .orElse(null);
    }

    /** Returns whether the command may add triggers or rules to tables, or enable some of them. */
    boolean mayAddRowTriggers() {
        boolean enables = any(List.of(ALTER_TABLE)) && command.contains(" ENABLE ") && !enablesTriggers();
        return any(ADD_ROW_TRIGGERS) || enables || runsCode();
    }

    /** Returns whether the command is of a type that may do anything. */
    private boolean runsCode() {
        return doubtful || starts.stream().anyMatch(start -> !isShareable(start) && !begins(start, RUN_NO_CODE));
    }

    private boolean any(List<String> beginnings) {
        return starts.stream().anyMatch(start -> begins(start, beginnings));
    }

    private boolean begins(int start, List<String> beginnings) {
        return beginnings.stream().anyMatch(beginning -> command.startsWith(beginning, start));
    }
}
