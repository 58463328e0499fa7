package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;

/** One thing that a restore does, for one TOC entry. */
public sealed interface RestoreStep {

    TocEntry entry();

    /** Drops the object, ahead of everything else. */
    record Drop(TocEntry entry) implements RestoreStep {}

    /** Makes the object. */
    record Create(TocEntry entry) implements RestoreStep {}

    /** Leaves for the database that the entry has made or changed. */
    record Connect(TocEntry entry) implements RestoreStep {}

    /** Runs a definition that counts as data, such as a sequence's position. */
    record Execute(TocEntry entry) implements RestoreStep {}

    /** Loads a table's rows. */
    record LoadTable(TocEntry entry) implements RestoreStep {}

    /** Loads the content of large objects. */
    record LoadLargeObjects(TocEntry entry) implements RestoreStep {}

    /** Runs commands that are stored as data: comments on large objects, in old archives. */
    record RunData(TocEntry entry) implements RestoreStep {}

    /** Repeats what an old pg_dump warned of. */
    record Warn(TocEntry entry) implements RestoreStep {}

    /** Puts the planner's statistics back. */
    record ImportStatistics(TocEntry entry) implements RestoreStep {}
}
