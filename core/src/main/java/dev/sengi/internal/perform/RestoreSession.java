package dev.sengi.internal.perform;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.ArchiveSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The session settings that a restore has made; each is changed only if an entry needs another value. */
final class RestoreSession {
    private static final char PARTITIONED_TABLE = 'p';

    private final PlacedCommands commands;
    private final ArchiveSettings settings;
    private final RestoreOptions options;
    private final Quoting quoting;
    private String user;
    private String schema;
    private String tablespace;
    private String accessMethod;

    RestoreSession(PlacedCommands commands, ArchiveSettings settings, RestoreOptions options, Quoting quoting) {
        this.commands = commands;
        this.settings = settings;
        this.options = options;
        this.quoting = quoting;
    }

    /** Applies the settings that hold for the whole session, in a new session. */
    void start() throws IOException {
        user = null;
        schema = null;
        tablespace = null;
        accessMethod = null;
        commands.settings(fixedSettings());
    }

    private List<SessionSetting> fixedSettings() {
        List<SessionSetting> made = new ArrayList<>();
        made.add(SessionSetting.of("statement_timeout", "0"));
        made.add(SessionSetting.of("lock_timeout", "0"));
        made.add(SessionSetting.of("idle_in_transaction_session_timeout", "0"));
        made.add(SessionSetting.of("transaction_timeout", "0"));
        made.add(SessionSetting.of("client_encoding", "'" + settings.encoding() + "'"));
        made.add(SessionSetting.of("standard_conforming_strings", onOff(settings.standardStrings())));
        if (options.role() != null) {
            made.add(new SessionSetting("role", "SET ROLE " + quoting.identifier(options.role()) + ";\n"));
        }
        if (settings.searchPath() != null) {
            made.add(new SessionSetting("search_path", settings.searchPath()));
        }
        made.add(SessionSetting.of("check_function_bodies", "false"));
        made.add(SessionSetting.of("xmloption", "content"));
        made.add(SessionSetting.of("client_min_messages", "warning"));
        if (!settings.standardStrings()) {
            made.add(SessionSetting.of("escape_string_warning", "off"));
        }
        made.add(SessionSetting.of("row_security", onOff(options.has(ScriptFlag.ENABLE_ROW_SECURITY))));
        return made;
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    /** Becomes the entry's owner, if ownership is restored with SET SESSION AUTHORIZATION. */
    void becomeOwner(TocEntry entry) throws IOException {
        if (!options.has(ScriptFlag.NO_OWNER) && options.has(ScriptFlag.USE_SET_SESSION_AUTHORIZATION)) {
            become(entry.owner());
        }
    }

    /** Becomes the role, or the role that connected if it is null or empty. */
    void become(String role) throws IOException {
        String wanted = role == null ? "" : role;
        if (wanted.equals(user)) {
            return;
        }
        String name = wanted.isEmpty() ? "DEFAULT" : Quoting.literal(wanted, settings.standardStrings());
        commands.execute(new SqlCommand(
                "SET SESSION AUTHORIZATION " + name + ";\n\n",
                "could not set session user to \"" + wanted + "\"",
                SqlCommand.OnFailure.GIVE_UP));
        user = wanted;
    }

    /** Makes the schema the current one, for archives that do not qualify names. */
    void selectSchema(String wanted) throws IOException {
        if (settings.searchPath() != null || wanted == null || wanted.isEmpty() || wanted.equals(schema)) {
            return;
        }
        String others = wanted.equals("pg_catalog") ? "" : ", pg_catalog";
        commands.execute(SqlCommand.setting(
                "SET search_path = " + quoting.identifier(wanted) + others,
                "could not set \"search_path\" to \"" + wanted + "\""));
        schema = wanted;
    }

    void selectTablespace(String wanted) throws IOException {
        if (options.has(ScriptFlag.NO_TABLESPACES) || wanted == null || wanted.equals(tablespace)) {
            return;
        }
        String name = wanted.isEmpty() ? "''" : quoting.identifier(wanted);
        commands.execute(SqlCommand.setting(
                "SET default_tablespace = " + name,
                "could not set \"default_tablespace\" to " + quoting.identifier(wanted)));
        tablespace = wanted;
    }

    void selectAccessMethod(TocEntry entry) throws IOException {
        String wanted = entry.tableam();
        if (entry.relkind() == PARTITIONED_TABLE
                || options.has(ScriptFlag.NO_TABLE_ACCESS_METHOD)
                || wanted == null
                || Objects.equals(wanted, accessMethod)) {
            return;
        }
        commands.execute(SqlCommand.setting(
                "SET default_table_access_method = " + quoting.identifier(wanted),
                "could not set \"default_table_access_method\""));
        accessMethod = wanted;
    }

    /**
     * Sets the access method of a partitioned table, which its partitions inherit and the session setting does not
     * affect.
     */
    void alterAccessMethod(TocEntry entry) throws IOException {
        if (entry.relkind() != PARTITIONED_TABLE
                || options.has(ScriptFlag.NO_TABLE_ACCESS_METHOD)
                || entry.tableam() == null) {
            return;
        }
        commands.execute(SqlCommand.setting(
                "ALTER TABLE " + quoting.qualified(entry.namespace(), entry.tag()) + " SET ACCESS METHOD "
                        + quoting.identifier(entry.tableam()),
                "could not alter table access method"));
    }

    /** Forgets the current schema, which may have been dropped. */
    void forgetSchema() {
        schema = null;
    }

    /** Forgets the current user, after commands that may have changed it. */
    void forgetUser() {
        user = null;
    }
}
