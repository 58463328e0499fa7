package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;

/** One action of a restore, for one TOC entry. */
public sealed interface RestoreStep {

    TocEntry entry();

    /** Drops the object, before everything else. */
    record Drop(TocEntry entry) implements RestoreStep {}

    /** Creates the object. */
    record Create(TocEntry entry) implements RestoreStep {}

    /** Connects to the database that the entry has created or altered. */
    record Connect(TocEntry entry) implements RestoreStep {}

    /** Runs a definition that counts as data, such as a sequence's value. */
    record Execute(TocEntry entry) implements RestoreStep {}

    /** Loads a table's rows. */
    record LoadTable(TocEntry entry) implements RestoreStep {}

    /** Loads the content of large objects. */
    record LoadLargeObjects(TocEntry entry) implements RestoreStep {}

    /** Runs commands that are stored as data: comments on large objects, in old archives. */
    record RunData(TocEntry entry) implements RestoreStep {}

    /** Repeats a warning of an old pg_dump. */
    record Warn(TocEntry entry) implements RestoreStep {}

    /** Imports the planner's statistics. */
    record ImportStatistics(TocEntry entry) implements RestoreStep {}
}
