package dev.sengi.internal.conninfo;

import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.KerberosCredentials;
import dev.sengi.internal.conninfo.startup.SessionParameters;
import dev.sengi.internal.conninfo.startup.StartupParameters;
import dev.sengi.internal.session.DateOrder;
import dev.sengi.internal.session.KeptSettings;
import dev.sengi.internal.session.SessionEncoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Tries one address of a server, with each kind of encryption that the parameters allow. */
final class ConnectionAttempt {
    private static final String DRIVERS_ENCODING = "UTF8";
    private static final String UNKNOWN_PARAMETER = "42704";

    /** What to try after a failure. */
    enum Next {
        ADDRESS,
        HOST,
        NOTHING
    }

    private final Conninfo conninfo;
    private final ConnectionTarget target;
    private final boolean idleLimit;
    private final List<String> failures = new ArrayList<>();
    private Exception cause;
    private boolean named = true;
    private Next next = Next.NOTHING;

    ConnectionAttempt(Conninfo conninfo, ConnectionTarget target, boolean idleLimit) {
        this.conninfo = conninfo;
        this.target = target;
        this.idleLimit = idleLimit;
    }

    /** Returns the messages of the failures, in order. */
    List<String> failures() {
        return failures;
    }

    /** Returns the exception of the last failure. */
    Exception cause() {
        return cause;
    }

    /** Returns what to try after the last failure. */
    Next next() {
        return next;
    }

    Optional<Connection> connect() {
        try {
            return Optional.of(open());
        } catch (SengiException e) {
            fail(e, e.getMessage(), Next.NOTHING);
        } catch (SQLException e) {
            fail(e);
            if (named && UNKNOWN_PARAMETER.equals(e.getSQLState())) {
                // The server may have rejected application_name, which servers before 9.0 do not support.
                named = false;
                return connect();
            }
        }
        return Optional.empty();
    }

    private void fail(SQLException e) {
        fail(e, ConnectionFailure.reason(e, target, conninfo), ConnectionFailure.next(e));
    }

    private void fail(Exception e, String reason, Next then) {
        failures.add(target.failure() + reason);
        cause = e;
        next = then;
    }

    private Connection open() throws SQLException {
        boolean choosesDateStyle = SessionParameters.chooseDateStyle(conninfo);
        Connection connection = new EncryptionChoice(conninfo, target, this::properties).connect(url(), this::fail);
        try {
            setEncoding(connection);
            KeptSettings.keep(connection, KeptSettings.ZONE);
            if (choosesDateStyle) {
                KeptSettings.keep(connection, DateOrder.SETTING);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Properties properties(boolean encrypted) {
        Properties properties = DriverProperties.of(conninfo, target);
        StartupParameters parameters = SessionParameters.of(conninfo, target.host(), named, encrypted);
        if (!idleLimit) {
            parameters.send("idle_session_timeout", "0");
        }
        PGProperty.OPTIONS.set(properties, parameters.pack());
        return properties;
    }

    /** Switches the session to the driver's encoding, and remembers the original one. */
    private static void setEncoding(Connection connection) throws SQLException {
        String encoding = connection.unwrap(PGConnection.class).getParameterStatus("client_encoding");
        SessionEncoding.remember(connection, encoding);
        if (!encoding.equals(DRIVERS_ENCODING)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET client_encoding = '" + DRIVERS_ENCODING + "'");
            }
        }
    }

    private String url() {
        String host = target.isLocal() ? "localhost" : driversHost();
        return "jdbc:postgresql://" + (host.indexOf(':') < 0 ? encode(host) : "[" + host + "]") + ":"
                + target.host().portNumber() + "/" + encode(conninfo.dbname())
                // BytewiseText looks for this in the connection's URL.
                + "?allowEncodingChanges=true";
    }

    /**
     * Returns the host for the driver: the IP address if {@code hostaddr} specifies one and Kerberos does not need the
     * name, otherwise the name, which the driver looks up.
     */
    private String driversHost() {
        boolean mayUseKerberos =
                KerberosCredentials.missing(conninfo.environment()).isEmpty();
        String address = target.host().address();
        return address.isEmpty() || address.indexOf('%') >= 0 || mayUseKerberos
                ? target.host().label()
                : target.address().getHostAddress();
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
