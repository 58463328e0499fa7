package dev.sengi.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What a tar contains besides an archive's header, contents and data, and what {@link ArchiveCopy} preserves in another
 * tar. Used like the archive that {@link Archive#tarExtras() returned} it, and only while that is open. Only Sengi
 * implements this; more methods may be added.
 */
public interface TarExtras {

    /**
     * {@return when a member was last modified, in seconds since 1970; empty if the tar does not contain it or, in a
     * tar that cannot seek, it has not been reached}
     *
     * @param name of the member, such as {@code toc.dat}
     * @throws IOException if the tar cannot be read
     */
    OptionalLong modified(String name) throws IOException;

    /**
     * Opens {@code restore.sql}, the script for use without pg_restore. The tar must be {@link Archive#seekable()}.
     *
     * @return its text, in the archive's encoding; empty if the tar does not contain it; to be closed by the caller
     * @throws IOException if the tar cannot be read
     */
    InputStream openScript() throws IOException;

    /**
     * Reads to the tar's end if it cannot seek. Its writer, at the other end of a pipe, may be waiting for that. Damage
     * does not matter.
     *
     * @throws IOException if the stream cannot be read
     */
    void readRest() throws IOException;
}
