package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.QueryMode;
import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGStatement;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Calls the server's large object functions with unencoded bytes.
 *
 * <p>The driver's own API requires the driver to manage the transaction, but here the restore does.
 */
final class LargeObjectCalls {
    private static final int INV_WRITE = 0x20000;

    private final PgConnection connection;

    LargeObjectCalls(PgConnection connection) {
        this.connection = connection;
    }

    /** Opens a large object for writing from its start, and returns its descriptor. */
    int open(long oid) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT pg_catalog.lo_open(?::pg_catalog.oid, ?)")) {
            call.setLong(1, oid);
            call.setInt(2, INV_WRITE);
            return result(call);
        }
    }

    void write(int descriptor, byte[] buffer, int length) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT pg_catalog.lowrite(?, ?)")) {
            call.setInt(1, descriptor);
            call.setBinaryStream(2, new ByteArrayInputStream(buffer, 0, length), length);
            result(call);
        }
    }

    void close(int descriptor) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT pg_catalog.lo_close(?)")) {
            call.setInt(1, descriptor);
            result(call);
        }
    }

    private int result(PreparedStatement call) throws SQLException {
        // On a borrowed connection, a server-side prepared statement would outlive the restore.
        call.unwrap(PGStatement.class).setPrepareThreshold(0);
        // The simple protocol has no parameters, and not every driver version can put a stream's bytes into the query
        // text.
        return QueryMode.during(PreferQueryMode.EXTENDED, connection, () -> {
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
