package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** Asks sources for connections, and makes sure that nobody else uses them. Safe for use by several threads. */
final class Borrowing {
    /** A source may lend the same connection to several callers; only one of them can use it. */
    private static final Set<PgConnection> IN_USE =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private Borrowing() {}

    /**
     * Returns a connection of the source.
     *
     * @throws ConnectionException if it cannot provide one
     */
    static Connection connection(ConnectionSource source) {
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

    /**
     * Claims the driver's connection for one caller, until it is released.
     *
     * @throws ConnectionException if it is in a transaction or has been claimed already
     */
    static void claim(PgConnection driver) {
        if (driver.getTransactionState() != TransactionState.IDLE) {
            throw new ConnectionException(
                    "the connection is already in a transaction",
                    List.of(),
                    "The transaction was not touched. End it first, or pass a source that opens other connections.",
                    null);
        }
        if (!IN_USE.add(driver)) {
            throw new ConnectionException("the connection is already in use by another dump or restore", null);
        }
    }

    static void release(PgConnection driver) {
        IN_USE.remove(driver);
    }
}
