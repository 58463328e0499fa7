package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;

/** One action of a restore, for one TOC entry. */
public record RestoreStep(Action action, TocEntry entry) {

    /** What is done with the entry. */
    public enum Action {
        /** Drops the object, before everything else. */
        DROP,
        /** Creates the object. */
        CREATE,
        /** Connects to the database that the entry has created or altered. */
        CONNECT,
        /** Runs a definition that counts as data, such as a sequence's value. */
        EXECUTE,
        /** Loads a table's rows. */
        LOAD_TABLE,
        /** Loads the content of large objects. */
        LOAD_LARGE_OBJECTS,
        /** Runs commands that are stored as data: comments on large objects, in old archives. */
        RUN_DATA,
        /** Repeats a warning of an old pg_dump. */
        WARN,
        /** Imports the planner's statistics. */
        IMPORT_STATISTICS;

        /** Returns whether the archive's data are read. */
        boolean readsData() {
            return this == LOAD_TABLE || this == LOAD_LARGE_OBJECTS || this == RUN_DATA;
        }
    }
}
