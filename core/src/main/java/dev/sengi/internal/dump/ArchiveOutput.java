package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.writer.EngineWriter;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.io.CountingOutput;
import dev.sengi.internal.io.StageBuffers;
import dev.sengi.internal.io.StagedOutput;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.plan.FunctionUse;
import dev.sengi.internal.progress.EntryEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a dump as an archive: the table of contents first, then the data of each entry in order. */
final class ArchiveOutput extends DumpOutput {
    private final EngineWriter writer;
    private final boolean finishes;
    private final boolean apart;

    /**
     * @param finishes whether the archive is finished with the last data; otherwise its creator finishes it after the dump,
     *     which may still be cancelled
     * @param apart whether this thread must not write to the archive for long, because only its own code notices that it has
     *     been interrupted: streams of callers may clear the interrupt status
     */
    ArchiveOutput(EngineWriter writer, boolean finishes, boolean apart) {
        this.writer = writer;
        this.finishes = finishes;
        this.apart = apart;
    }

    @Override
    long write(
            ArchiveHeader header,
            List<TocEntry> entries,
            DataSessions data,
            DumpOptions options,
            ProgressListener listener)
            throws IOException {
        boolean inOrder = data.areSeveral() && FunctionUse.of(entries).orderMatters();
        writer.begin(header, new CompletedEntries(entries, data.leader()), inOrder);
        List<TocEntry> withData = entries.stream().filter(TocEntry::hadDumper).toList();
        // With several sessions, reading and writing overlap anyway.
        StageBuffers buffers = data.areSeveral() ? null : new StageBuffers();
        AtomicLong total = new AtomicLong();
        data.read(
                data.areSeveral() && writer.anyOrder() ? data.largestFirst(withData) : withData,
                (entry, reader) -> {
                    listener.entryStarted(entry);
                    long bytes = entry.type().data() == DataKind.LARGE_OBJECTS
                            ? largeObjects(entry, reader)
                            : table(entry, reader, buffers);
                    listener.entryFinished(EntryEvents.finished(entry, bytes));
                    total.addAndGet(bytes);
                },
                writer::abandon);
        if (finishes) {
            writer.finish();
        }
        return total.get();
    }

    private long table(TocEntry entry, EntryData data, StageBuffers buffers) throws IOException {
        try (OutputStream out = writer.openData(entry)) {
            if (buffers == null) {
                CountingOutput counted = new CountingOutput(out);
                data.writeData(entry, counted);
                return counted.written();
            }
            return staged(entry, data, out, buffers);
        }
    }

    private long staged(TocEntry entry, EntryData data, OutputStream out, StageBuffers buffers) throws IOException {
        boolean written = false;
        try (StagedOutput staged = new StagedOutput(out, apart, buffers)) {
            data.writeData(entry, staged);
            written = true;
            return staged.written();
        } finally {
            if (!written) {
                // Otherwise, closing the entry would complete it, which can take a long time.
                writer.abandon();
            }
        }
    }

    private long largeObjects(TocEntry entry, EntryData data) throws IOException {
        long[] bytes = {0};
        try (ArchiveWriter.LargeObjectOutput out = writer.openLargeObjects(entry)) {
            data.readLargeObjects(entry, (oid, content) -> bytes[0] += copy(out, oid, content));
        }
        return bytes[0];
    }

    private static long copy(ArchiveWriter.LargeObjectOutput out, long oid, InputStream content) throws IOException {
        try (OutputStream object = out.next(oid)) {
            return content.transferTo(object);
        }
    }
}
