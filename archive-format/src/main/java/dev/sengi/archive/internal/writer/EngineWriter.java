package dev.sengi.archive.internal.writer;

import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import java.io.IOException;
import java.util.List;

/** What dumps need from a writer beyond the public interface. */
public interface EngineWriter extends ArchiveWriter {

    /**
     * Writes everything that precedes the data. The entries are completed one by one, in order, and once more at the
     * end by writers of a {@link TarScript}. Called once, before any other method.
     *
     * @param header as for {@link #begin(ArchiveHeader, List)}
     * @param entries must not change before {@link #finish}
     * @param inOrder whether a single file stores the data in the order of the table of contents even if several
     *     threads write them: a reader of a pipe gets them in the stored order
     * @throws IOException as {@link #begin(ArchiveHeader, List)} does
     */
    void begin(ArchiveHeader header, TocSource entries, boolean inOrder) throws IOException;

    /**
     * Returns whether several threads may write the data of entries in any order; otherwise, they must open them in the
     * order of the table of contents. Called after {@link #begin}.
     */
    boolean anyOrder();

    /**
     * Abandons the archive, because a thread that writes data has failed. Streams closed from now on may be incomplete,
     * and threads that are waiting for another entry's data get an exception. Called by any thread.
     */
    void abandon();
}
