package dev.sengi;

import dev.sengi.archive.TocEntry;

/**
 * Receives reports from a dump, restore or comparison. Methods are called by the threads that do the work, one at a time for each
 * run, and should return quickly. An exception from a method ends the run, which throws it unchanged. More
 * methods may be added.
 */
public interface ProgressListener {

    /** How much a message matters. More constants may be added. */
    enum Severity {
        /** What is being done; pg_dump prints it only with {@code --verbose}. */
        INFO,
        /** Something that may be wrong, but does not end the run. */
        WARNING,
        /** A failure. */
        ERROR,
        /** What the previous message concerns. */
        DETAIL,
        /** A suggestion for solving the problem of the previous message. */
        HINT
    }

    /**
     * Receives a message in pg_dump's or pg_restore's words.
     *
     * @param severity how much it matters
     * @param text one or more lines, without the program's name and the severity
     */
    default void message(Severity severity, String text) {}

    /**
     * The dump of one of several databases begins. Until it finishes, messages are in pg_dump's words; before and
     * after, in pg_dumpall's.
     *
     * @param dbname the database's name
     */
    default void databaseStarted(String dbname) {}

    /**
     * The dump of one of several databases has succeeded.
     *
     * @param dbname the database's name
     */
    default void databaseFinished(String dbname) {}

    /**
     * A stage begins. If several sessions restore, stages may alternate.
     *
     * @param stage the stage
     */
    default void stageStarted(Stage stage) {}

    /**
     * Work on an entry begins. A restore reports each entry that it restores; a dump or script, only those with data, and
     * so does a comparison that counts the rows of an archive.
     *
     * @param entry the entry
     */
    default void entryStarted(TocEntry entry) {}

    /**
     * A part of an entry's data has been received from or sent to the server, or read for a comparison. Called after each
     * mebibyte, and in a dump also after each second in which data arrived.
     *
     * @param progress which entry, and how much of its data
     */
    default void entryAdvanced(EntryProgress progress) {}

    /**
     * Something could not be restored, and the restore continues, so that {@link #entryFinished} follows. May be called
     * several times for one entry. {@link #message} has already received the failure's message.
     *
     * @param failure what failed
     */
    default void failed(RestoreFailure failure) {}

    /**
     * Work on an entry has ended.
     *
     * @param result which entry, and the size of its data
     */
    default void entryFinished(EntryResult result) {}

    /**
     * The work has advanced. Called after each entry, and with each call of {@link #entryAdvanced}.
     *
     * @param progress the progress of the work
     */
    default void progress(Progress progress) {}

    /** {@return a listener that ignores everything} */
    static ProgressListener none() {
        return new ProgressListener() {};
    }
}
