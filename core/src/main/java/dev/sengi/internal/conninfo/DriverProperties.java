package dev.sengi.internal.conninfo;

import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Says in pgjdbc's properties what connection parameters say in libpq's. */
final class DriverProperties {
    /** In seconds: the driver counts milliseconds. */
    private static final int LONGEST_TIMEOUT = Integer.MAX_VALUE / 1000;

    private final Conninfo conninfo;
    private final ConnectionTarget target;
    private final Properties properties = new Properties();

    private DriverProperties(Conninfo conninfo, ConnectionTarget target) {
        this.conninfo = conninfo;
        this.target = target;
    }

    static Properties of(Conninfo conninfo, ConnectionTarget target) {
        DriverProperties made = new DriverProperties(conninfo, target);
        made.session();
        made.authentication();
        made.network();
        made.encryption();
        return made.properties;
    }

    private void session() {
        PGProperty.USER.set(properties, conninfo.user());
        PGProperty.PROTOCOL_VERSION.set(
                properties,
                WireProtocol.asked(
                        conninfo.get(ConninfoKeyword.MIN_PROTOCOL_VERSION),
                        conninfo.get(ConninfoKeyword.MAX_PROTOCOL_VERSION)));
        if (conninfo.get(ConninfoKeyword.REPLICATION).isPresent()) {
            // A server for replication knows no other protocol.
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        }
        // Lets the driver set everything in its first message. The oldest server that is supported.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.6");
        // Statements are sent once each, and named ones do not survive a transaction pooler.
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
            copy(ConninfoKeyword.CHANNEL_BINDING, PGProperty.CHANNEL_BINDING);
        } // Otherwise BytewiseAuthentication sees to it.
        copy(ConninfoKeyword.KRBSRVNAME, PGProperty.KERBEROS_SERVER_NAME);
        // As with libpq outside Windows, whatever "gsslib" says.
        PGProperty.GSS_LIB.set(properties, "gssapi");
        // libpq tries it where there are credentials already; finding that out would cost every connection.
        PGProperty.GSS_ENC_MODE.set(
                properties,
                conninfo.get(ConninfoKeyword.GSSENCMODE)
                        .filter("require"::equals)
                        .orElse("disable"));
    }

    private void network() {
        PGProperty.SOCKET_FACTORY.set(properties, TargetSocketFactory.class.getName());
        int timeout = timeoutSeconds();
        PGProperty.CONNECT_TIMEOUT.set(properties, timeout);
        PGProperty.LOGIN_TIMEOUT.set(properties, timeout);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_FACTORY_ARG.set(properties, TargetSocketFactory.argument(target, conninfo));
    }

    /** Returns 0 for no limit. */
    private int timeoutSeconds() {
        int seconds = conninfo.given(ConninfoKeyword.CONNECT_TIMEOUT)
                .map(value -> IntegerParameter.parse(ConninfoKeyword.CONNECT_TIMEOUT, value))
                .orElse(0);
        return Math.min(Math.max(0, seconds), LONGEST_TIMEOUT);
    }

    private void encryption() {
        // The socket is encrypted before the driver gets it, if at all.
        PGProperty.SSL_MODE.set(properties, "disable");
    }

    private void copy(ConninfoKeyword keyword, PGProperty property) {
        conninfo.get(keyword).ifPresent(value -> property.set(properties, value));
    }
}
