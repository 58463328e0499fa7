package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that belongs to someone else, usually a pool. It is given back in the state in which it was lent, or
 * aborted, so that its next user never reads an answer meant for us.
 *
 * <p>Used by one thread, except for {@link #requestCancel} and {@link #abort}, which any thread may call at any time.
 */
public final class LentConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LentConnection.class);

    private static final int SECONDS_TO_TIDY_UP = 5;
    private static final int PERIOD_MILLIS = 50;

    /** A source may lend the same connection to several callers; only one of them can use it. */
    private static final Set<PgConnection> IN_USE =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private final Connection connection;
    private final PgConnection driver;
    private final DriverSettings ownersSettings;

    /** Guards the following fields. Never held while waiting for the server. */
    private final Object ending = new Object();

    /** Whether a cancel request is being sent, which must not hit the next user. */
    private boolean requesting;

    private boolean aborting;

    private boolean cancellable = true;
    private boolean aborted;
    private boolean settled;

    private final AtomicBoolean requestingInBackground = new AtomicBoolean();

    /** Whether the driver is cancelling a COPY. */
    private volatile boolean cancellingCopy;

    private boolean mustVerify;

    private LentConnection(Connection connection, PgConnection driver) throws SQLException {
        this.connection = connection;
        this.driver = driver;
        ownersSettings = DriverSettings.replace(connection, driver);
        // Earlier warnings belong to the owner. Once they have been fetched, the driver keeps them separate from ours.
        driver.getWarnings();
    }

    /** An operation that waits for the server. */
    @FunctionalInterface
    public interface Exchange {
        void run() throws SQLException;
    }

    /**
     * Opens a connection.
     *
     * @throws SengiException if no connection can be opened, or if it is in a transaction or already in use; in that
     *     case nothing is sent and the transaction is left alone
     */
    public static LentConnection open(ConnectionSource source) {
        Connection connection = connection(source);
        try {
            return lent(connection);
        } catch (SQLException e) {
            close(connection);
            throw new ConnectionException(e.getMessage(), e);
        } catch (SengiException e) {
            // Closing a connection that the caller is using would disrupt the caller's work, because a pool rolls back.
            // But if a data source has lent the connection, only this code can give it back. The driver's own
            // connection is left to its owner.
            if (source instanceof LendsAnew && !(connection instanceof PgConnection)) {
                close(connection);
            }
            throw e;
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static Connection connection(ConnectionSource source) {
        Connection connection;
        try {
            connection = source.open();
        } catch (SQLException e) {
            restoreInterrupt(e);
            throw new ConnectionException(Objects.toString(e.getMessage(), e.toString()), e);
        }
        if (connection == null) {
            throw new ConnectionException("the source has returned no connection", null);
        }
        return connection;
    }

    /** Some pools clear the interrupt status of a thread whose wait for a connection was interrupted. */
    private static void restoreInterrupt(SQLException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static LentConnection lent(Connection connection) throws SQLException {
        PgConnection driver = connection.unwrap(PgConnection.class);
        requireUnused(driver);
        boolean lent = false;
        try {
            LentConnection made = new LentConnection(connection, driver);
            lent = true;
            return made;
        } finally {
            if (!lent) {
                IN_USE.remove(driver);
            }
        }
    }

    private static void requireUnused(PgConnection driver) {
        if (driver.getTransactionState() != TransactionState.IDLE) {
            throw new ConnectionException(
                    "the connection is already in a transaction",
                    List.of(),
                    "The transaction has been left alone. End it first, or pass a source that opens other connections.",
                    null);
        }
        if (!IN_USE.add(driver)) {
            throw new ConnectionException("the connection is already used by another dump or restore", null);
        }
    }

    /**
     * Checks that the connection is not read-only; sends nothing.
     *
     * @throws SengiException if the connection is read-only; the connection has been given back
     */
    public void requireWritable() {
        try {
            if (connection.isReadOnly()) {
                throw new ConnectionException(
                        "cannot restore over a read-only connection",
                        List.of(),
                        "Pass a source of connections that may write.",
                        null);
            }
        } catch (SQLException e) {
            giveBack(() -> {});
            throw new ConnectionException(e.getMessage(), e);
        } catch (SengiException e) {
            giveBack(() -> {});
            throw e;
        }
    }

    /** Returns the connection as it was lent. */
    public Connection connection() {
        return connection;
    }

    /** Returns the driver's connection behind any wrappers. */
    public PgConnection driver() {
        return driver;
    }

    /**
     * Asks the server to cancel the running query, unless the connection is about to be given back. Waits until the
     * server has accepted the request, the driver gives up, or the connection is aborted.
     */
    public void cancelQuery() {
        if (beginRequest()) {
            try {
                // In a network that has gone silent, the driver waits longer than an abort may take.
                inOwnThread(this::request);
            } catch (OutOfMemoryError e) {
                // The system has no more threads.
                request();
            }
            awaitRequest();
        }
    }

    /**
     * Cancels the query like {@link #cancelQuery}, but without waiting: the server may no longer accept connections.
     */
    public void requestCancel() {
        if (requestingInBackground.compareAndSet(false, true)) {
            try {
                inOwnThread(this::requestInBackground);
            } catch (OutOfMemoryError e) {
                // The system has no more threads. The caller repeats the request, or aborts the connection.
                requestingInBackground.set(false);
                LOG.debug("could not cancel", e);
            }
        }
    }

    private void requestInBackground() {
        try {
            if (beginRequest()) {
                request();
            }
        } finally {
            requestingInBackground.set(false);
        }
    }

    /** Returns whether a request may be sent; if so, the caller must send it. */
    private boolean beginRequest() {
        synchronized (ending) {
            awaitRequest();
            requesting = cancellable && !aborted;
            return requesting;
        }
    }

    private void request() {
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            // The server is gone, and any code that waits for it gets an error.
            LOG.debug("could not cancel", e);
        } finally {
            synchronized (ending) {
                requesting = false;
                ending.notifyAll();
            }
        }
    }

    /** Waits until no request is being sent. A request for an aborted connection is harmless. */
    private void awaitRequest() {
        awaitWhile(() -> requesting && !aborted);
    }

    /** Waits while the condition holds, even if interrupted. */
    private void awaitWhile(BooleanSupplier condition) {
        boolean interrupted = false;
        synchronized (ending) {
            while (condition.getAsBoolean()) {
                try {
                    ending.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns this session by itself, for code that waits for it. */
    public Sessions sessions() {
        return Sessions.of(this::requestCancel, this::abort);
    }

    /** Closes the connection immediately, unless it has been given back; its owner finds it closed and discards it. */
    public void abort() {
        synchronized (ending) {
            if (settled || aborted) {
                return;
            }
            aborted = true;
            aborting = true;
            ending.notifyAll();
        }
        try {
            AbortedDriver.prepare(driver);
            abort(connection);
            // A wrapper may not have passed this on to the driver.
            abort(driver);
            AbortedDriver.endCopy(driver);
        } finally {
            synchronized (ending) {
                aborting = false;
                ending.notifyAll();
            }
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException | LinkageError e) {
            // An old wrapper may not have the method.
            LOG.debug("could not abort", e);
        }
    }

    /** Returns whether the connection has been closed by {@link #abort}. */
    public boolean isAborted() {
        synchronized (ending) {
            return aborted;
        }
    }

    /** Waits for the server, and aborts the connection on a timeout or any failure other than an SQL error. */
    public void inTime(Exchange exchange) throws SQLException {
        CountDownLatch done = new CountDownLatch(1);
        try {
            inOwnThread(() -> abortUnless(done));
            exchange.run();
        } catch (RuntimeException | Error e) {
            abort();
            throw e;
        } finally {
            done.countDown();
        }
    }

    private void abortUnless(CountDownLatch done) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_TIDY_UP);
        try {
            while (!done.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean isClosedByOthers = cancellingCopy && AbortedDriver.isClosed(driver);
                if (isClosedByOthers || System.nanoTime() - end >= 0) {
                    abort();
                    return;
                }
            }
        } catch (InterruptedException e) {
            // No code interrupts this thread, but if it is interrupted, the wait for the server must still end.
            abort();
        }
    }

    /**
     * Returns the error with which the server ended the session, if the driver has dropped it; otherwise the given one.
     * If the driver has lost the session, the connection is aborted.
     */
    public SQLException explain(SQLException error) {
        if (isAborted() || ServerError.message(error) != null || !ConnectionLoss.is(error)) {
            return error;
        }
        SQLException explained = UnreadMessage.insteadOf(error, driver);
        abort();
        return explained;
    }

    /** Cancels a COPY, and aborts the connection if the server does not end it in time. */
    public void giveUp(CopyIn copy) {
        try {
            inTime(() -> {
                // The server may be running a trigger or waiting for a lock.
                cancelQuery();
                cancel(copy);
            });
        } catch (SQLException e) {
            LOG.debug("could not cancel COPY", e);
            abort();
        }
    }

    private void cancel(CopyIn copy) throws SQLException {
        cancellingCopy = true;
        try {
            if (isAborted()) {
                AbortedDriver.endCopy(driver);
            } else {
                copy.cancelCopy();
            }
        } finally {
            cancellingCopy = false;
        }
    }

    /**
     * Makes {@link #giveBack} verify that the server answers the query that it is sent, because something has failed.
     */
    public void verifyBeforeGivingBack() {
        mustVerify = true;
    }

    /**
     * Gives the connection back to its source, or aborts it if its state cannot be restored within a few seconds.
     *
     * @param restoration ends any transaction and restores the settings
     */
    public void giveBack(Exchange restoration) {
        synchronized (ending) {
            cancellable = false;
            awaitRequest();
        }
        try {
            if (!isAborted()) {
                inTime(() -> putBack(restoration));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("could not put the connection back as it was", e);
            abort();
        } finally {
            IN_USE.remove(driver);
            synchronized (ending) {
                settled = true;
                // A pool must not hand out a connection that is about to be closed.
                awaitWhile(() -> aborting);
            }
            close(connection);
        }
    }

    private void putBack(Exchange restoration) throws SQLException {
        restoration.run();
        if (mustVerify) {
            requireMatchingAnswer();
        }
        if (driver.getTransactionState() != TransactionState.IDLE) {
            connection.rollback();
        }
        if (driver.getTransactionState() != TransactionState.IDLE) {
            throw new SQLException("rollback left the connection in a transaction");
        }
        ownersSettings.putBack(connection, driver);
        // Discards the warnings that were ours.
        driver.getQueryExecutor().getWarnings();
    }

    private void requireMatchingAnswer() throws SQLException {
        String token = UUID.randomUUID().toString();
        try (Statement statement = driver.createStatement();
                ResultSet answer = statement.executeQuery("SELECT '" + token + "'")) {
            if (!answer.next() || !token.equals(answer.getString(1))) {
                throw new SQLException("the connection is out of step");
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("could not close the connection", e);
        }
    }

    private static void inOwnThread(Runnable command) {
        Thread thread = new Thread(command, "sengi-ending");
        thread.setDaemon(true);
        // A cancel request in a silent network may outlive the run, but must not keep an application's classes.
        thread.setContextClassLoader(null);
        thread.start();
    }
}
