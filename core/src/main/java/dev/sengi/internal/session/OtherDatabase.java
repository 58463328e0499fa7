package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;

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
        return other;
    }
}
