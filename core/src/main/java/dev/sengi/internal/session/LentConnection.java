package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that belongs to someone else, usually a pool. It is given back in the state in which it was lent, or
 * aborted, so that its next user never reads an answer meant for this one.
 *
 * <p>Used by one thread, except for {@link #requestCancel} and {@link #abort}, which any thread may call at any time.
 */
public final class LentConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LentConnection.class);

    private static final int SECONDS_TO_TIDY_UP = 5;
    private static final int PERIOD_MILLIS = 50;

    private final Connection connection;
    private final PgConnection driver;
    private final DriverSettings ownersSettings;
    private final CancelRequests requests;

    /** Guards the following fields. Never held while waiting for the server. */
    private final Object ending = new Object();

    private boolean aborting;
    private boolean aborted;
    private boolean settled;

    /** Whether the driver is cancelling a COPY. */
    private volatile boolean cancellingCopy;

    private boolean mustVerify;

    private LentConnection(Connection connection, PgConnection driver) throws SQLException {
        this.connection = connection;
        this.driver = driver;
        requests = new CancelRequests(driver);
        ownersSettings = DriverSettings.replace(connection, driver);
        // Earlier warnings belong to the owner. Once they have been fetched, the driver keeps them separate from later
        // ones.
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
     * @throws SengiException if no connection can be opened, if it leads to a database other than the source's, or if it
     *     is in a transaction or already in use; in these cases nothing is sent and the transaction is left alone
     */
    public static LentConnection open(ConnectionSource source) {
        LentConnection opened = claimed(source);
        if (source instanceof NamedDatabase named) {
            opened.requireDatabase(named.dbname());
        }
        return opened;
    }

    private static LentConnection claimed(ConnectionSource source) {
        Connection connection = Borrowing.connection(source);
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
        } catch (RuntimeException | Error e) {
            close(connection);
            throw e;
        }
    }

    private static LentConnection lent(Connection connection) throws SQLException {
        PgConnection driver = unwrapped(connection);
        Borrowing.claim(driver);
        boolean lent = false;
        try {
            LentConnection made = new LentConnection(connection, driver);
            lent = true;
            return made;
        } finally {
            if (!lent) {
                Borrowing.release(driver);
            }
        }
    }

    private static PgConnection unwrapped(Connection connection) throws SQLException {
        PgConnection driver = null;
        LinkageError missing = null;
        try {
            driver = connection.unwrap(PgConnection.class);
        } catch (LinkageError e) {
            // Wrappers made for JDBC 3 do not have the method.
            missing = e;
        }
        if (driver == null) {
            throw new SQLException("the connection does not unwrap to " + PgConnection.class.getName(), missing);
        }
        return driver;
    }

    /**
     * Checks that the driver has connected to this database; sends nothing. Names outside ASCII are compared with names
     * in ASCII only, because their characters depend on an encoding.
     *
     * @throws SengiException if it has connected to another one; the connection has been given back
     */
    private void requireDatabase(String dbname) {
        require(() -> {
            String actual = driver.getCatalog();
            boolean isComparable = actual != null && (isAscii(actual) || isAscii(dbname));
            if (isComparable && !actual.equals(dbname)) {
                throw new ConnectionException(
                        "the source has connected to database \"" + actual + "\" instead of \"" + dbname + "\"",
                        List.of(),
                        "Pass a source that has a separate data source for each database.",
                        null);
            }
        });
    }

    /** Checks a connection before it is used. */
    @FunctionalInterface
    private interface Check {
        void run() throws SQLException;
    }

    /** Runs a check, and gives the connection back if it fails. */
    private void require(Check check) {
        try {
            check.run();
        } catch (SQLException e) {
            giveBack(() -> {});
            throw new ConnectionException(e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            giveBack(() -> {});
            throw e;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * Checks that the connection is not read-only; sends nothing.
     *
     * @throws SengiException if the connection is read-only; the connection has been given back
     */
    public void requireWritable() {
        require(() -> {
            if (connection.isReadOnly()) {
                throw new ConnectionException(
                        "cannot restore over a read-only connection",
                        List.of(),
                        "Pass a source of connections that may write.",
                        null);
            }
        });
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
        requests.send();
    }

    /**
     * Cancels the query like {@link #cancelQuery}, but without waiting: the server may no longer accept connections.
     */
    public void requestCancel() {
        requests.sendInBackground();
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
        }
        requests.abandon();
        try {
            AbortedDriver.prepare(driver);
            abort(connection);
            // A wrapper may not have passed this call on to the driver.
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
            CancelRequests.inOwnThread(() -> abortUnless(done));
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
            // No code should interrupt this thread, but if it is interrupted, the wait for the server must still end.
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
     * Makes {@link #giveBack} verify that the server's answer belongs to the query that was sent, because something has
     * failed.
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
        requests.end();
        try {
            if (!isAborted()) {
                inTime(() -> putBack(restoration));
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            LOG.debug("could not restore the original state of the connection", e);
            abort();
        } finally {
            Borrowing.release(driver);
            synchronized (ending) {
                settled = true;
                // A pool must not hand out a connection that is about to be closed.
                CancelRequests.awaitWhile(ending, () -> aborting);
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
        // Discards the warnings that the dump or restore has caused.
        driver.getQueryExecutor().getWarnings();
    }

    private void requireMatchingAnswer() throws SQLException {
        String token = UUID.randomUUID().toString();
        try (Statement statement = driver.createStatement();
                ResultSet answer = statement.executeQuery("SELECT '" + token + "'")) {
            if (!answer.next() || !token.equals(answer.getString(1))) {
                throw new SQLException("the connection is out of sync");
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException | LinkageError e) {
            // The work has already succeeded or failed, and its result is more important.
            LOG.warn("could not close the connection", e);
        }
    }
}
