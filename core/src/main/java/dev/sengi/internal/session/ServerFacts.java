package dev.sengi.internal.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Facts that the server reports when a {@link SnapshotTransaction} begins.
 *
 * @param version {@code server_version}, verbatim
 * @param major 9 for 9.6
 * @param bytewise whether the session's text is {@linkplain BytewiseText bytewise}
 * @param sessionSearchPath the session's default search path
 */
public record ServerFacts(
        String version,
        int major,
        String dbname,
        String encoding,
        String databaseEncoding,
        boolean bytewise,
        boolean standardStrings,
        boolean superuser,
        boolean inRecovery,
        String sessionSearchPath) {

    /** The first major in which a standby can export a snapshot. */
    private static final int STANDBYS_EXPORT = 10;

    /** The first major in which names have a collation, {@code C}. */
    private static final int COLLATED_NAMES = 12;

    /** @param row the row of the {@linkplain SnapshotSettings#queries settings' queries} */
    static ServerFacts of(ResultSet row, Connection connection, boolean bytewise) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        String version = server.getParameterStatus("server_version");
        return new ServerFacts(
                version,
                connection.getMetaData().getDatabaseMajorVersion(),
                row.getString("dbname"),
                row.getString("encoding"),
                row.getString("database_encoding"),
                bytewise,
                "on".equals(server.getParameterStatus("standard_conforming_strings")),
                "on".equals(server.getParameterStatus("is_superuser")),
                row.getBoolean("in_recovery"),
                row.getString("search_path"));
    }

    /** Returns whether names have a collation of their own, so that matching must specify a different one. */
    public boolean hasCollatedNames() {
        return major >= COLLATED_NAMES;
    }

    /** Returns whether the server can export a snapshot, which lets several sessions see the same data. */
    boolean exportsSnapshots() {
        return major >= STANDBYS_EXPORT || !inRecovery;
    }
}
