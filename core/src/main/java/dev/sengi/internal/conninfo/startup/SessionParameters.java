package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.HostSpec;
import dev.sengi.internal.conninfo.parameter.KerberosCredentials;
import dev.sengi.internal.session.DateOrder;
import dev.sengi.internal.text.NativeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects what libpq sends to start a session, and what it requires of the server's answer. */
public final class SessionParameters {
    private static final String DATE_STYLE = "PGDATESTYLE";

    /** The environment variables that set server parameters, in libpq's order. */
    private static final List<Map.Entry<String, String>> VARIABLES =
            List.of(Map.entry(DATE_STYLE, "datestyle"), Map.entry("PGTZ", "timezone"), Map.entry("PGGEQO", "geqo"));

    /** The parameters against which the server's answers are checked. */
    private static final List<ConninfoKeyword> DEMANDS = List.of(
            ConninfoKeyword.CHANNEL_BINDING,
            ConninfoKeyword.MIN_PROTOCOL_VERSION,
            ConninfoKeyword.SCRAM_CLIENT_KEY,
            ConninfoKeyword.SCRAM_SERVER_KEY,
            ConninfoKeyword.OAUTH_ISSUER,
            ConninfoKeyword.OAUTH_CLIENT_ID,
            ConninfoKeyword.SSLCERTMODE,
            ConninfoKeyword.SSLKEYLOGFILE);

    private SessionParameters() {}

    /**
     * Collects the parameters for one server.
     *
     * @param named whether to send the application's name
     */
    public static StartupParameters of(Conninfo conninfo, HostSpec host, boolean named, boolean encrypted) {
        StartupParameters parameters = new StartupParameters();
        send(parameters, conninfo, ConninfoKeyword.REPLICATION);
        send(parameters, conninfo, ConninfoKeyword.OPTIONS);
        if (named) {
            conninfo.given(ConninfoKeyword.APPLICATION_NAME)
                    .or(() -> conninfo.given(ConninfoKeyword.FALLBACK_APPLICATION_NAME))
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> parameters.send(ConninfoKeyword.APPLICATION_NAME.label(), name));
        }
        conninfo.clientEncoding().ifPresent(name -> parameters.send(ConninfoKeyword.CLIENT_ENCODING.label(), name));
        VARIABLES.forEach(
                entry -> given(conninfo, entry.getKey()).ifPresent(value -> parameters.send(entry.getValue(), value)));
        bytewise(parameters, conninfo, host);
        if (encrypted) {
            parameters.demand(StartupParameters.ENCRYPTED, "");
        }
        conninfo.given(ConninfoKeyword.REQUIRE_AUTH)
                .ifPresent(methods -> parameters.demand(ConninfoKeyword.REQUIRE_AUTH.label(), methods));
        DEMANDS.forEach(keyword -> conninfo.get(keyword).ifPresent(value -> parameters.demand(keyword.label(), value)));
        kerberos(parameters, conninfo, host);
        return parameters;
    }

    private static Optional<String> given(Conninfo conninfo, String variable) {
        return conninfo.environment()
                .variable(variable)
                .filter(value -> !value.toLowerCase(Locale.ROOT).equals("default"));
    }

    /** Returns whether the environment or the options set {@code DateStyle}. */
    public static boolean chooseDateStyle(Conninfo conninfo) {
        return given(conninfo, DATE_STYLE).isPresent()
                || conninfo.get(ConninfoKeyword.OPTIONS).filter(DateOrder::isIn).isPresent();
    }

    /** Adds the values that are not valid UTF-8, which the driver cannot send. */
    private static void bytewise(StartupParameters parameters, Conninfo conninfo, HostSpec host) {
        Map.of("user", conninfo.user(), "database", conninfo.dbname()).forEach((name, value) -> {
            if (!NativeText.isUnicode(value)) {
                parameters.send(name, value);
            }
        });
        bytewisePassword(conninfo, host).ifPresent(password -> {
            parameters.demand(ConninfoKeyword.USER.label(), conninfo.user());
            parameters.demand(ConninfoKeyword.PASSWORD.label(), password);
        });
    }

    /** Returns the password if the driver might derive a wrong answer from it and the user name. */
    public static Optional<String> bytewisePassword(Conninfo conninfo, HostSpec host) {
        return conninfo.password(host)
                .filter(password -> !SaslPrep.isAscii(password) || !NativeText.isUnicode(conninfo.user()));
    }

    private static void kerberos(StartupParameters parameters, Conninfo conninfo, HostSpec host) {
        if (!host.name().isEmpty()) {
            parameters.demand(ConninfoKeyword.HOST.label(), host.name());
        }
        conninfo.get(ConninfoKeyword.GSSDELEGATION)
                .filter("1"::equals)
                .ifPresent(value -> parameters.demand(ConninfoKeyword.GSSDELEGATION.label(), value));
        KerberosCredentials.missing(conninfo.environment())
                .ifPresent(cache -> parameters.demand(StartupParameters.MISSING_CREDENTIALS, cache));
    }

    private static void send(StartupParameters parameters, Conninfo conninfo, ConninfoKeyword keyword) {
        conninfo.get(keyword).ifPresent(value -> parameters.send(keyword.label(), value));
    }
}
