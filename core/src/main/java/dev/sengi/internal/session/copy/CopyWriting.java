package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.DriverFields;
import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.PGStream;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows to a COPY. While a write waits, another thread reads what the server sends into the driver's buffer, because
 * a server that cannot send its notices takes no more rows. libpq does the same in one thread; the driver, which reads
 * only between writes, would wait forever.
 *
 * <p>Used by the connection's thread. The other thread exists only while more than a few rows are sent.
 */
public final class CopyWriting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CopyWriting.class);

    /** So many bytes fit into the system's buffers: writing them cannot wait for long. */
    private static final int UNWATCHED = 1 << 17;

    private static final long PERIOD_MILLIS = 100;
    private static final int MILLIS_TO_READ = 20;

    private final CopyIn copy;
    /** Null if the driver's fields are inaccessible, and the driver sends the rows. */
    private final PGStream stream;

    private final VisibleBufferedInputStream input;
    private final Field endIndex;

    private long sent;
    private Thread watching;

    // Guarded by this object.
    private boolean waiting;
    private long waitingSince;
    private boolean reading;
    private boolean closed;

    public CopyWriting(CopyIn copy, PgConnection connection) {
        this.copy = copy;
        PGStream found = null;
        VisibleBufferedInputStream itsInput = null;
        Field end = null;
        try {
            found = (PGStream) DriverFields.value(connection.getQueryExecutor(), "pgStream");
            itsInput = (VisibleBufferedInputStream) DriverFields.value(found, "pgInput");
            end = DriverFields.of(itsInput, "endIndex");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("notices are read between rows only", e);
        }
        stream = end == null ? null : found;
        input = itsInput;
        endIndex = end;
    }

    /** Sends rows, and takes any notices that have arrived. */
    public void write(byte[] rows, int offset, int count) throws SQLException {
        if (stream == null || !copy.isActive()) {
            copy.writeToCopy(rows, offset, count);
            return;
        }
        sent += count;
        if (watching == null && sent > UNWATCHED) {
            watch();
        }
        begin();
        try {
            stream.sendChar('d');
            stream.sendInteger4(Integer.BYTES + count);
            stream.send(rows, offset, count);
            stream.flush();
        } catch (IOException e) {
            throw new PSQLException("Database connection failed when writing to copy", PSQLState.CONNECTION_FAILURE, e);
        } finally {
            end();
        }
        copy.flushCopy();
    }

    private void watch() {
        Thread thread = new Thread(this::readWhileWaiting, "sengi-notices");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The system has no more threads. Few servers send so much that it matters.
            LOG.debug("notices are read between rows only", e);
        }
        watching = thread;
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
            while (awaitWaiting()) {
                try {
                    readAhead();
                } finally {
                    synchronized (this) {
                        reading = false;
                        notifyAll();
                    }
                }
            }
        } catch (IOException | ReflectiveOperationException | InterruptedException | RuntimeException e) {
            // Whoever writes notices that the connection is lost.
            LOG.debug("could not read while rows are written", e);
        }
    }

    /** Waits until a write has been waiting for some time; returns false if there will be none. */
    private synchronized boolean awaitWaiting() throws InterruptedException {
        long limit = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        while (!closed && !(waiting && System.nanoTime() - waitingSince >= limit)) {
            wait(PERIOD_MILLIS);
        }
        reading = !closed;
        return reading;
    }

    private void readAhead() throws IOException, ReflectiveOperationException {
        int timeout = stream.getNetworkTimeout();
        stream.setNetworkTimeout(MILLIS_TO_READ);
        try {
            int buffered = endIndex.getInt(input) - input.getIndex();
            input.ensureBytes(buffered + 1, false);
        } finally {
            stream.setNetworkTimeout(timeout);
        }
    }

    /** Ends the other thread. The COPY is left alone. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
