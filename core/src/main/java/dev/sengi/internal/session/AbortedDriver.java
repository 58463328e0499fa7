package dev.sengi.internal.session;

import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what pgjdbc neglects to do when a thread closes a connection that another one is using. All methods may be
 * called by any thread.
 *
 * <p>The driver has no methods for this, so its fields are accessed. If that is impossible, nothing is done.
 */
final class AbortedDriver {
    private static final Logger LOG = LoggerFactory.getLogger(AbortedDriver.class);

    private static final long SECONDS_FOR_LOCK = 1;

    private AbortedDriver() {}

    /**
     * Allows the connection to be closed immediately. Otherwise, a TLS socket would first try to send a close
     * notification, and would wait as long as another thread is blocked in a write.
     */
    static void prepare(PgConnection connection) {
        try {
            Socket socket = stream(connection).getSocket();
            if (socket instanceof SSLSocket) {
                socket.setSoLinger(true, 0);
            }
        } catch (ReflectiveOperationException | SocketException | RuntimeException e) {
            LOG.debug("could not prepare closing the connection", e);
        }
    }

    /** Returns whether the socket is closed, whatever has closed it. */
    static boolean isClosed(PgConnection connection) {
        try {
            return stream(connection).isClosed();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Ends the COPY that is active on a closed connection. Otherwise, the next command would wait forever for the COPY
     * to end. If the connection was closed after the driver had sent the message that cancels the COPY, but before it
     * waited for the answer, the driver would retry forever, and keep an exception each time.
     */
    static void endCopy(PgConnection connection) {
        boolean interrupted = Thread.interrupted();
        try {
            QueryExecutor executor = connection.getQueryExecutor();
            DriverFields.of(executor, "lockedFor").set(executor, null);
            ReentrantLock lock = (ReentrantLock) DriverFields.value(executor, "lock");
            // A thread that holds the lock for longer is not waiting for the COPY.
            if (lock.tryLock(SECONDS_FOR_LOCK, TimeUnit.SECONDS)) {
                try {
                    ((Condition) DriverFields.value(executor, "lockCondition")).signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("could not end the COPY of an aborted connection", e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static PGStream stream(PgConnection connection) throws ReflectiveOperationException {
        return (PGStream) DriverFields.value(connection.getQueryExecutor(), "pgStream");
    }
}
