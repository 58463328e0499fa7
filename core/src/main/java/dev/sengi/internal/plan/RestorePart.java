package dev.sengi.internal.plan;

/** What of a TOC entry is restored. */
public enum RestorePart {
    SCHEMA,
    DATA,
    STATISTICS
}
