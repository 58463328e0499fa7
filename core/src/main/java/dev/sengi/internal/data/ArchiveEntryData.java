package dev.sengi.internal.data;

import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.copy.ListedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;

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
    public String place(TocEntry entry) throws IOException {
        DataLocation location = archive.dataLocation(entry);
        if (archive.header().format() == ArchiveFormat.CUSTOM) {
            return "Data Pos: " + location.position().orElse(0);
        }
        return location.file().map(file -> "File: " + file).orElse(null);
    }

    @Override
    public boolean entriesCreateLargeObjects() {
        return archive.header().version().storesLargeObjects();
    }

    @Override
    public void requireSeparateCommands() {
        if (!archive.header().version().storesCopyCommands()) {
            throw new SengiException("direct database connections are not supported in pre-1.3 archives");
        }
    }

    /** Like pg_restore, reports each large object in a tar twice. */
    @Override
    public List<String> announcements(long oid) {
        int times = archive.header().format() == ArchiveFormat.TAR ? 2 : 1;
        return Collections.nCopies(times, EntryData.super.announcements(oid).get(0));
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        ListedObjects.read(archive, entry, visitor);
    }
}
