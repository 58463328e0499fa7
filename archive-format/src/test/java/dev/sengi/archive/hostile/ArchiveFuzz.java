package dev.sengi.archive.hostile;

import dev.sengi.archive.Archive;
import dev.sengi.archive.InMemoryChannel;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Fuzz target for archives. The bytes may be rejected as not being an archive, but nothing else may go wrong. */
public final class ArchiveFuzz {
    private ArchiveFuzz() {}

    /**
     * Called by Jazzer, which reports any exception as a finding.
     *
     * @throws IllegalStateException if verification finds no fault in an archive that cannot be read to its end
     */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(() -> Archive.open(new ByteArrayInputStream(bytes)));
        check(() -> Archive.open(new InMemoryChannel(bytes)));
    }

    /** @throws IllegalStateException if verification finds no fault in the archive, but it cannot be read to its end */
    static void check(Container.Opening opening) {
        boolean whole = isWhole(opening);
        if (!canBeRead(opening) && whole) {
            throw new IllegalStateException("an archive that is found whole cannot be read");
        }
    }

    private static boolean isWhole(Container.Opening opening) {
        try (Archive archive = opening.open()) {
            return archive.verify().isWhole();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBeRead(Container.Opening opening) {
        try (Archive archive = opening.open()) {
            for (TocEntry entry : archive.entries()) {
                archive.dataLocation(entry);
                if (entry.desc().equals("BLOBS")) {
                    archive.readLargeObjects(entry, (oid, content) -> readAll(content));
                } else if (entry.hadDumper()) {
                    readAll(archive.openData(entry));
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void readAll(InputStream data) throws IOException {
        try (data) {
            data.transferTo(OutputStream.nullOutputStream());
        }
    }
}
