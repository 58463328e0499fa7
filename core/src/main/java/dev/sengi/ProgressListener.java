package dev.sengi;

import dev.sengi.archive.TocEntry;

/**
 * Told what a dump or restore does. Calls come from the threads that do the work, one at a time; they should return
 * quickly.
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

    /**
     * Work on an entry begins. A restore tells of each entry that it restores, a dump and a script of those with data.
     */
    default void entryStarted(TocEntry entry) {}

    /**
     * A part of an entry's data has been read from or sent to the server: called after each mebibyte, and in a dump after
     * each second in which any data came.
     *
     * @param bytes since the last call, or since the entry was started
     * @param rows of a table; 0 if the data are not rows
     */
    default void entryAdvanced(TocEntry entry, long bytes, long rows) {}

    /**
     * Something of an entry could not be restored, and the restore goes on, so that {@link #entryFinished} follows. May
     * be called repeatedly for an entry.
     *
     * @param message as {@link #message} has told it
     */
    default void entryFailed(TocEntry entry, String message) {}

    /**
     * Work on an entry has ended.
     *
     * @param bytes of its data, uncompressed
     */
    default void entryFinished(TocEntry entry, long bytes) {}

    /** A dump or restore has come this far: called after each entry, and with each call of {@link #entryAdvanced}. */
    default void progress(Progress progress) {}

    /** A listener that hears nothing. */
    static ProgressListener none() {
        return new ProgressListener() {};
    }
}
