package dev.sengi.internal.conninfo;

import dev.sengi.ConnectionException;
import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.HostSpec;
import dev.sengi.internal.conninfo.parameter.KerberosCredentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tries the addresses of all hosts in order until a session starts, and records why the others failed.
 *
 * <p>The next server is tried only if the previous one cannot be reached, is not ready or is not of the requested kind.
 * As in libpq, any other failure ends the attempts: the next server's database with the same name may be a different
 * one, and a wrong password must not be sent to every host.
 */
final class ConnectionAttempts {
    private final Conninfo conninfo;
    private final boolean idleLimit;
    private final List<String> failures = new ArrayList<>();
    private Exception firstCause;
    private boolean passwordMissing;
    private boolean ended;

    /** @param idleLimit whether the server's limit on the idle time of sessions stays in effect */
    ConnectionAttempts(Conninfo conninfo, boolean idleLimit) {
        this.conninfo = conninfo;
        this.idleLimit = idleLimit;
    }

    /** Returns whether an attempt failed because no password was known. */
    boolean passwordMissing() {
        return passwordMissing;
    }

    /** Returns a connection, or nothing if every attempt failed. */
    Optional<Connection> connect() {
        String wanted = conninfo.get(ConninfoKeyword.TARGET_SESSION_ATTRS).orElse("any");
        if (wanted.equals("prefer-standby")) {
            Optional<Connection> standby = connect("standby");
            return standby.isPresent() || ended ? standby : connect("any");
        }
        return connect(wanted);
    }

    /** Returns an exception that lists all failures, one or more lines each. */
    SengiException failure() {
        return new ConnectionException(String.join("\n", failures), firstCause);
    }

    private Optional<Connection> connect(String wanted) {
        for (HostSpec host : inOrder(conninfo.hosts())) {
            Optional<Connection> connection = connect(host, wanted);
            if (connection.isPresent() || ended) {
                return connection;
            }
        }
        return Optional.empty();
    }

    private <T> List<T> inOrder(List<T> list) {
        List<T> order = new ArrayList<>(list);
        if (conninfo.get(ConninfoKeyword.LOAD_BALANCE_HOSTS)
                .filter("random"::equals)
                .isPresent()) {
            Collections.shuffle(order);
        }
        return order;
    }

    private Optional<Connection> connect(HostSpec host, String wanted) {
        for (ConnectionTarget target : inOrder(targets(host))) {
            if (!mayEncryptByKerberos(target)) {
                return Optional.empty();
            }
            ConnectionAttempt attempt = new ConnectionAttempt(conninfo, target, idleLimit);
            Optional<Connection> connection = attempt.connect();
            failures.addAll(attempt.failures());
            if (connection.isPresent()) {
                return suitable(connection.get(), target, wanted);
            }
            failed(attempt.cause());
            if (attempt.next() != ConnectionAttempt.Next.ADDRESS) {
                ended = attempt.next() == ConnectionAttempt.Next.NOTHING;
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private List<ConnectionTarget> targets(HostSpec host) {
        try {
            host.portNumber();
        } catch (SengiException e) {
            failures.add(e.getMessage());
            ended = true;
            return List.of();
        }
        try {
            return ConnectionTarget.of(host);
        } catch (SengiException e) {
            failures.add(e.getMessage());
            return List.of();
        }
    }

    /** Ends all attempts if {@code gssencmode=require} cannot be satisfied. Like libpq, checks it before connecting. */
    private boolean mayEncryptByKerberos(ConnectionTarget target) {
        if (conninfo.get(ConninfoKeyword.GSSENCMODE).filter("require"::equals).isEmpty()) {
            return true;
        }
        if (target.isLocal()) {
            failures.add("GSSAPI encryption required but it is not supported over a local socket");
            ended = true;
        } else if (KerberosCredentials.missing(conninfo.environment()).isPresent()) {
            failures.add("GSSAPI encryption required but no credential cache");
            ended = true;
        }
        return !ended;
    }

    private void failed(Exception e) {
        passwordMissing |= e instanceof SQLException sql && ConnectionFailure.isMissingPassword(sql);
        firstCause = firstCause == null ? e : firstCause;
    }

    /** Returns the connection, or nothing if its session is not of the requested kind. */
    private Optional<Connection> suitable(Connection connection, ConnectionTarget target, String wanted) {
        try {
            Optional<String> mismatch = mismatch(connection, wanted);
            if (mismatch.isEmpty()) {
                return Optional.of(connection);
            }
            failures.add(target.failure() + mismatch.get());
        } catch (SQLException e) {
            failures.add(ConnectionFailure.describe(e, target, conninfo));
            failed(e);
        }
        return Optional.empty();
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
}
