package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.DriverFields;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.PGStream;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows to a COPY while receiving the server's notices. A server that cannot send its notices accepts no more
 * rows, so while a write is blocked, another thread reads what arrives into the driver's buffer. libpq does the same in
 * one thread; the driver, which reads nothing until the COPY ends, would wait forever.
 *
 * <p>Used by the connection's thread. The other thread exists only while more than a few rows are sent.
 */
public final class CopyWriting implements AutoCloseable {
    /** The room before rows that {@link #write} needs. */
    public static final int HEADER = DriverInput.HEADER;

    private static final byte ROWS = 'd';

    private static final Logger LOG = LoggerFactory.getLogger(CopyWriting.class);

    /** This many bytes fit into the buffers of every system, so writing them cannot block for long. */
    private static final int UNWATCHED = 1 << 15;

    private static final long PERIOD_MILLIS = 100;
    private static final int MILLIS_TO_READ = 20;

    private final CopyIn copy;
    private final Runnable abort;
    /** Null if the driver's fields are inaccessible, and the driver sends the rows. */
    private final Driver driver;

    private long sent;
    private Thread watching;

    /** Why the connection has been closed, or null. */
    private volatile Throwable readingFailed;

    // Guarded by this object.
    private boolean waiting;
    private long waitingSince;
    private boolean reading;
    private boolean closed;

    private record Driver(
            QueryExecutorImpl executor,
            PGStream stream,
            VisibleBufferedInputStream input,
            Field endIndex,
            AsyncMessages messages) {

        static Driver of(PgConnection connection) throws ReflectiveOperationException {
            QueryExecutorImpl executor = (QueryExecutorImpl) connection.getQueryExecutor();
            PGStream stream = (PGStream) DriverFields.value(executor, "pgStream");
            VisibleBufferedInputStream input = (VisibleBufferedInputStream) DriverFields.value(stream, "pgInput");
            return new Driver(
                    executor, stream, input, DriverFields.of(input, "endIndex"), new AsyncMessages(executor, stream));
        }

        /** Returns how many bytes have been read but not yet consumed. */
        int buffered() {
            try {
                return endIndex.getInt(input) - input.getIndex();
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Servers before 14 may keep the rest of a message until they have more to send. */
        boolean hasWholeMessage() {
            int buffered = buffered();
            return buffered >= DriverInput.HEADER
                    && buffered - DriverInput.HEADER >= DriverInput.length(input.getBuffer(), input.getIndex());
        }

        /** Returns whether the connection can be read with a short time limit without losing what has arrived. */
        boolean canReadInTime() {
            return !stream.isGssEncrypted();
        }
    }

    /** @param abort closes the connection, so that a write ends; called by any thread */
    public CopyWriting(CopyIn copy, PgConnection connection, Runnable abort) {
        this.copy = copy;
        this.abort = abort;
        Driver found = null;
        try {
            found = Driver.of(connection);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("notices are read when the COPY ends", e);
        }
        driver = found;
    }

    /**
     * Sends rows, and passes on notices that had to be read in the meantime.
     *
     * @param rows an array that is changed: a message's header replaces the {@link #HEADER} bytes before the rows, because
     *     sending it separately would wake the server twice
     */
    public void write(byte[] rows, int offset, int count) throws SQLException {
        if (driver == null || !copy.isActive()) {
            copy.writeToCopy(rows, offset, count);
            return;
        }
        sent += count;
        if (watching == null && sent > UNWATCHED && driver.canReadInTime()) {
            watch();
        }
        try {
            send(rows, offset, count);
        } catch (IOException e) {
            Throwable reason = readingFailed;
            if (reason != null) {
                e.addSuppressed(reason);
            }
            takeNotices();
            throw lost(e);
        }
        takeNotices();
    }

    private static PSQLException lost(IOException e) {
        return new PSQLException("Database connection failed when writing to copy", PSQLState.CONNECTION_FAILURE, e);
    }

    private void send(byte[] rows, int offset, int count) throws IOException {
        begin();
        try {
            int start = offset - HEADER;
            ByteBuffer.wrap(rows, start, HEADER).put(ROWS).putInt(Integer.BYTES + count);
            driver.stream.send(rows, start, HEADER + count);
            driver.stream.flush();
        } finally {
            end();
        }
    }

    /** Does not wait, and stops at the server's answer to the COPY, which the driver will read. */
    private void takeNotices() throws SQLException {
        try {
            while (driver.hasWholeMessage()
                    && driver.messages.take(
                            driver.input.getBuffer()[driver.input.getIndex()], driver.executor::addWarning)) {
                // Some may be left.
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void watch() {
        watching = new Thread(this::readWhileWaiting, "sengi-notices");
        watching.setDaemon(true);
        watching.setContextClassLoader(null);
        try {
            watching.start();
        } catch (OutOfMemoryError e) {
            // The system cannot create another thread. Few servers send so much that it matters.
            LOG.debug("notices are read when the COPY ends", e);
        }
    }

    private synchronized void begin() {
        waiting = true;
        waitingSince = System.nanoTime();
    }

    private void end() {
        boolean interrupted = false;
        synchronized (this) {
            waiting = false;
            while (reading) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readWhileWaiting() {
        try {
            boolean isOpen = true;
            while (isOpen && awaitWaiting()) {
                try {
                    isOpen = readAhead();
                } finally {
                    synchronized (this) {
                        reading = false;
                        notifyAll();
                    }
                }
            }
        } catch (IOException e) {
            // The write fails as well.
            LOG.debug("could not read while rows are written", e);
        } catch (InterruptedException | RuntimeException | Error e) {
            // If there is no memory for the notices, for example, the write would never end.
            readingFailed = e;
            abort.run();
        }
    }

    /** Waits until a write has been blocked for some time; returns false if there will be no more writes. */
    private synchronized boolean awaitWaiting() throws InterruptedException {
        long limit = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        while (!closed && !(waiting && System.nanoTime() - waitingSince >= limit)) {
            wait(PERIOD_MILLIS);
        }
        reading = !closed;
        return reading;
    }

    /** Reads what arrives within a short time; returns false at the end of the stream. */
    private boolean readAhead() throws IOException {
        int timeout = driver.stream.getNetworkTimeout();
        driver.stream.setNetworkTimeout(MILLIS_TO_READ);
        try {
            long start = System.nanoTime();
            // ensureBytes returns false at the timeout and, immediately, at the end of the stream.
            return driver.input.ensureBytes(driver.buffered() + 1, false)
                    || System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_READ) / 2;
        } finally {
            driver.stream.setNetworkTimeout(timeout);
        }
    }

    /** Ends the other thread, but not the COPY. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
