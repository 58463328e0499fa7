package dev.sengi.archive.internal.creation;

import dev.sengi.archive.internal.writer.TarScript;
import java.nio.file.Path;

/**
 * How an archive is written, beyond its format and compression.
 *
 * @param searchesRows whether rows are searched for the terminator of a COPY: they come from a caller, who may have
 *     joined those of several tables
 * @param script writes a tar's {@code restore.sql}, unless the tar is a whole copy of another one and keeps its script;
 *     null for a tar without one
 * @param spoolFolder of the temporary file for data that one thread writes while another entry's data are still
 *     incomplete, at most one gibibyte. If it is null, or no file can be created there, the system's temporary folder
 */
public record WriterOptions(boolean searchesRows, TarScript script, Path spoolFolder) {

    /** Returns the options for data that come from anywhere. */
    public static WriterOptions forAnyRows() {
        return new WriterOptions(true, null, null);
    }

    /** Returns the options for rows that a server sends: nothing follows their terminator. */
    public static WriterOptions forServersRows() {
        return new WriterOptions(false, null, null);
    }

    public WriterOptions withScript(TarScript writer) {
        return new WriterOptions(searchesRows, writer, spoolFolder);
    }

    public WriterOptions withSpoolFolder(Path folder) {
        return new WriterOptions(searchesRows, script, folder);
    }
}
