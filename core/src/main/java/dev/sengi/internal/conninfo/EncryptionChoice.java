package dev.sengi.internal.conninfo;

import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.EncryptionParameters;
import dev.sengi.internal.conninfo.socket.StartupSslSocket;
import dev.sengi.internal.conninfo.tls.TlsClient;
import dev.sengi.internal.conninfo.tls.TlsFailure;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;

/**
 * Connects to one address with TLS, without it, or tries both in turn, depending on {@code sslmode}.
 *
 * <p>The second attempt is made if the handshake failed, or if the server refused the session for any reason, including
 * a wrong password. If encryption is only preferred and the server does not offer it, the session starts on the same
 * connection, as libpq's does.
 */
final class EncryptionChoice {
    private final Conninfo conninfo;
    private final ConnectionTarget target;
    private final Function<Boolean, Properties> properties;

    /** @param properties returns the driver's properties for a session that is encrypted (true) or not (false) */
    EncryptionChoice(Conninfo conninfo, ConnectionTarget target, Function<Boolean, Properties> properties) {
        this.conninfo = conninfo;
        this.target = target;
        this.properties = properties;
    }

    /**
     * Connects.
     *
     * @param failures receives the failure that is followed by another attempt
     * @throws SQLException the last failure
     */
    Connection connect(String url, Consumer<SQLException> failures) throws SQLException {
        return switch (mode()) {
            case "disable" -> connectWithoutTls(url);
            case "allow" -> connect(() -> connectWithoutTls(url), () -> connectWithTls(url), failures);
            case "prefer" -> connectPreferringTls(url, failures);
            default -> connectWithTls(url);
        };
    }

    private String mode() {
        boolean gss = conninfo.get(ConninfoKeyword.GSSENCMODE)
                .filter("require"::equals)
                .isPresent();
        return target.isLocal() || gss
                ? "disable"
                : conninfo.get(ConninfoKeyword.SSLMODE).orElseThrow();
    }

    @FunctionalInterface
    private interface Attempt {
        Connection connect() throws SQLException;
    }

    private static Connection connect(Attempt first, Attempt second, Consumer<SQLException> failures)
            throws SQLException {
        try {
            return first.connect();
        } catch (SQLException e) {
            TlsFailure failure = tlsFailure(e);
            if (failure != null ? failure.isLast() : !ConnectionFailure.isRefusal(e)) {
                throw e;
            }
            failures.accept(e);
            return second.connect();
        }
    }

    /** Returns the TLS failure that the driver's exception wraps, or null. */
    static TlsFailure tlsFailure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsFailure failure) {
                return failure;
            }
        }
        return null;
    }

    private Connection connectWithoutTls(String url) throws SQLException {
        return new Driver().connect(url, properties.apply(false));
    }

    private Connection connectWithTls(String url) throws SQLException {
        Properties encrypted = properties.apply(true);
        return connect(url, encrypted, sockets(encrypted)::encrypting);
    }

    /** Asks the server before the driver is involved, because the driver could not continue without encryption. */
    private Connection connectPreferringTls(String url, Consumer<SQLException> failures) throws SQLException {
        long start = System.nanoTime();
        Properties encrypted = properties.apply(true);
        TargetSockets sockets = sockets(encrypted);
        Socket connection = sockets.plain();
        StartupSslSocket socket = new StartupSslSocket(connection, sockets.client());
        InetSocketAddress endpoint =
                new InetSocketAddress(target.address(), target.host().portNumber());
        if (!socket.requestEncryption(endpoint, timeoutMillis(encrypted))) {
            Properties unencrypted = properties.apply(false);
            limit(unencrypted, start);
            return connect(url, unencrypted, startingWith(connection, sockets::plain));
        }
        limit(encrypted, start);
        return connect(
                () -> connect(url, encrypted, startingWith(socket, sockets::encrypting)),
                () -> connectWithoutTls(url),
                failures);
    }

    private static int timeoutMillis(Properties chosen) throws PSQLException {
        return (int) TimeUnit.SECONDS.toMillis(PGProperty.CONNECT_TIMEOUT.getInt(chosen));
    }

    /** Leaves the driver what is left of the time for the whole attempt, if that is limited. */
    private static void limit(Properties chosen, long start) throws PSQLException {
        int timeout = timeoutMillis(chosen);
        if (timeout > 0) {
            long left = timeout - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            PGProperty.LOGIN_TIMEOUT.set(chosen, Double.toString(Math.max(1, left) / 1000.0));
        }
    }

    private TargetSockets sockets(Properties encrypted) {
        return new TargetSockets(
                new TargetSocketFactory(PGProperty.SOCKET_FACTORY_ARG.getOrDefault(encrypted)),
                new TlsClient(EncryptionParameters.of(conninfo, target.host())));
    }

    /** Creates sockets for the target; the driver needs another one for each cancel request. */
    private record TargetSockets(TargetSocketFactory connections, TlsClient client) {
        Socket plain() {
            return connections.createSocket();
        }

        Socket encrypting() {
            return new StartupSslSocket(plain(), client);
        }
    }

    private static RegisteredSocketFactory.Sockets startingWith(Socket first, RegisteredSocketFactory.Sockets others) {
        AtomicReference<Socket> next = new AtomicReference<>(first);
        return () -> {
            Socket socket = next.getAndSet(null);
            return socket == null ? others.create() : socket;
        };
    }

    private static Connection connect(String url, Properties properties, RegisteredSocketFactory.Sockets sockets)
            throws SQLException {
        String key = RegisteredSocketFactory.register(sockets);
        PGProperty.SOCKET_FACTORY.set(properties, RegisteredSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, key);
        try {
            return new Driver().connect(url, properties);
        } finally {
            RegisteredSocketFactory.release(key);
        }
    }
}
