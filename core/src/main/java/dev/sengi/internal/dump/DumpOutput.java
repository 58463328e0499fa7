package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.DumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The output of a dump: a script or an archive. */
public abstract sealed class DumpOutput permits ArchiveOutput, ScriptOutput {
    DumpOutput() {}

    /** Returns an output that writes a script to a stream, which is not closed. */
    public static DumpOutput script(OutputStream out) {
        return new ScriptOutput(out);
    }

    /**
     * Writes everything and completes the output.
     *
     * @param data reads the entries' data
     * @return how many bytes of data were dumped, before compression
     */
    abstract long write(
            ArchiveHeader header,
            List<TocEntry> entries,
            DataSessions data,
            DumpOptions options,
            ProgressListener listener)
            throws IOException;
}
