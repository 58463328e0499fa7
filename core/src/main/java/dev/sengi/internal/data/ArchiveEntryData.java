package dev.sengi.internal.data;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.copy.ListedObjects;
import dev.sengi.internal.io.StagedTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads data from an archive. Used by one thread. */
public final class ArchiveEntryData implements EntryData {
    private final Archive archive;
    private final StagedTransfer transfer;

    /**
     * Decompresses ahead on another thread, if that takes most of the time, unless all processors are in use or the
     * archive cannot seek: then it may come from a caller's stream, which one thread must read.
     *
     * @param archive the archive to read, which is not closed
     * @param readers how many threads read its data at the same time
     */
    public ArchiveEntryData(Archive archive, int readers) {
        this.archive = archive;
        boolean isCompressed = archive.header().compression() != CompressionAlgorithm.NONE;
        boolean isProcessorLeft = readers < Runtime.getRuntime().availableProcessors();
        transfer = new StagedTransfer(archive.seekable(), archive.seekable() && isCompressed && isProcessorLeft);
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        try (InputStream data = archive.openData(entry)) {
            DataEnd end = DataEnd.of(entry);
            transfer.run(data, (bytes, offset, count) -> {
                end.passed(bytes, offset, count);
                out.write(bytes, offset, count);
            });
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
