package dev.sengi.internal.dump;

import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.spool.OutputSequence;
import dev.sengi.archive.internal.spool.SpoolSpace;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.session.Rethrowing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The data of a script. Several sessions read ahead, and spool data until they can be passed on in the script's order.
 * If no session can be opened, the leader's session reads the data. Used by one thread.
 */
final class DataAhead implements EntryData, AutoCloseable {
    private static final long MILLIS_BETWEEN_INTERRUPTS = 200;

    private final DataSessions sessions;
    private final SpoolSpace space = new SpoolSpace();
    private final Thread thread;

    /** The entry that the script has reached, and the stream for its data; guarded by this. */
    private TocEntry wanted;

    private OutputStream target;
    private boolean passed;
    /** The reason why an entry's data are incomplete: the script stops there, and no other data follow. */
    private Throwable broken;

    private Throwable failure;
    /** Whether no session could be opened. */
    private boolean alone;

    private boolean closed;

    /** @param tables the entries with rows, in the order of the script */
    DataAhead(DataSessions sessions, List<TocEntry> tables) {
        this.sessions = sessions;
        OutputSequence sequence = OutputSequence.ordered(
                space, tables.stream().map(TocEntry::dumpId).toList());
        String snapshot = sessions.exportSnapshot();
        thread = new Thread(() -> read(tables, sequence, snapshot), "dump");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(List<TocEntry> tables, OutputSequence sequence, String snapshot) {
        try {
            boolean connected = sessions.readApart(
                    tables,
                    (entry, data) -> {
                        Turn turn = new Turn(entry);
                        OutputStream out = sequence.open(entry.dumpId(), turn);
                        // Stays open if the data are incomplete, so that nothing follows them.
                        turn.read(() -> data.writeData(entry, out));
                        out.close();
                    },
                    this::stop,
                    snapshot);
            synchronized (this) {
                alone = !connected;
                notifyAll();
            }
        } catch (Throwable e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    private void stop() {
        space.stop();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    private synchronized void breakOff(Throwable cause) {
        broken = broken == null ? cause : broken;
        notifyAll();
    }

    /** Reads the data of an entry. */
    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }

    /** The place of an entry's data in the script. */
    private final class Turn implements OutputSequence.Target {
        private final TocEntry entry;

        Turn(TocEntry entry) {
            this.entry = entry;
        }

        void read(Reading reading) throws IOException {
            try {
                reading.run();
            } catch (Throwable e) {
                breakOff(e);
                throw e;
            }
        }

        @Override
        public OutputStream begin() throws IOException {
            return awaitScript(entry);
        }

        @Override
        public void end() {
            synchronized (DataAhead.this) {
                // Not even complete data may follow incomplete data.
                passed = broken == null;
                DataAhead.this.notifyAll();
            }
        }
    }

    /** Waits until the script reaches the entry, and returns the stream for its data. */
    private synchronized OutputStream awaitScript(TocEntry entry) throws IOException {
        try {
            while (wanted == null || wanted.dumpId() != entry.dumpId()) {
                // The same exception for all: only the first one is reported.
                rethrow(broken);
                if (closed) {
                    throw new IOException("the script has ended");
                }
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return target;
    }

    @Override
    public void writeData(TocEntry entry, OutputStream out) throws IOException {
        if (!awaitData(entry, out)) {
            sessions.leader().writeData(entry, out);
        }
    }

    /** Waits until a session has written the data; returns false if no session could be opened. */
    private synchronized boolean awaitData(TocEntry entry, OutputStream out) throws IOException {
        wanted = entry;
        target = out;
        passed = false;
        notifyAll();
        try {
            while (!passed && !alone) {
                rethrow(failure);
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return passed;
    }

    /** Does nothing if there is no cause. */
    private static void rethrow(Throwable cause) {
        if (cause != null) {
            throw Rethrowing.unchanged(cause);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while data were read");
    }

    @Override
    public TocEntry complete(TocEntry entry) {
        return sessions.leader().complete(entry);
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        sessions.leader().readLargeObjects(entry, visitor);
    }

    /** Waits for the sessions, once the script is complete. */
    void finish() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        synchronized (this) {
            rethrow(failure);
        }
    }

    /** Ends the sessions if the script failed before its end. */
    @Override
    public void close() throws IOException {
        stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            // Cancels the commands that the sessions are waiting for.
            thread.interrupt();
            try {
                thread.join(MILLIS_BETWEEN_INTERRUPTS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        space.close();
    }
}
