package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.EntrySource;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.session.Sessions;
import dev.sengi.internal.session.SnapshotSource;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.internal.session.TableLocks;
import dev.sengi.internal.session.worker.SessionWorker;
import dev.sengi.internal.session.worker.WorkerThreads;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The sessions that read a dump's data: the leader alone, or several that share its snapshot. Used by one thread, which
 * waits for the threads of the sessions.
 */
final class DataSessions {
    /** A session takes small entries together, up to this many bytes. */
    private static final long SMALL = 1 << 20;

    private final SnapshotSource source;
    private final SnapshotTransaction leader;
    private final DataContext context;
    private final ProgressListener listener;
    private final Consumer<Sessions> waitsFor;
    private final int jobs;
    private final DumpData leaderData;

    /**
     * @param source opens sessions that join the leader
     * @param entries all entries of the dump, in order
     * @param listener receives progress as data passes
     * @param waitsFor receives the sessions that the dump waits for
     */
    DataSessions(
            SnapshotSource source,
            SnapshotTransaction leader,
            DataContext context,
            List<TocEntry> entries,
            ProgressListener listener,
            Consumer<Sessions> waitsFor) {
        this.source = source;
        this.leader = leader;
        this.context = context;
        this.listener = listener;
        this.waitsFor = waitsFor;
        this.jobs = context.options().jobs();
        this.leaderData = new DumpData(leader, context, entries, listener);
    }

    /** Reads the data of one entry. */
    @FunctionalInterface
    interface Reading {
        void read(TocEntry entry, DumpData data) throws IOException;
    }

    /** Returns the object that reads data through the leader's session. */
    DumpData leader() {
        return leaderData;
    }

    /** Returns whether several sessions read. */
    boolean areSeveral() {
        return jobs > 1;
    }

    /** Sorts entries by the size of their data, so that no session starts a large table when the others are done. */
    List<TocEntry> largestFirst(List<TocEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(
                                (TocEntry entry) -> EntrySource.of(entry).storedSize())
                        .reversed())
                .toList();
    }

    /**
     * Reads the data of all entries; several sessions take them in the given order.
     *
     * @param reading called by the sessions' threads
     * @param wakingUp makes these threads stop waiting for each other after one has failed
     * @throws SengiException as the first session that fails does, or because none can be opened
     */
    void read(List<TocEntry> entries, Reading reading, Runnable wakingUp) throws IOException {
        if (jobs == 1 || entries.size() < 2) {
            leaderData.expect(entries);
            for (TocEntry entry : entries) {
                reading.read(entry, leaderData);
            }
            return;
        }
        Deque<TocEntry> left = new ArrayDeque<>(entries);
        List<Worker> workers = new ArrayList<>();
        workers.add(new Worker(left, reading, leader, leaderData));
        readInParallel(workers, left, reading, exportSnapshot(), threads -> threads.run(workers, wakingUp));
    }

    /** Returns the name of the leader's snapshot, for {@link #readApart}. */
    String exportSnapshot() {
        return leader.exportSnapshot();
    }

    /**
     * As {@link #read}, while another thread uses the leader's session.
     *
     * @return false if no other session could be opened: a warning has been reported, and nothing read
     */
    boolean readApart(List<TocEntry> entries, Reading reading, Runnable wakingUp, String snapshot) throws IOException {
        List<Worker> workers = new ArrayList<>();
        AtomicBoolean connected = new AtomicBoolean();
        readInParallel(
                workers,
                new ArrayDeque<>(entries),
                reading,
                snapshot,
                threads -> connected.set(threads.runIfAnyConnects(workers, wakingUp)));
        return connected.get();
    }

    /** Runs the workers on the given threads. */
    @FunctionalInterface
    private interface Running {
        void by(WorkerThreads threads) throws IOException;
    }

    private void readInParallel(
            List<Worker> workers, Deque<TocEntry> left, Reading reading, String snapshot, Running running)
            throws IOException {
        int wanted = Math.min(jobs, left.size());
        while (workers.size() < wanted) {
            workers.add(new Worker(left, reading, snapshot));
        }
        WorkerThreads threads = new WorkerThreads("dump", listener, this::words);
        Sessions leading = leader.lent().sessions();
        waitsFor.accept(Sessions.of(
                () -> {
                    threads.cancel();
                    leading.cancel();
                },
                () -> {
                    threads.abort();
                    leading.abort();
                }));
        running.by(threads);
        waitsFor.accept(leading);
    }

    private String words(IOException e) {
        return e instanceof FileSystemException file
                ? "could not open output file \"" + file.getFile() + "\": " + FileErrors.reason(e)
                : FileErrors.writing(context.options().format(), e);
    }

    /** A session that takes entries until none are left. */
    private final class Worker implements SessionWorker {
        private final Deque<TocEntry> left;
        private final Reading reading;
        private final String snapshot;
        private volatile SnapshotTransaction transaction;
        private DumpData data;
        private volatile boolean cancelled;

        /** A worker with a session of its own. */
        Worker(Deque<TocEntry> left, Reading reading, String snapshot) {
            this.left = left;
            this.reading = reading;
            this.snapshot = snapshot;
        }

        /** A worker with the leader's session. */
        Worker(Deque<TocEntry> left, Reading reading, SnapshotTransaction transaction, DumpData data) {
            this(left, reading, (String) null);
            this.transaction = transaction;
            this.data = data;
        }

        private boolean isLeader() {
            return snapshot == null;
        }

        @Override
        public void connect() {
            if (isLeader()) {
                return;
            }
            transaction = source.join(snapshot);
            // Only the leader completes entries.
            data = new DumpData(transaction, context, List.of(), listener);
            if (cancelled) {
                cancel();
            }
        }

        @Override
        public void work() throws IOException, InterruptedException {
            for (List<TocEntry> entries = take(); !entries.isEmpty(); entries = take()) {
                if (!isLeader()) {
                    TableLocks.lockAgain(
                            transaction,
                            entries.stream()
                                    .map(EntrySource::rows)
                                    .filter(Objects::nonNull)
                                    .map(rows -> new TableLocks.Table(
                                            rows.schemaName(), rows.tableName(), rows.qualifiedName()))
                                    .toList());
                }
                data.expect(entries);
                for (TocEntry entry : entries) {
                    reading.read(entry, data);
                    // Nothing else notices an interrupt if files are written that ignore it.
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
        }

        /** Takes the next entry, or several small ones, leaving enough for the other sessions. */
        private List<TocEntry> take() {
            List<TocEntry> taken = new ArrayList<>();
            synchronized (left) {
                int most = Math.max(1, left.size() / (2 * jobs));
                long size = 0;
                while (!cancelled && !left.isEmpty() && taken.size() < most && size < SMALL) {
                    TocEntry entry = left.removeFirst();
                    taken.add(entry);
                    size += EntrySource.of(entry).storedSize();
                }
            }
            return taken;
        }

        @Override
        public void cancel() {
            cancelled = true;
            SnapshotTransaction open = transaction;
            if (open != null) {
                open.lent().requestCancel();
            }
        }

        @Override
        public void abort() {
            SnapshotTransaction open = transaction;
            if (open != null) {
                open.lent().abort();
            }
        }

        @Override
        public void close() {
            if (data != null) {
                data.close();
            }
            if (!isLeader() && transaction != null) {
                if (cancelled) {
                    transaction.lent().verifyBeforeGivingBack();
                }
                transaction.close();
            }
        }
    }
}
