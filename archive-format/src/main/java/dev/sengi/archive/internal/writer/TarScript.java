package dev.sengi.archive.internal.writer;

import dev.sengi.archive.ArchiveHeader;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes {@code restore.sql}, the script that a tar archive contains for use without pg_restore. It refers to the tar's
 * other files as {@code $$PATH$$}, which the user replaces.
 */
@FunctionalInterface
public interface TarScript {

    /**
     * Writes the script of an archive; must not close the stream.
     *
     * @param header the archive's header
     * @param entries all entries, in the archive's order
     * @param out receives the script in the archive's encoding
     * @throws IOException if the script cannot be written
     */
    void write(ArchiveHeader header, TocSource entries, OutputStream out) throws IOException;
}
