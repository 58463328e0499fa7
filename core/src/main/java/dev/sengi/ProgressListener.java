package dev.sengi;

import dev.sengi.archive.TocEntry;

/**
 * Told what a dump or restore does. Calls come from the thread that does the work; they should return quickly.
 */
public interface ProgressListener {

    /** How much a message matters. */
    enum Severity {
        /** What is being done: pg_dump prints it with {@code --verbose} only. */
        INFO,
        WARNING,
        ERROR,
        /** What the message before concerns. */
        DETAIL,
        /** What may help against the message before. */
        HINT
    }

    /**
     * A message in pg_dump's or pg_restore's words.
     *
     * @param text one or more lines, without the program's name and the severity
     */
    default void message(Severity severity, String text) {}

    /** Work on an entry's data begins. */
    default void entryStarted(TocEntry entry) {}

    /** Work on an entry's data has ended. */
    default void entryFinished(TocEntry entry, long bytes) {}

    /** A listener that hears nothing. */
    static ProgressListener none() {
        return new ProgressListener() {};
    }
}
