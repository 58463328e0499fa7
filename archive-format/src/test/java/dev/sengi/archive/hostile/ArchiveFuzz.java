package dev.sengi.archive.hostile;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveContent;
import dev.sengi.archive.InMemoryChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What the fuzzer calls with bytes of its making: they may be no archive, but nothing else may go wrong. */
public final class ArchiveFuzz {
    private ArchiveFuzz() {}

    /**
     * Called by Jazzer, which takes everything that is thrown for a fault.
     *
     * @throws IllegalStateException if an archive is found whole that cannot be read to its end
     */
    public static void fuzzerTestOneInput(byte[] bytes) {
        boolean whole = isWhole(() -> Archive.open(new ByteArrayInputStream(bytes)));
        if (read(() -> Archive.open(new ByteArrayInputStream(bytes))) < 0 && whole) {
            throw new IllegalStateException("an archive that is found whole cannot be read as a stream");
        }
        whole = isWhole(() -> Archive.open(new InMemoryChannel(bytes)));
        if (read(() -> Archive.open(new InMemoryChannel(bytes))) < 0 && whole) {
            throw new IllegalStateException("an archive that is found whole cannot be read");
        }
    }

    private static boolean isWhole(Opening opening) {
        try (Archive archive = opening.open()) {
            return archive.verify().isWhole();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns how many entries have been read, or -1. */
    private static int read(Opening opening) {
        try (Archive archive = opening.open()) {
            return ArchiveContent.read(archive).entries().size();
        } catch (IOException e) {
            return -1;
        }
    }

    private interface Opening {
        Archive open() throws IOException;
    }
}
