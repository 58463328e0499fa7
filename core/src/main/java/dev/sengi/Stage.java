package dev.sengi;

import dev.sengi.archive.TocEntry;

/** What a dump or restore is at; a failure says in which stage it occurred. More stages may be added. */
public enum Stage {
    /** An archive or script is opened, and its table of contents read. */
    ARCHIVE,
    /** A session is started. */
    CONNECTING,
    /** The catalog of the dumped database is read, and its tables locked. */
    CATALOG,
    /** Definitions that data need are restored. */
    PRE_DATA,
    /** Definitions have been read, and are written with the data; or data are restored. */
    DATA,
    /** Definitions that are better restored after the data. */
    POST_DATA,
    /** A plain-text script is run. */
    SCRIPT;

    /** Returns the stage in which an entry is restored. */
    public static Stage of(TocEntry entry) {
        return switch (entry.section()) {
            case NONE, PRE_DATA -> PRE_DATA;
            case DATA -> DATA;
            case POST_DATA -> POST_DATA;
        };
    }
}
