package dev.sengi;

import dev.sengi.internal.conninfo.ClientEnvironment;
import dev.sengi.internal.conninfo.ConnectionRequest;
import dev.sengi.internal.conninfo.ConninfoSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to one server.
 *
 * <p>Connections must be pgjdbc's, or unwrap to {@code org.postgresql.jdbc.PgConnection}. One that is in a transaction is
 * refused and left alone, and so is a read-only one for a restore. The others are closed as they came, whatever happened
 * meanwhile, or {@linkplain Connection#abort aborted} where that cannot be.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface ConnectionSource {

    /**
     * Opens a connection, which the caller closes.
     *
     * @throws SengiException when no connection can be had, with libpq's message
     */
    Connection open();

    /**
     * Returns a source of connections to another database of the same server, with the same credentials.
     *
     * @throws UnsupportedOperationException where that is not known how
     */
    default ConnectionSource toDatabase(String dbname) {
        throw new UnsupportedOperationException("this connection source knows one database only");
    }

    /**
     * Returns these connections as a data source, for code that knows no other. It has no user names or passwords of its
     * own: {@link DataSource#getConnection(String, String)} is not supported.
     */
    default DataSource toDataSource() {
        return new SourceDataSource(this);
    }

    /**
     * Returns a source of the connections that libpq 18, and so psql and pg_dump, would make: a database's name, a URI such
     * as {@code postgresql://me@db.example/shop?sslmode=require}, or keywords such as {@code host=db.example dbname=shop}.
     * What the text leaves open comes from the process's environment: the {@code PG*} variables, the service and password
     * files, {@code ~/.postgresql}. Nobody is asked for a password.
     *
     * <p>Every parameter of libpq is honoured, or refused by its name. The text is read when a connection is opened.
     */
    static ConnectionSource of(String connectionString) {
        return of(connectionString, System.getenv());
    }

    /** As {@link #of(String)}, with other environment variables than the process's own. */
    static ConnectionSource of(String connectionString, Map<String, String> environment) {
        Logger log = LoggerFactory.getLogger(ConnectionSource.class);
        return new ConninfoSource(
                new ConnectionRequest(null, null, null, connectionString, null, "sengi"),
                ClientEnvironment.ofProcess(environment, log::warn));
    }

    /** Wraps a data source, pooled or not: settings made by a dump end with its transaction. */
    static ConnectionSource of(DataSource dataSource) {
        return () -> {
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                throw new ConnectionException(e.getMessage(), e);
            }
        };
    }
}
