package dev.sengi.cli.option;

import dev.sengi.PgRestore;

/** Passes names that pg_restore compares exactly to the library, which expects patterns. */
public final class ExactName {

    private ExactName() {}

    /** {@code -n}. */
    public static PgRestore includeSchema(PgRestore restore, String name) {
        return restore.includeSchema(pattern(name));
    }

    /** {@code -N}. */
    public static PgRestore excludeSchema(PgRestore restore, String name) {
        return restore.excludeSchema(pattern(name));
    }

    /** {@code -t}. */
    public static PgRestore includeTable(PgRestore restore, String name) {
        return restore.includeTable(pattern(name));
    }

    /** Returns the pattern that matches only this name. */
    private static String pattern(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
