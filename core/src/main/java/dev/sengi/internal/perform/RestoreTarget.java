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

    /** Sets the phase that the following calls belong to. */
    void phase(RestorePhase phase);

    /** Sets the entry that the following calls are for. */
    void entry(TocEntry entry);

    /** Reports that work on the entry starts; dropping its object beforehand does not count. */
    default void entryStarted(TocEntry entry) {}

    /** Reports that all commands for the entry have been issued. */
    default void entryDone(TocEntry entry) {}

    /** Reports an activity. */
    void progress(String message);

    /** Reports something unexpected, or something that was left out. */
    void warning(String message);

    /** @param script the text for a script, with its blank lines */
    void beginTransaction(String script) throws IOException;

    /** @param script as for {@link #beginTransaction} */
    void commitTransaction(String script) throws IOException;

    /** Applies the settings that hold for a whole session, at the beginning and in each new session. */
    void settings(List<SessionSetting> settings) throws IOException;

    /**
     * Returns the entry with its definition if that is created only when it is written, otherwise the entry unchanged.
     */
    default TocEntry complete(TocEntry entry) {
        return entry;
    }

    /** If the target is text, writes a comment that describes the entry above its commands. */
    void comment(TocEntry entry, String prefix) throws IOException;

    void execute(SqlCommand command) throws IOException;

    /**
     * Ensures that, if the preceding command has succeeded, a command is executed by the end of the restore, however it
     * ends. A script that ends early does not need this.
     */
    default void owe(SqlCommand command) {}

    /** Ends what {@link #owe} began, after the command has been executed. */
    default void paid(SqlCommand command) {}

    /** Connects to another database of the same server. */
    void connect(String dbname) throws IOException;

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
