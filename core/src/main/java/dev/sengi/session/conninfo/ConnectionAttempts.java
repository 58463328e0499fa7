package dev.sengi.session.conninfo;

import dev.sengi.SengiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tries the addresses of all hosts in order until one gives a session, and remembers why the others did not. */
final class ConnectionAttempts {
    private final Conninfo conninfo;
    private final List<String> failures = new ArrayList<>();
    private SQLException firstCause;
    private boolean passwordMissing;

    ConnectionAttempts(Conninfo conninfo) {
        this.conninfo = conninfo;
    }

    /** Returns whether an attempt failed for want of a password. */
    boolean passwordMissing() {
        return passwordMissing;
    }

    /** Returns a connection, or none where every attempt failed. */
    Optional<Connection> connect() {
        String wanted = conninfo.get(ConninfoKeyword.TARGET_SESSION_ATTRS).orElse("any");
        if (wanted.equals("prefer-standby")) {
            Optional<Connection> standby = connect("standby");
            return standby.isPresent() ? standby : connect("any");
        }
        return connect(wanted);
    }

    /** Returns the error that tells all failures, a line or more for each. */
    SengiException failure() {
        return new SengiException(String.join("\n", failures), firstCause);
    }

    private Optional<Connection> connect(String wanted) {
        List<HostSpec> hosts = new ArrayList<>(conninfo.hosts());
        boolean random = conninfo.get(ConninfoKeyword.LOAD_BALANCE_HOSTS)
                .filter("random"::equals)
                .isPresent();
        if (random) {
            Collections.shuffle(hosts);
        }
        for (HostSpec host : hosts) {
            for (ConnectionTarget target : targets(host)) {
                Optional<Connection> connection = connect(target, wanted);
                if (connection.isPresent()) {
                    return connection;
                }
            }
        }
        return Optional.empty();
    }

    private List<ConnectionTarget> targets(HostSpec host) {
        try {
            return ConnectionTarget.of(host);
        } catch (SengiException e) {
            failures.add(e.getMessage());
            return List.of();
        }
    }

    private Optional<Connection> connect(ConnectionTarget target, String wanted) {
        try {
            Connection connection =
                    new EncryptionChoice(conninfo, target).connect(url(target), e -> addFailure(e, target));
            Optional<String> mismatch = mismatch(connection, wanted);
            if (mismatch.isEmpty()) {
                return Optional.of(connection);
            }
            failures.add(target.failure() + mismatch.get());
        } catch (SengiException e) {
            failures.add(target.failure() + e.getMessage());
        } catch (SQLException e) {
            passwordMissing |= ConnectionFailure.isMissingPassword(e);
            addFailure(e, target);
        }
        return Optional.empty();
    }

    private void addFailure(SQLException e, ConnectionTarget target) {
        firstCause = firstCause == null ? e : firstCause;
        failures.add(ConnectionFailure.describe(e, target, conninfo));
    }

    private static Optional<String> mismatch(Connection connection, String wanted) throws SQLException {
        try {
            Optional<String> mismatch = SessionAttributes.mismatch(connection, wanted);
            if (mismatch.isPresent()) {
                connection.close();
            }
            return mismatch;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private String url(ConnectionTarget target) {
        String host = target.isLocal() ? "localhost" : target.host().label();
        return "jdbc:postgresql://" + (host.indexOf(':') < 0 ? encode(host) : "[" + host + "]") + ":"
                + target.host().port() + "/" + encode(conninfo.dbname())
                // Said here, it can be known of the connection.
                + "?allowEncodingChanges=true";
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
