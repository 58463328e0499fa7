package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Sources of connections to other databases. */
public final class OtherDatabase {
    private OtherDatabase() {}

    /**
     * Returns a source of connections to another database; opens nothing.
     *
     * @throws ConnectionException if the given source returns none; other exceptions are its own
     */
    public static ConnectionSource of(ConnectionSource source, String dbname) {
        ConnectionSource other = source.toDatabase(dbname);
        if (other == null) {
            throw new ConnectionException(
                    "the source has returned no source of connections to database \"" + dbname + "\"", null);
        }
        // Connection strings always name the database.
        boolean isRight = other instanceof IdleLimit.Source || other instanceof NamedDatabase;
        return isRight ? other : new Checked(other, dbname);
    }

    /** A source that the caller has written. */
    private record Checked(ConnectionSource source, String dbname) implements NamedDatabase {
        @Override
        public Connection open() throws SQLException {
            return source.open();
        }

        @Override
        public ConnectionSource toDatabase(String name) {
            return source.toDatabase(name);
        }
    }
}
