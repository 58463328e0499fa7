package dev.sengi.internal.cluster;

import dev.sengi.ProgressListener;
import dev.sengi.ScriptFlag;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.script.RestrictKey;
import java.time.Instant;
import java.util.List;

/** Writes a cluster's objects outside databases as a script, byte for byte as pg_dumpall does. */
final class GlobalScript {
    /** Ends every part, even an empty one. */
    private static final String GAP = "\n\n";

    private final ClusterOptions options;
    private final Globals globals;
    private final GlobalSql sql;
    private final ProgressListener listener;
    private final StringBuilder script = new StringBuilder();

    private GlobalScript(ClusterOptions options, Globals globals, DatabaseFacts server, ProgressListener listener) {
        this.options = options;
        this.globals = globals;
        this.sql = new GlobalSql(options, globals.labels(), server.marksEscapes());
        this.listener = listener;
    }

    /** Returns the script up to the first database. */
    static String of(ClusterOptions options, Globals globals, DatabaseFacts server, ProgressListener listener) {
        GlobalScript script = new GlobalScript(options, globals, server, listener);
        String key = RestrictKey.orRandom(options.common().restrictKey());
        script.begin(server, key);
        if (options.drops()) {
            script.drops();
        }
        if (options.roles()) {
            script.roles();
        }
        if (options.tablespaces()) {
            script.tablespaces();
        }
        script.script.append("\\unrestrict ").append(key).append("\n\n");
        return script.script.toString();
    }

    /** Returns the end of the whole script. */
    static String end(ClusterOptions options) {
        return timestamp(options, "Completed on") + "--\n-- PostgreSQL database cluster dump complete\n--\n\n";
    }

    private static String timestamp(ClusterOptions options, String event) {
        return options.common().has(ScriptFlag.VERBOSE)
                ? "-- " + event + " " + ScriptText.timestamp(Instant.now()) + "\n\n"
                : "";
    }

    private void begin(DatabaseFacts server, String key) {
        script.append("--\n-- PostgreSQL database cluster dump\n--\n\n");
        script.append(timestamp(options, "Started on"));
        script.append("\\restrict ").append(key).append("\n\n");
        script.append("SET default_transaction_read_only = off;\n\n");
        script.append("SET client_encoding = '").append(server.encoding()).append("';\n");
        script.append("SET standard_conforming_strings = ");
        script.append(server.standardStrings() ? "on;\n" : "off;\nSET escape_string_warning = off;\n");
        script.append('\n');
    }

    private void drops() {
        if (options.databases()) {
            title(
                    "Drop databases (except postgres and template1)",
                    globals.databases().all());
            for (DatabaseList.Row database : globals.databases().all()) {
                if (!ClusterOptions.isAlwaysThere(database.datname())) {
                    script.append(sql.drop("DATABASE", database.datname()));
                }
            }
            script.append(GAP);
        }
        if (options.tablespaces()) {
            dropsOf("Drop tablespaces", globals.tablespaces().drops(sql));
        }
        if (options.roles()) {
            dropsOf("Drop roles", globals.roles().drops(sql));
        }
    }

    private void dropsOf(String title, List<String> drops) {
        title(title, drops);
        drops.forEach(script::append);
        script.append(GAP);
    }

    private void roles() {
        List<Global> roles = globals.roles().globals(sql);
        title("Roles", roles);
        roles.forEach(this::append);
        if (!roles.isEmpty()) {
            script.append("\n--\n-- User Configurations\n--\n");
        }
        globals.settings().globals(sql).forEach(this::append);
        script.append(GAP);
        part(
                "Role memberships",
                globals.memberships().isEmpty(),
                globals.memberships().globals(sql, listener));
        if (globals.parameters().areSupported() && !options.common().has(ScriptFlag.NO_PRIVILEGES)) {
            part(
                    "Role privileges on configuration parameters",
                    globals.parameters().isEmpty(),
                    globals.parameters().globals(sql));
        }
    }

    private void tablespaces() {
        List<Global> tablespaces = globals.tablespaces().globals(sql);
        part("Tablespaces", tablespaces.isEmpty(), tablespaces);
    }

    private void part(String title, boolean empty, List<Global> content) {
        if (!empty) {
            title(title);
        }
        content.forEach(this::append);
        script.append(GAP);
    }

    private void title(String title, List<?> content) {
        if (!content.isEmpty()) {
            title(title);
        }
    }

    private void title(String title) {
        script.append("--\n-- ").append(title).append("\n--\n\n");
    }

    private void append(Global global) {
        script.append(global.heading()).append(global.definition());
    }
}
