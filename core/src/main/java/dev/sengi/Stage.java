package dev.sengi;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;

/** What a dump, restore or comparison is doing. More stages may be added. */
public enum Stage {
    /** Opening an archive or script, and reading its table of contents. */
    ARCHIVE,
    /** Starting a session. */
    CONNECTING,
    /** Reading the catalog of the database, and locking its tables. */
    CATALOG,
    /** Restoring the definitions that data require. */
    PRE_DATA,
    /** In a dump, writing definitions and data; in a restore, restoring data; in a comparison, reading either. */
    DATA,
    /** Restoring definitions that are faster or safer to create after the data. */
    POST_DATA,
    /** Running a plain-text script. */
    SCRIPT;

    /**
     * Returns the stage in which an entry is restored.
     *
     * @param entry the entry
     * @return the stage of its section; {@link #POST_DATA} for grants and other entries that belong to no section but
     *     are restored last
     */
    public static Stage of(TocEntry entry) {
        return switch (entry.section()) {
            case NONE -> EntryTraits.passOf(entry) == EntryTraits.Pass.MAIN ? PRE_DATA : POST_DATA;
            case PRE_DATA -> PRE_DATA;
            case DATA -> DATA;
            case POST_DATA -> POST_DATA;
        };
    }
}
