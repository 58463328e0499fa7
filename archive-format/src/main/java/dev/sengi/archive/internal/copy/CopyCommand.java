package dev.sengi.archive.internal.copy;

import dev.sengi.archive.TocEntry;

/** The COPY command of an entry. */
public final class CopyCommand {
    private CopyCommand() {}

    /** Returns whether the entry has one, so that its data are rows rather than commands. */
    public static boolean exists(TocEntry entry) {
        return entry.copyStmt() != null && !entry.copyStmt().isEmpty();
    }
}
