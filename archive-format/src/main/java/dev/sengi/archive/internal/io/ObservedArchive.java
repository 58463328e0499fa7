package dev.sengi.archive.internal.io;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.Verification;
import java.io.IOException;
import java.util.Optional;

/** An archive that shows how its reading advances. All archives that {@link Archive} opens are such. */
public interface ObservedArchive extends Archive {

    static ObservedArchive of(Archive archive) {
        return (ObservedArchive) archive;
    }

    /** Returns how much of the stored data has been read; empty if nothing is compressed, so that it need not be known. */
    Optional<StoredReads> storedReads();

    /**
     * Verifies the archive, as {@link #verify(DataListener)} does.
     *
     * @param listener throws no {@link dev.sengi.archive.ArchiveFormatException}, which would be reported as damage
     */
    Verification readWhole(DataListener listener) throws IOException;

    @Override
    default Verification verify(DataListener listener) throws IOException {
        return CallersListener.verify(listener, this::readWhole);
    }
}
