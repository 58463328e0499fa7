package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.List;

/**
 * Where the commands of a restore go: a script or a database.
 *
 * <p>Called by one thread, in the order of the restore.
 */
public interface RestoreTarget {

    /** What is in hand when the server is heard to fail. */
    enum Stage {
        INITIALIZING("INITIALIZING"),
        PROCESSING("PROCESSING TOC"),
        FINALIZING("FINALIZING");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        /** Returns what messages call it. */
        public String label() {
            return label;
        }
    }

    /** Begins the restore. */
    void begin() throws IOException;

    /** Ends the restore; not called when it fails. */
    void finish() throws IOException;

    /** Tells which part of the restore the calls that follow are of. */
    void stage(Stage stage);

    /** Tells which entry the calls that follow are for. */
    void entry(TocEntry entry);

    /** Tells that what is to be done for the entry begins; dropping it beforehand is no part of that. */
    default void entryStarted(TocEntry entry) {}

    /** Tells that all that is to be done for the entry has been asked for. */
    default void entryDone(TocEntry entry) {}

    /** Tells what is being done. */
    void progress(String message);

    /** Warns of what has been done, or left out, otherwise than one might expect. */
    void warning(String message);

    /** @param script what a script says, with its blank lines */
    void beginTransaction(String script) throws IOException;

    /** @param script as above */
    void commitTransaction(String script) throws IOException;

    /** Makes the settings that hold throughout, at the beginning and in each new session. */
    void settings(List<SessionSetting> settings) throws IOException;

    /** Returns the entry with its definition, where that is made only as it is written; others as they are. */
    default TocEntry complete(TocEntry entry) {
        return entry;
    }

    /** Heads the commands of an entry with what it is, where that can be read. */
    void comment(TocEntry entry, String prefix) throws IOException;

    void execute(SqlCommand command) throws IOException;

    /** Leaves for another database of the same server. */
    void connect(String dbname) throws IOException;

    /** Tells that all commands that make a table have been given. */
    void tableCreated(TocEntry entry);

    /** Returns whether a table's rows are left out because the table could not be made. */
    boolean inhibitsData(TocEntry entry);

    /** Loads a table's rows, with the entry's COPY command or as the commands that its data are. */
    void loadTable(TocEntry entry) throws IOException;

    /** Loads the content of all large objects of an entry, and returns what is to be said of that, or null. */
    String loadLargeObjects(TocEntry entry) throws IOException;
}
