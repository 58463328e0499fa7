package dev.sengi.restore.database;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import dev.sengi.restore.ArchiveSettings;
import dev.sengi.session.BytewiseText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is given back as it was taken. */
final class RestoreConnection implements AutoCloseable {
    /** The first version with a limit to a transaction's time. */
    private static final int TRANSACTION_TIMEOUT_SINCE = 170000;

    private static final Logger LOG = LoggerFactory.getLogger(RestoreConnection.class);

    private final Connection connection;
    private final PgConnection driver;
    private final boolean autoCommit;
    private final SavedSettings settings;
    private final SimpleQuery server;
    private final ServerText text;

    private RestoreConnection(Connection connection, ArchiveSettings archive) throws SQLException {
        this.connection = connection;
        driver = connection.unwrap(PgConnection.class);
        autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        settings = SavedSettings.of(connection);
        server = new SimpleQuery(driver);
        text = textFor(archive);
    }

    static RestoreConnection open(ConnectionSource source, ArchiveSettings archive) {
        Connection connection = source.open();
        try {
            return new RestoreConnection(connection, archive);
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new SengiException(e.getMessage(), e);
        }
    }

    SimpleQuery server() {
        return server;
    }

    PgConnection driver() {
        return driver;
    }

    /** Sets the session up for bytes that go through unchanged, where that must be. */
    private ServerText textFor(ArchiveSettings archive) throws SQLException {
        String encoding = driver.getParameterStatus("server_encoding");
        boolean bytewise = BytewiseText.concerns(connection)
                && BytewiseText.isPermitted(connection)
                && !archive.charset().equals(StandardCharsets.UTF_8);
        if (bytewise) {
            server.run("SET " + BytewiseText.SETTING);
        }
        return new ServerText(archive, encoding, bytewise);
    }

    /** Returns how the server gets the archive's text. */
    ServerText text() {
        return text;
    }

    /** Returns whether the server knows a setting that a restore makes. */
    boolean knows(String parameter) {
        return !parameter.equals("transaction_timeout")
                || driver.getQueryExecutor().getServerVersionNum() >= TRANSACTION_TIMEOUT_SINCE;
    }

    /** Returns the value of a setting, outside any transaction of the restore. */
    String setting(String parameter) {
        try (Statement statement = driver.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + parameter)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new SengiException("could not execute query: " + e.getMessage(), e);
        }
    }

    /** Asks the server to end what it is doing; called by any thread. */
    void cancel() {
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            // It does nothing then, or is no longer there.
            LOG.debug("could not cancel", e);
        }
    }

    /** Ends a transaction that is open, puts the settings back and gives the connection back. */
    @Override
    public void close() {
        try (Connection closed = connection) {
            if (server.inTransaction()) {
                server.run("ROLLBACK");
            }
            settings.restore(closed);
            closed.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            throw new SengiException("could not give the connection back as it was: " + e.getMessage(), e);
        }
    }
}
