package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.plan.EntryData;
import java.io.IOException;
import java.util.List;

/** The output of a dump: a script or an archive. */
@FunctionalInterface
public interface DumpOutput {

    /**
     * Writes everything and completes the output.
     *
     * @return how many bytes of data were dumped, before compression
     */
    long write(
            ArchiveHeader header,
            List<TocEntry> entries,
            EntryData data,
            DumpOptions options,
            ProgressListener listener)
            throws IOException;
}
