package dev.sengi.internal.plan;

/** The parts of a TOC entry that are restored. */
public enum RestorePart {
    SCHEMA,
    DATA,
    STATISTICS
}
