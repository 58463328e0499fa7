package dev.sengi.internal.depend;

/** A decision about how an object is written, because of its nature or to break a dependency loop. */
public enum Mark {
    /** Written as an entry of its own after its table, domain or view, rather than inside its definition. */
    SEPARATE,
    /** A view whose query needs something that needs the view: written first as a placeholder, then replaced. */
    PLACEHOLDER_VIEW,
    /** Written after the data rather than before. */
    POSTPONED,
    /** A shell type that must be written, because functions of the type precede it. */
    SHELL_NEEDED
}
