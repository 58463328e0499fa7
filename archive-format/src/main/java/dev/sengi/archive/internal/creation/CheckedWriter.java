package dev.sengi.archive.internal.creation;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.writer.ArchiveStart;
import dev.sengi.archive.internal.writer.EngineWriter;
import dev.sengi.archive.internal.writer.FormatWriter;
import dev.sengi.archive.internal.writer.TocSource;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Ensures that callers use a writer as {@link dev.sengi.archive.ArchiveWriter} requires, so that missing data never go
 * unnoticed.
 */
final class CheckedWriter implements EngineWriter {
    private static final long MAX_OID = 0xffff_ffffL;

    private final FormatWriter writer;
    private final boolean searchesRows;
    /** Guarded by this. */
    private volatile State state = State.NEW;

    /** The progress of each entry's data, by dump ID; guarded by this. */
    private final Map<Integer, Progress> data = new LinkedHashMap<>();

    /** The entries whose data are those of a COPY command, by dump ID; guarded by this. */
    private final Set<Integer> copied = new HashSet<>();
    /** Null if entries can be opened in any order, as a dump's sessions do; guarded by this. */
    private EntryOrder order;

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private enum State {
        NEW,
        /** Remains set if the beginning of the archive could not be written. */
        BEGINNING,
        BEGUN,
        FINISHED,
        CLOSED
    }

    private enum Progress {
        EXPECTED,
        OPEN,
        UNTERMINATED,
        COMPLETE
    }

    /** @param searchesRows whether rows are searched for the terminator of a COPY */
    CheckedWriter(FormatWriter writer, boolean searchesRows) {
        this.writer = writer;
        this.searchesRows = searchesRows;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
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
        List<TocEntry> entries = start.entries().outlines();
        synchronized (this) {
            checkOpen();
            check(state == State.NEW, "the archive has already been begun");
            Map<Integer, Progress> expected = expected(entries);
            state = State.BEGINNING;
            data.putAll(expected);
            order = searchesRows && writer.waitsForEntriesBefore() ? new EntryOrder(expected.keySet()) : null;
            for (TocEntry entry : entries) {
                if (entry.type().data() == DataKind.ROWS && CopyCommand.exists(entry)) {
                    copied.add(entry.dumpId());
                }
            }
        }
        writer.begin(start);
        synchronized (this) {
            state = State.BEGUN;
        }
    }

    /** Readers find data by the dump ID. Entries without data may share one, as they do in archives that restore well. */
    private static Map<Integer, Progress> expected(List<TocEntry> entries) {
        Map<Integer, Progress> expected = new LinkedHashMap<>();
        for (TocEntry entry : entries) {
            require(!entry.hadDumper() || expected.put(entry.dumpId(), Progress.EXPECTED) == null, entry);
        }
        for (TocEntry entry : entries) {
            require(entry.hadDumper() || !expected.containsKey(entry.dumpId()), entry);
        }
        return expected;
    }

    private static void require(boolean unique, TocEntry entry) {
        if (!unique) {
            throw new IllegalArgumentException("several entries have dump ID " + entry.dumpId());
        }
    }

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        boolean terminated = open(entry, false);
        OutputStream stream = writer.openData(entry);
        if (terminated) {
            return new Rows(stream, entry.dumpId(), searchesRows ? DataEnd.of(entry) : DataEnd.ofServersRows());
        }
        return entry.type().data() == DataKind.ROWS
                ? new Commands(stream, entry.dumpId())
                : new Item(stream, entry.dumpId());
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        open(entry, true);
        return new LargeObjects(writer.openLargeObjects(entry), entry.dumpId());
    }

    /** Returns whether the data must end with COPY's terminator. */
    private synchronized boolean open(TocEntry entry, boolean largeObjects) {
        checkBegun();
        check(
                (entry.type().data() == DataKind.LARGE_OBJECTS) == largeObjects,
                largeObjects
                        ? "the data of dump ID " + entry.dumpId() + " are not large objects"
                        : "the data of dump ID " + entry.dumpId() + " are large objects");
        Progress progress = data.get(entry.dumpId());
        check(progress != null, "the table of contents lists no data for dump ID " + entry.dumpId());
        check(progress == Progress.EXPECTED, "the data of dump ID " + entry.dumpId() + " have already been written");
        if (order != null) {
            order.open(entry.dumpId(), largeObjects);
        }
        data.put(entry.dumpId(), Progress.OPEN);
        return copied.contains(entry.dumpId());
    }

    private void checkBegun() {
        checkOpen();
        check(state == State.BEGUN, "the archive has not been begun, or has already been finished");
    }

    private void checkOpen() {
        check(state != State.CLOSED, "the writer has been closed");
    }

    private synchronized void ended(int dumpId, Progress progress) {
        data.put(dumpId, progress);
        if (order != null) {
            order.completed(dumpId);
        }
    }

    @Override
    public void finish() throws IOException {
        synchronized (this) {
            checkBegun();
            check(!data.containsValue(Progress.OPEN), "data are still being written, or could not be written");
            data.forEach((dumpId, progress) -> {
                check(progress != Progress.EXPECTED, "no data have been written for dump ID " + dumpId);
                check(progress == Progress.COMPLETE, "the data of dump ID " + dumpId + " do not end with \"\\.\"");
            });
            state = State.FINISHED;
        }
        writer.finish();
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            state = State.CLOSED;
        }
        writer.close();
    }

    /** The data of an entry, or a large object: incomplete unless everything could be written. */
    private class Item extends FilterOutputStream {
        private final int dumpId;
        /** Whether anything could not be written; writing more bytes does not repair that. */
        private boolean failed;

        private boolean closed;

        /** @param dumpId complete with this stream */
        Item(OutputStream out, int dumpId) {
            super(out);
            this.dumpId = dumpId;
        }

        @Override
        public void write(int octet) throws IOException {
            requireOpen();
            attempt(() -> out.write(octet));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            requireOpen();
            attempt(() -> out.write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            attempt(out::flush);
        }

        private void attempt(Step step) throws IOException {
            boolean done = false;
            try {
                step.run();
                done = true;
            } finally {
                failed |= !done;
            }
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("the data of dump ID " + dumpId + " are already complete");
            }
            if (state == State.CLOSED) {
                throw new IOException("the writer of the archive has been closed");
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                try {
                    complete();
                } finally {
                    closed = true;
                    out.close();
                }
                if (!failed) {
                    completed();
                }
            }
        }

        /** Writes whatever is missing at the end of the data. */
        void complete() throws IOException {}

        void completed() {
            ended(dumpId, Progress.COMPLETE);
        }
    }

    /**
     * The data of a COPY command, which readers consider truncated unless they end with its terminator. This adds what is
     * missing of the line feeds that follow the terminator in pg_dump's archives.
     */
    private final class Rows extends Item {
        private final int dumpId;
        private final DataEnd end;

        Rows(OutputStream out, int dumpId, DataEnd end) {
            super(out, dumpId);
            this.dumpId = dumpId;
            this.end = end;
        }

        @Override
        public void write(int octet) throws IOException {
            end.passed(new byte[] {(byte) octet}, 0, 1);
            super.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            // First, because the caller's stream may change the array.
            end.passed(bytes, offset, length);
            super.write(bytes, offset, length);
        }

        @Override
        void complete() throws IOException {
            end.writeMissingLines(this);
        }

        @Override
        void completed() {
            ended(dumpId, end.isTerminated() && !end.hasMore() ? Progress.COMPLETE : Progress.UNTERMINATED);
        }
    }

    /**
     * INSERT commands. If there are none, this writes the empty lines that would follow them, because readers refuse
     * data without these lines.
     */
    private final class Commands extends Item {
        private boolean begun;

        Commands(OutputStream out, int dumpId) {
            super(out, dumpId);
        }

        @Override
        public void write(int octet) throws IOException {
            begun = true;
            super.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begun |= length > 0;
            super.write(bytes, offset, length);
        }

        @Override
        void complete() throws IOException {
            if (!begun) {
                DataEnd.writeEmptyLines(this);
            }
        }
    }

    private final class LargeObjects implements LargeObjectOutput {
        private final LargeObjectOutput objects;
        private final int dumpId;
        private final OidSet oids = new OidSet();
        private boolean complete = true;
        private boolean closed;

        LargeObjects(LargeObjectOutput objects, int dumpId) {
            this.objects = objects;
            this.dumpId = dumpId;
        }

        @Override
        public OutputStream next(long oid) throws IOException {
            check(!closed, "the large objects have been closed");
            check(complete, "the previous large object has not been closed, or could not be written");
            if (oid <= 0 || oid > MAX_OID) {
                throw new IllegalArgumentException("invalid OID for large object (" + oid + ")");
            }
            if (!oids.add(oid)) {
                throw new IllegalArgumentException("large object " + oid + " has already been written");
            }
            complete = false;
            return new Item(objects.next(oid), dumpId) {
                @Override
                void completed() {
                    complete = true;
                }
            };
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                objects.close();
                if (complete) {
                    ended(dumpId, Progress.COMPLETE);
                }
            }
        }
    }
}
