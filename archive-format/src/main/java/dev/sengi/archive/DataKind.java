package dev.sengi.archive;

/** What an archive stores for an entry in addition to its line in the table of contents. More kinds may be added. */
public enum DataKind {
    /** No data. */
    NOTHING,
    /** Rows, as COPY or INSERT commands supply them. */
    ROWS,
    /** Large objects, each with its OID. */
    LARGE_OBJECTS,
    /** Commands, in archives from before 1.12. */
    COMMANDS
}
