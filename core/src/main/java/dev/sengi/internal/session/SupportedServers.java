package dev.sengi.internal.session;

import dev.sengi.SengiException;
import dev.sengi.SengiVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.core.ServerVersion;

/** Which servers can be dumped: 9.6 and later, up to the newest whose own pg_dump is reproduced. */
final class SupportedServers {
    /** As {@code server_version_num}; pg_dump 18 itself supports servers from 9.2. */
    private static final int OLDEST = 90600;

    private static final int TOO_NEW = 200000;

    private SupportedServers() {}

    /**
     * Fails with PostgreSQL's message if the server has an unsupported version.
     *
     * @param program the program whose version the message states
     */
    static void check(Connection connection, String program) throws SQLException {
        String version = connection.unwrap(PGConnection.class).getParameterStatus("server_version");
        int number = ServerVersion.from(version).getVersionNum();
        if (number < OLDEST || number >= TOO_NEW) {
            throw new SengiException(
                    "aborting because of server version mismatch",
                    List.of("server version: " + version + "; " + program + " version: " + SengiVersion.dumpVersion()),
                    null,
                    null);
        }
    }
}
