package dev.sengi.internal.data;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.copy.ListedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads data from an archive. Used by one thread. */
public final class ArchiveEntryData implements EntryData {
    private static final int BUFFER = 1 << 16;

    private final Archive archive;
    /** Allocated when data is first read: a list of entries or a script without data does not need it. */
    private byte[] buffer;

    /** @param archive the archive to read, which is not closed */
    public ArchiveEntryData(Archive archive) {
        this.archive = archive;
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        try (InputStream data = archive.openData(entry)) {
            if (buffer == null) {
                buffer = new byte[BUFFER];
            }
            DataEnd end = DataEnd.of(entry);
            for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                end.passed(buffer, 0, count);
                out.write(buffer, 0, count);
            }
            end.requireWhole(archive, entry);
        }
    }

    @Override
    public boolean canRepeat() {
        return archive.seekable();
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        ListedObjects.read(archive, entry, visitor);
    }
}
