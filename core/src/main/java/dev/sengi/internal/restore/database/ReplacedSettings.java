package dev.sengi.internal.restore.database;

import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.session.DateOrder;
import dev.sengi.internal.session.KeptSettings;
import dev.sengi.internal.session.ServerError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that the driver makes when it starts a session, overriding those of the database, the role and the server:
 * {@code DateStyle}, and the JVM's time zone. They would change what a restore writes, for example in materialized views,
 * or what CHECK constraints accept.
 */
final class ReplacedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ReplacedSettings.class);

    private static final String CONFIGURED_ZONE = "SELECT f.setting FROM pg_catalog.pg_file_settings f"
            + " WHERE pg_catalog.lower(f.name) OPERATOR(pg_catalog.=) 'timezone' AND f.error IS NULL"
            + " ORDER BY f.seqno DESC LIMIT 1";
    /** The options that the server was started with, which have priority over its files. Only superusers can read them. */
    private static final String COMMAND_LINE =
            "SELECT pg_catalog.pg_read_file('postmaster.opts', '0'::pg_catalog.int8, '100000'::pg_catalog.int8, true)";

    private static final Pattern ZONE_OPTION = Pattern.compile("(?i)(?<![a-z_])timezone=([^\"\\s]+)");
    /** The time zone of a server whose configuration does not specify one. */
    private static final String DEFAULT_ZONE = "GMT";

    private final PgConnection connection;
    private final SavedSettings saved;
    private final SessionState before;

    ReplacedSettings(PgConnection connection, SavedSettings saved) {
        this.connection = connection;
        this.saved = saved;
        this.before = saved.state();
    }

    /**
     * Gives the session the settings that it would have in pg_restore.
     *
     * @param server runs commands in the same session
     */
    void reinstate(SimpleQuery server) throws SQLException {
        Optional<String> order = missingDateOrder();
        if (order.isPresent()) {
            server.run("SET DateStyle = 'ISO, " + order.get() + "'");
        }
        Optional<String> zone = missingZone();
        if (zone.isPresent()) {
            try {
                server.run("SET TimeZone = " + Quoting.literal(zone.get()));
            } catch (SQLException e) {
                if (ServerError.message(e) == null) {
                    throw e;
                }
                // The server no longer knows the zone, and ignores the setting when a session starts, too.
                LOG.debug("could not set the time zone", e);
            }
        }
    }

    /**
     * Returns the order in which dates must be read according to the database or the role, unless the session already
     * does so or its user has chosen another one.
     */
    private Optional<String> missingDateOrder() throws SQLException {
        Optional<String> wanted = before.isReplaced(DateOrder.SETTING)
                ? before.ofDatabase(DateOrder.SETTING).flatMap(DateOrder::of)
                : Optional.empty();
        boolean inEffect = wanted.equals(saved.value(DateOrder.SETTING).flatMap(DateOrder::of));
        return wanted.isEmpty() || inEffect || DateOrder.isChosen(connection) ? Optional.empty() : wanted;
    }

    /**
     * Returns the time zone of the database, the role or the server, unless the session has it already, or its user has
     * chosen another one.
     */
    private Optional<String> missingZone() throws SQLException {
        if (!before.isReplaced(KeptSettings.ZONE) || KeptSettings.isKept(connection, KeptSettings.ZONE)) {
            return Optional.empty();
        }
        Optional<String> ofDatabase = before.ofDatabase(KeptSettings.ZONE);
        String wanted = ofDatabase.isPresent() ? ofDatabase.get() : serversZone();
        return saved.value(KeptSettings.ZONE)
                .filter(zone -> !zone.equals(wanted))
                .map(zone -> wanted);
    }

    private String serversZone() throws SQLException {
        if (!before.mayReadFiles()) {
            // Most roles cannot read the server's own zone in a session that has replaced it.
            return before.logZone();
        }
        if ("on".equals(connection.getParameterStatus("is_superuser"))) {
            Optional<String> zone = ZONE_OPTION
                    .matcher(answer(COMMAND_LINE).orElse(""))
                    .results()
                    .reduce((first, last) -> last)
                    .map(option -> option.group(1));
            if (zone.isPresent()) {
                return zone.get();
            }
        }
        return answer(CONFIGURED_ZONE).orElse(DEFAULT_ZONE);
    }

    private Optional<String> answer(String question) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(question)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }
}
