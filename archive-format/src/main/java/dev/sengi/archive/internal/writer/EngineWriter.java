package dev.sengi.archive.internal.writer;

import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What dumps and copies need from a writer beyond the public interface. Every writer implements it. */
public interface EngineWriter extends ArchiveWriter {

    /**
     * Sets the code that writes a tar's {@code restore.sql}; a tar has none otherwise. Ignored for other formats. Called
     * before {@link #begin}, if at all.
     *
     * @param script writes the script when the archive is finished
     */
    default void script(TarScript script) {}

    /**
     * Sets the folder of the temporary file for data that one thread writes while another entry's data are still
     * incomplete. By default, and if no file can be created there, it is the system's temporary folder. The file takes
     * at most one gibibyte. Called before {@link #begin}, if at all.
     *
     * @param folder an existing folder
     */
    default void spoolInto(Path folder) {}

    /**
     * Copies what another tar contains besides its entries; does nothing unless a tar is written. Called before {@link
     * #begin}, if at all.
     *
     * @param extras of the tar that is copied
     * @param whole whether all of it is copied, so that its script is valid for the copy
     */
    default void keep(TarExtras extras, boolean whole) {}

    /**
     * Makes a custom archive store the data of entries in the order of the table of contents even if several threads write
     * them: a reader of a pipe gets them in the stored order. Called before {@link #begin}, if at all.
     */
    default void storeInOrder() {}

    /**
     * Returns whether several threads may write the data of entries in any order; otherwise, they must open them in the
     * order of the table of contents.
     */
    default boolean anyOrder() {
        return false;
    }

    /** Returns whether opening large objects waits until all entries before theirs are complete. */
    default boolean waitsForEntriesBefore() {
        return false;
    }

    /**
     * Abandons the archive, because a thread that writes data has failed. Streams closed from now on may be incomplete,
     * and threads that are waiting for another entry's data get an exception. Called by any thread.
     */
    default void abandon() {}

    /**
     * Writes everything that precedes the data. The entries are completed one by one, in order, and once more at the
     * end by writers of a {@link TarScript}. Called once, before any other method.
     *
     * @param header as for {@link #begin(ArchiveHeader, List)}
     * @param entries must not change before {@link #finish}
     * @throws IOException as {@link #begin(ArchiveHeader, List)} does
     */
    void begin(ArchiveHeader header, TocSource entries) throws IOException;

    @Override
    default void begin(ArchiveHeader header, List<TocEntry> entries) throws IOException {
        begin(header, TocSource.of(entries));
    }
}
