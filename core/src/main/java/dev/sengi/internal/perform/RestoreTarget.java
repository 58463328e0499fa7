package dev.sengi.internal.perform;

import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.List;

/**
 * The destination of a restore's commands: a script or a database.
 *
 * <p>Called by one thread, in the order of the restore.
 */
public interface RestoreTarget extends Flushing {

    /** Begins the restore. */
    void begin() throws IOException;

    /** Ends the restore; not called when it fails. */
    void finish() throws IOException;

    /** Reports that work on the entry starts; dropping its object beforehand does not count. */
    default void entryStarted(TocEntry entry) {}

    /** Reports that all commands for the entry have been issued. */
    default void entryDone(TocEntry entry) {}

    /** Reports an activity. */
    void progress(String message);

    /** Reports something unexpected, or something that was left out. */
    void warning(String message);

    void beginTransaction(Gap gap, RestorePlace place) throws IOException;

    void commitTransaction(Gap gap, RestorePlace place) throws IOException;

    /** Applies the settings that hold for a whole session, at the beginning and in each new session. */
    void settings(List<SessionSetting> settings, RestorePlace place) throws IOException;

    /**
     * Returns the entry with its definition if that is created only when it is written, otherwise the entry unchanged.
     */
    default TocEntry complete(TocEntry entry) {
        return entry;
    }

    /** If the target is text, writes a comment that describes the entry above its commands. */
    void comment(TocEntry entry, String prefix) throws IOException;

    void execute(SqlCommand command, RestorePlace place) throws IOException;

    /**
     * Ensures that a command, which undoes the preceding one, is executed by the end of the restore, however it ends, unless
     * a command for the entry has failed. A script that ends early does not need this.
     */
    default void undoAtEnd(SqlCommand command, TocEntry entry) {}

    /** Ends what {@link #undoAtEnd} began, after the command has been executed. */
    default void undone(SqlCommand command) {}

    /** Connects to another database of the same server. */
    void connect(String dbname, RestorePlace place) throws IOException;

    /** Reports that all commands that create a table have been issued. */
    void tableCreated(TocEntry entry);

    /** Returns whether a table's rows are left out because the table could not be created. */
    boolean inhibitsData(TocEntry entry);

    /**
     * Loads a table's rows, with the entry's COPY command or by running the data as commands.
     *
     * @param newTable the table's entry if its creation has been requested before and these are all its rows, otherwise
     *     null
     */
    void loadTable(TocEntry entry, TocEntry newTable) throws IOException;

    /** Loads the content of all large objects of an entry, and returns the message to report afterwards, or null. */
    String loadLargeObjects(TocEntry entry) throws IOException;
}
