package dev.sengi.archive;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes {@code restore.sql}, the script that a tar archive holds for people without pg_restore. It finds the tar's other
 * files under {@code $$PATH$$}, which a person replaces.
 */
@FunctionalInterface
public interface TarScript {

    /**
     * Writes the script of an archive; the stream is not closed.
     *
     * @param header the archive's header
     * @param entries all entries, in the archive's order
     * @param out takes the script in the archive's encoding
     * @throws IOException if the script cannot be written
     */
    void write(ArchiveHeader header, TocSource entries, OutputStream out) throws IOException;
}
