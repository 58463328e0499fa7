package dev.sengi.internal.conninfo;

import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.EncryptionParameters;
import dev.sengi.internal.conninfo.tls.TlsClient;
import dev.sengi.internal.conninfo.tls.TlsFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connects to one address with TLS, without it, or tries both in turn, depending on {@code sslmode}.
 *
 * <p>The second attempt is made if the handshake failed, or if the server refused the session for any reason, including
 * a wrong password.
 */
final class EncryptionChoice {
    private static final List<Boolean> TLS = List.of(true);
    private static final List<Boolean> PLAIN = List.of(false);

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
     * @param failures receives the failures that are followed by another attempt, except for a server that offers no
     *     TLS
     * @throws SQLException the last failure
     */
    Connection connect(String url, Consumer<SQLException> failures) throws SQLException {
        Iterator<Boolean> modes = modes().iterator();
        while (true) {
            boolean encrypted = modes.next();
            try {
                return encrypted ? connectWithTls(url) : connectWithoutTls(url);
            } catch (SQLException e) {
                TlsFailure failure = tlsFailure(e);
                if (!modes.hasNext() || !mayTryNext(e, failure)) {
                    throw e;
                }
                if (failure == null || failure.kind() != TlsFailure.Kind.NOT_OFFERED) {
                    failures.accept(e);
                }
            }
        }
    }

    /** Returns whether to encrypt, in order of preference. */
    private List<Boolean> modes() {
        boolean gss = conninfo.get(ConninfoKeyword.GSSENCMODE)
                .filter("require"::equals)
                .isPresent();
        if (target.isLocal() || gss) {
            return PLAIN;
        }
        return switch (conninfo.get(ConninfoKeyword.SSLMODE).orElseThrow()) {
            case "disable" -> PLAIN;
            case "allow" -> List.of(false, true);
            case "prefer" -> List.of(true, false);
            default -> TLS;
        };
    }

    private static boolean mayTryNext(SQLException e, TlsFailure failure) {
        return failure != null ? failure.kind() != TlsFailure.Kind.FINAL : ConnectionFailure.isRefusal(e);
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
        TlsClient client = new TlsClient(EncryptionParameters.of(conninfo, target.host()));
        Properties encrypted = properties.apply(true);
        String key = EncryptedSocketFactory.register(
                new TargetSocketFactory(PGProperty.SOCKET_FACTORY_ARG.getOrDefault(encrypted)), client);
        PGProperty.SOCKET_FACTORY.set(encrypted, EncryptedSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(encrypted, key);
        try {
            return new Driver().connect(url, encrypted);
        } finally {
            EncryptedSocketFactory.release(key);
        }
    }
}
