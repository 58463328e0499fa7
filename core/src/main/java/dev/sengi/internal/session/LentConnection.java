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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that belongs to somebody else, most often a pool: it goes back as it came, or it is aborted. Nobody who
 * uses it later reads an answer that was meant for us.
 *
 * <p>Used by one thread, except for {@link #cancelQuery} and {@link #abort}, which any thread may call at any time.
 */
public final class LentConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LentConnection.class);

    private static final int SECONDS_TO_TIDY_UP = 5;
    private static final Executor WHEN_TIME_IS_UP =
            CompletableFuture.delayedExecutor(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS, LentConnection::inOwnThread);

    /** A source may lend the same connection to everybody who asks; only one of them can use it. */
    private static final Set<PgConnection> IN_USE =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private final Connection connection;
    private final PgConnection driver;
    private final boolean autoCommit;

    /** Held while a cancel request is on its way, so that it cannot hit the next user. */
    private final Object cancelling = new Object();

    private boolean cancellable = true;

    /** Never held while waiting for the server. */
    private final Object ending = new Object();

    private boolean aborted;
    private boolean settled;

    private boolean inDoubt;

    private LentConnection(Connection connection, PgConnection driver) throws SQLException {
        this.connection = connection;
        this.driver = driver;
        autoCommit = connection.getAutoCommit();
        // What the server said earlier is the owner's: the driver keeps it apart once it has been asked for it.
        driver.getWarnings();
    }

    /** What waits for the server. */
    @FunctionalInterface
    public interface Exchange {
        void run() throws SQLException;
    }

    /**
     * Opens a connection.
     *
     * @throws SengiException if none can be had, or if it is in a transaction or in use already; nothing is sent then,
     *     and the transaction is left alone
     */
    public static LentConnection open(ConnectionSource source) {
        Connection connection = source.open();
        try {
            PgConnection driver = connection.unwrap(PgConnection.class);
            requireUnused(driver);
            return new LentConnection(connection, driver);
        } catch (SQLException e) {
            close(connection);
            throw new ConnectionException(e.getMessage(), e);
        } catch (SengiException e) {
            // Closing the driver's own connection would end what its owner is doing.
            if (!(connection instanceof PgConnection)) {
                close(connection);
            }
            throw e;
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
     * Makes sure that the connection may be written with; nothing is sent.
     *
     * @throws SengiException if the connection is read-only; it has been given back then
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

    /** Returns the driver's connection inside. */
    public PgConnection driver() {
        return driver;
    }

    /** Asks the server to end what it is doing, unless the connection is about to be given back. */
    public void cancelQuery() {
        synchronized (cancelling) {
            if (cancellable && !isAborted()) {
                try {
                    driver.cancelQuery();
                } catch (SQLException e) {
                    // The server is gone then, and whoever waits for it gets an error.
                    LOG.debug("could not cancel", e);
                }
            }
        }
    }

    /** Closes the connection at once, unless it has been given back; its owner finds it closed and drops it. */
    public void abort() {
        synchronized (ending) {
            if (settled || aborted) {
                return;
            }
            aborted = true;
        }
        abort(connection);
        // A wrapper may have kept this from the driver.
        abort(driver);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("could not abort", e);
        }
    }

    boolean isAborted() {
        synchronized (ending) {
            return aborted;
        }
    }

    /** Waits for the server, and aborts the connection if that takes too long or fails otherwise than by an SQL error. */
    void inTime(Exchange exchange) throws SQLException {
        CompletableFuture<Void> limit = CompletableFuture.runAsync(this::abort, WHEN_TIME_IS_UP);
        try {
            exchange.run();
        } catch (RuntimeException | Error e) {
            abort();
            throw e;
        } finally {
            limit.cancel(false);
        }
    }

    /** Returns the server's own error, if it ended the session with one that the driver has dropped. */
    public SQLException explain(SQLException error) {
        return isAborted() ? error : UnreadMessage.insteadOf(error, driver);
    }

    /** Ends a COPY before its end; aborts the connection if the server does not end it in time. */
    public void giveUp(CopyIn copy) {
        try {
            inTime(() -> {
                // The server may be at a trigger, or wait for a lock.
                cancelQuery();
                copy.cancelCopy();
            });
        } catch (SQLException e) {
            LOG.debug("could not cancel COPY", e);
            abort();
        }
    }

    /** Has {@link #giveBack} make sure that the server's next answer is the one asked for: something has failed. */
    public void doubt() {
        inDoubt = true;
    }

    /**
     * Gives the connection back to its source; aborted if it cannot be put back as it was in a few seconds.
     *
     * @param restoration leaves no transaction open, and the settings as they were
     */
    public void giveBack(Exchange restoration) {
        synchronized (cancelling) {
            cancellable = false;
        }
        if (!isAborted()) {
            try {
                inTime(() -> putBack(restoration));
            } catch (SQLException | RuntimeException e) {
                LOG.debug("could not put the connection back as it was", e);
                abort();
            }
        }
        IN_USE.remove(driver);
        synchronized (ending) {
            settled = true;
        }
        close(connection);
    }

    private void putBack(Exchange restoration) throws SQLException {
        restoration.run();
        if (inDoubt) {
            requireItsOwnAnswer();
        }
        if (driver.getTransactionState() != TransactionState.IDLE) {
            connection.rollback();
        }
        if (connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
        // Drops what the server said to us.
        driver.getQueryExecutor().getWarnings();
    }

    private void requireItsOwnAnswer() throws SQLException {
        String question = UUID.randomUUID().toString();
        try (Statement statement = driver.createStatement();
                ResultSet answer = statement.executeQuery("SELECT '" + question + "'")) {
            if (!answer.next() || !question.equals(answer.getString(1))) {
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
        Thread thread = new Thread(command, "sengi-abort");
        thread.setDaemon(true);
        thread.start();
    }
}
