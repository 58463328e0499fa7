package dev.sengi.internal.dump;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.emit.EntrySource;
import dev.sengi.internal.emit.RowSource;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.internal.session.copy.CopyReading;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the rows of many small tables in one round trip by sending their COPY commands together. Used by one thread.
 */
final class CopyBatches implements AutoCloseable {
    private static final int MOST_TABLES = 200;
    private static final long SMALL = 128 * 1024;

    private final SnapshotTransaction transaction;
    /** Entries whose rows will be read next, in this order and without anything else in between. */
    private final Deque<TocEntry> expected = new ArrayDeque<>();

    private final Deque<TocEntry> underWay = new ArrayDeque<>();
    private CopyReading reading;

    CopyBatches(SnapshotTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Announces what will be read.
     *
     * @param entries in the order of reading, including those that use the session for anything other than rows
     */
    void expect(List<TocEntry> entries) {
        expected.clear();
        expected.addAll(entries);
    }

    /**
     * Starts reading an entry's rows.
     *
     * @param command the COPY command, unless it has been sent with others
     */
    CopyReading begin(TocEntry entry, Supplier<String> command) throws SQLException {
        if (reading != null) {
            if (underWay.removeFirst().dumpId() != entry.dumpId()) {
                throw new IllegalStateException("rows of dump ID " + entry.dumpId() + " read out of turn");
            }
            reading.nextCommand();
            return reading;
        }
        List<TocEntry> batch = batch(entry);
        StringBuilder commands = new StringBuilder(command.get());
        batch.forEach(other -> commands.append(EntrySource.rows(other).readStatement()));
        underWay.addAll(batch);
        reading = new CopyReading(transaction.lent(), commands.toString(), 1 + batch.size());
        return reading;
    }

    /** Ends the reading of an entry's rows. */
    void end(boolean whole) {
        if (!whole) {
            close();
        } else if (underWay.isEmpty()) {
            endBatch();
        }
    }

    /** Ends a batch that has not been read to its end. */
    @Override
    public void close() {
        expected.clear();
        underWay.clear();
        endBatch();
    }

    private void endBatch() {
        CopyReading ended = reading;
        reading = null;
        if (ended != null) {
            ended.close();
        }
    }

    /** Returns the entries that follow the given one and are read with it. */
    private List<TocEntry> batch(TocEntry first) {
        List<TocEntry> batch = new ArrayList<>();
        while (!expected.isEmpty() && expected.removeFirst().dumpId() != first.dumpId()) {
            // Entries in between were not read with COPY.
        }
        boolean small = isSmall(first) && CopyReading.readsSeveral(transaction.lent());
        while (small && !expected.isEmpty() && isSmall(expected.getFirst()) && batch.size() < MOST_TABLES - 1) {
            batch.add(expected.removeFirst());
        }
        return batch;
    }

    private boolean isSmall(TocEntry entry) {
        RowSource rows = EntrySource.rows(entry);
        return rows != null && rows.storedSize() <= SMALL && !rows.isForeign() && !rows.isConditional();
    }
}
