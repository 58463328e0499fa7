package dev.sengi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the connections that it opens, so that any thread can end what they are used for. */
final class CancellableSource implements ConnectionSource {
    private static final Logger LOG = LoggerFactory.getLogger(CancellableSource.class);

    private final ConnectionSource source;
    private final List<Connection> opened = new ArrayList<>();
    private boolean cancelled;

    CancellableSource(ConnectionSource source) {
        this.source = source;
    }

    @Override
    public Connection open() {
        Connection connection = source.open();
        synchronized (this) {
            opened.add(connection);
            if (cancelled) {
                end(connection);
            }
        }
        return connection;
    }

    @Override
    public ConnectionSource toDatabase(String dbname) {
        return source.toDatabase(dbname);
    }

    /** Ends what the server is doing, and the connections: nothing more can be asked. */
    synchronized void cancel() {
        cancelled = true;
        opened.forEach(CancellableSource::end);
    }

    private static void end(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            // Then the server is gone, and what waits for it hears so.
            LOG.debug("could not cancel", e);
        }
    }
}
