package dev.sengi.archive.internal.writer;

import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TarExtras;

/**
 * What is known of an archive before its data are written.
 *
 * @param header contributes the time, the database and the programs
 * @param entries must not change before the archive is finished
 * @param inOrder whether a single file stores the data in the order of the table of contents even if several threads
 *     write them
 * @param kept what another tar gives to its copy; null if no tar is copied
 */
public record ArchiveStart(ArchiveHeader header, TocSource entries, boolean inOrder, Kept kept) {

    /**
     * What a tar that is copied contains besides entries, for a copy that is a tar as well.
     *
     * @param extras of the tar
     * @param script whether its script is valid for the copy, and can be read
     */
    public record Kept(TarExtras extras, boolean script) {}
}
