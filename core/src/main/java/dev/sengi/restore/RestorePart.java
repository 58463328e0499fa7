package dev.sengi.restore;

/** What of a TOC entry is restored. */
public enum RestorePart {
    SCHEMA,
    DATA,
    STATISTICS
}
