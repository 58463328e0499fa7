package dev.sengi.internal.conninfo;

import dev.sengi.ConnectionException;
import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.IntegerParameter;
import dev.sengi.internal.conninfo.parameter.WireProtocol;
import dev.sengi.internal.conninfo.startup.SessionParameters;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Translates libpq's connection parameters into pgjdbc's properties. */
final class DriverProperties {
    /** In seconds; the driver converts it to milliseconds, which must not overflow. */
    private static final int LONGEST_TIMEOUT = Integer.MAX_VALUE / 1000;

    private final Conninfo conninfo;
    private final ConnectionTarget target;
    private final Properties properties = new Properties();

    private DriverProperties(Conninfo conninfo, ConnectionTarget target) {
        this.conninfo = conninfo;
        this.target = target;
    }

    static Properties of(Conninfo conninfo, ConnectionTarget target) {
        DriverProperties result = new DriverProperties(conninfo, target);
        result.session();
        result.authentication();
        result.network();
        result.encryption();
        return result.properties;
    }

    private void session() {
        PGProperty.USER.set(properties, conninfo.user());
        WireProtocol.requested(
                        conninfo.get(ConninfoKeyword.MIN_PROTOCOL_VERSION),
                        conninfo.get(ConninfoKeyword.MAX_PROTOCOL_VERSION))
                .ifPresent(version -> PGProperty.PROTOCOL_VERSION.set(properties, version));
        if (conninfo.get(ConninfoKeyword.REPLICATION).isPresent()) {
            // Replication sessions support only the simple query protocol.
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        }
        // The oldest supported server. Knowing it, the driver sets everything in its first message.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.6");
        // Each statement is sent only once, and named ones do not work with a transaction pooler.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    }

    private void authentication() {
        Optional<String> password = conninfo.password(target.host());
        if (password.isPresent()) {
            PGProperty.PASSWORD.set(properties, password.get());
        } else {
            PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.set(properties, MissingPassword.class.getName());
        }
        if (SessionParameters.bytewisePassword(conninfo, target.host()).isEmpty()) {
            channelBinding();
        } // Otherwise, BytewiseAuthentication handles it.
        // Like libpq, accepts any number of iterations; older drivers have no limit.
        properties.setProperty("scramMaxIterations", "0");
        copy(ConninfoKeyword.KRBSRVNAME, PGProperty.KERBEROS_SERVER_NAME);
        // As in libpq outside Windows, regardless of "gsslib".
        PGProperty.GSS_LIB.set(properties, "gssapi");
        // By default, libpq encrypts this way if credentials exist; looking for them would slow down every connection.
        PGProperty.GSS_ENC_MODE.set(
                properties,
                conninfo.get(ConninfoKeyword.GSSENCMODE)
                        .filter("require"::equals)
                        .orElse("disable"));
    }

    /** Drivers before 42.7.4 do not know the property, and would ignore what it requires. */
    private void channelBinding() {
        Optional<String> wanted = conninfo.get(ConninfoKeyword.CHANNEL_BINDING);
        PGProperty property = PGProperty.forName("channelBinding");
        if (property != null) {
            wanted.ifPresent(value -> property.set(properties, value));
        } else if (wanted.filter("require"::equals).isPresent()) {
            throw new ConnectionException("channel_binding=require needs pgjdbc 42.7.4 or newer", null);
        }
    }

    private void network() {
        PGProperty.SOCKET_FACTORY.set(properties, TargetSocketFactory.class.getName());
        int timeout = timeoutSeconds();
        PGProperty.CONNECT_TIMEOUT.set(properties, timeout);
        PGProperty.LOGIN_TIMEOUT.set(properties, timeout);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_FACTORY_ARG.set(properties, TargetSocketFactory.argument(target, conninfo));
    }

    /** Returns the limit for connecting, or 0 for no limit. */
    private int timeoutSeconds() {
        int seconds = conninfo.given(ConninfoKeyword.CONNECT_TIMEOUT)
                .map(value -> IntegerParameter.parse(ConninfoKeyword.CONNECT_TIMEOUT, value))
                .orElse(0);
        return Math.min(Math.max(0, seconds), LONGEST_TIMEOUT);
    }

    private void encryption() {
        // The socket, not the driver, starts encryption.
        PGProperty.SSL_MODE.set(properties, "disable");
    }

    private void copy(ConninfoKeyword keyword, PGProperty property) {
        conninfo.get(keyword).ifPresent(value -> property.set(properties, value));
    }
}
