package dev.sengi;

import dev.sengi.archive.TocEntry;

/**
 * Receives what a dump or restore reports. Calls come from the threads that do the work, one at a time; they should return
 * quickly. What a method throws ends the dump or restore, which throws it in turn. More methods may be added.
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

    /** A stage begins. Where several sessions restore, their stages may alternate. */
    default void stageStarted(Stage stage) {}

    /**
     * Work on an entry begins. A restore reports each entry that it restores, a dump and a script those with data.
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
     * Something could not be restored, and the restore goes on, so that {@link #entryFinished} follows. May be called
     * several times for an entry. {@link #message} has received the failure's message already.
     */
    default void failed(RestoreFailure failure) {}

    /**
     * Work on an entry has ended.
     *
     * @param bytes of its data, uncompressed
     */
    default void entryFinished(TocEntry entry, long bytes) {}

    /** A dump or restore has come this far: called after each entry, and with each call of {@link #entryAdvanced}. */
    default void progress(Progress progress) {}

    /** Returns a listener that ignores everything. */
    static ProgressListener none() {
        return new ProgressListener() {};
    }
}
