package dev.sengi.archive.internal.writer;

import dev.sengi.archive.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a tar contains besides the archive's header, table of contents and data; a complete copy preserves it. */
public interface TarExtras {

    /** Returns these if the archive is a tar. */
    static Optional<TarExtras> of(Archive archive) {
        return archive instanceof TarExtras tar ? Optional.of(tar) : Optional.empty();
    }

    /**
     * Returns when a member was last modified.
     *
     * @param name of the member
     * @return seconds since 1970; 0 if the tar does not contain it or, in a tar that cannot seek, it has not been reached
     * @throws IOException if the tar cannot be read
     */
    long modified(String name) throws IOException;

    /**
     * Returns whether {@link #openScript} can be called: the tar can seek.
     *
     * @return whether the script can be read
     */
    boolean hasScript();

    /**
     * Opens {@code restore.sql}.
     *
     * @return its text; empty if the tar does not contain it
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
