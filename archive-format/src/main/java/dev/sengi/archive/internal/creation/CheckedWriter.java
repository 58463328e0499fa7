package dev.sengi.archive.internal.creation;

import static dev.sengi.archive.internal.creation.DataProgress.check;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.writer.ArchiveStart;
import dev.sengi.archive.internal.writer.EngineWriter;
import dev.sengi.archive.internal.writer.FormatWriter;
import dev.sengi.archive.internal.writer.TocSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;

/**
 * Ensures that callers use a writer as {@link dev.sengi.archive.ArchiveWriter} requires, so that missing data never go
 * unnoticed: checks the order of calls, while {@link DataProgress} checks the data of entries.
 */
final class CheckedWriter implements EngineWriter {
    private final FormatWriter writer;
    private final boolean searchesRows;
    private final Output output;
    /** Guarded by this. */
    private State state = State.NEW;

    private final DataProgress progress = new DataProgress();

    private enum State {
        NEW,
        /** Remains set if the beginning of the archive could not be written. */
        BEGINNING,
        BEGUN,
        FINISHED,
        CLOSED
    }

    /** What an archive is written to. */
    interface Output extends Closeable {
        /** A stream, channel or folder, which stays as it is. */
        Output OF_CALLER = new Output() {
            @Override
            public void complete() {}

            @Override
            public void close() {}
        };

        /** Called once everything has been written. */
        void complete() throws IOException;
    }

    /**
     * @param searchesRows whether rows are searched for the terminator of a COPY
     * @param output closed after the writer
     */
    CheckedWriter(FormatWriter writer, boolean searchesRows, Output output) {
        this.writer = writer;
        this.searchesRows = searchesRows;
        this.output = output;
    }

    @Override
    public boolean anyOrder() {
        return writer.anyOrder();
    }

    @Override
    public void abandon() {
        writer.abandon();
    }

    @Override
    public void begin(ArchiveHeader header, List<TocEntry> entries) throws IOException {
        begin(header, TocSource.of(entries), false);
    }

    @Override
    public void begin(ArchiveHeader header, TocSource entries, boolean inOrder) throws IOException {
        begin(new ArchiveStart(Objects.requireNonNull(header, "header"), entries, inOrder, null));
    }

    @Override
    public void beginCopy(Archive original, List<TocEntry> entries, boolean whole) throws IOException {
        ArchiveStart.Kept kept = Objects.requireNonNull(original, "original")
                .tarExtras()
                .map(extras -> new ArchiveStart.Kept(extras, whole && original.seekable()))
                .orElse(null);
        begin(new ArchiveStart(original.header(), TocSource.of(entries), false, kept));
    }

    private void begin(ArchiveStart start) throws IOException {
        synchronized (this) {
            checkOpen();
            check(state == State.NEW, "the archive has already been begun");
            progress.expect(start.entries().outlines(), searchesRows && writer.waitsForEntriesBefore());
            state = State.BEGINNING;
        }
        writer.begin(start);
        synchronized (this) {
            state = State.BEGUN;
        }
    }

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        boolean copied = open(entry, false);
        OutputStream stream = writer.openData(entry);
        if (copied) {
            DataEnd end = searchesRows ? DataEnd.of(entry) : DataEnd.ofServersRows();
            return new RowsOutput(stream, entry.dumpId(), progress, end);
        }
        return entry.type().data() == DataKind.ROWS
                ? new CommandsOutput(stream, entry.dumpId(), progress)
                : new EntryOutput(stream, entry.dumpId(), progress);
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        open(entry, true);
        return new ObjectsOutput(writer.openLargeObjects(entry), entry.dumpId(), progress);
    }

    /** Returns whether the data must end with COPY's terminator. */
    private synchronized boolean open(TocEntry entry, boolean largeObjects) {
        checkBegun();
        return progress.open(entry, largeObjects);
    }

    private void checkBegun() {
        checkOpen();
        check(state == State.BEGUN, "the archive has not been begun, or has already been finished");
    }

    private void checkOpen() {
        check(state != State.CLOSED, "the writer has been closed");
    }

    @Override
    public void finish() throws IOException {
        synchronized (this) {
            checkBegun();
            progress.checkComplete();
            state = State.FINISHED;
        }
        writer.finish();
        output.complete();
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            state = State.CLOSED;
        }
        progress.close();
        try (output) {
            writer.close();
        }
    }
}
