package dev.sengi.restore;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveReader;
import dev.sengi.archive.ArchiveReader.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Takes data from an archive. */
public final class ArchiveEntryData implements EntryData {
    private final ArchiveReader archive;

    /** @param archive which is used, and not closed */
    public ArchiveEntryData(ArchiveReader archive) {
        this.archive = archive;
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        try (InputStream data = archive.openData(entry)) {
            data.transferTo(out);
        }
    }

    @Override
    public OptionalLong dataPosition(TocEntry entry) {
        return archive.header().format() == ArchiveFormat.CUSTOM
                ? OptionalLong.of(archive.dataPosition(entry))
                : OptionalLong.empty();
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        archive.readLargeObjects(entry, visitor);
    }
}
