package dev.sengi;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

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

    /** Wraps a data source, pooled or not: settings made by a dump end with its transaction. */
    static ConnectionSource of(DataSource dataSource) {
        return () -> {
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                throw new SengiException(e.getMessage(), e);
            }
        };
    }
}
