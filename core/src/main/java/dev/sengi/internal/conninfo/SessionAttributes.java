package dev.sengi.internal.conninfo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The kind of session that {@code target_session_attrs} requests. */
final class SessionAttributes {
    private SessionAttributes() {}

    /**
     * Returns in libpq's words why a session is not of the requested kind, or nothing if it is.
     *
     * @param wanted one of libpq's values, except {@code prefer-standby}
     */
    static Optional<String> mismatch(Connection connection, String wanted) throws SQLException {
        return switch (wanted) {
            case "read-write" -> reason(isReadOnly(connection), "session is read-only");
            case "read-only" -> reason(!isReadOnly(connection), "session is not read-only");
            case "primary" -> reason(isStandby(connection), "server is in hot standby mode");
            case "standby" -> reason(!isStandby(connection), "server is not in hot standby mode");
            default -> Optional.empty();
        };
    }

    private static Optional<String> reason(boolean mismatch, String text) {
        return mismatch ? Optional.of(text) : Optional.empty();
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        return query(
                connection, "SELECT pg_catalog.current_setting('transaction_read_only') OPERATOR(pg_catalog.=) 'on'");
    }

    private static boolean isStandby(Connection connection) throws SQLException {
        return query(connection, "SELECT pg_catalog.pg_is_in_recovery()");
    }

    private static boolean query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getBoolean(1);
        }
    }
}
