package dev.sengi.session.conninfo;

import dev.sengi.SengiException;
import dev.sengi.session.conninfo.tls.ProtocolRange;
import java.util.List;
import java.util.Set;

/** Checks the parameters that take one of a few words, in libpq's order. */
final class ConninfoChecks {
    private static final Set<String> WEAK_SSL_MODES = Set.of("disable", "allow", "prefer");
    private static final Set<String> AUTHENTICATIONS =
            Set.of("password", "md5", "gss", "sspi", "scram-sha-256", "oauth", "none");

    private ConninfoChecks() {}

    static void check(Conninfo conninfo) {
        requireAuth(conninfo);
        oneOf(conninfo, ConninfoKeyword.CHANNEL_BINDING, "disable", "prefer", "require");
        oneOf(conninfo, ConninfoKeyword.SSLMODE, "disable", "allow", "prefer", "require", "verify-ca", "verify-full");
        oneOf(conninfo, ConninfoKeyword.SSLNEGOTIATION, "postgres", "direct");
        strongModes(conninfo);
        protocols(conninfo);
        keyLog(conninfo);
        oneOf(conninfo, ConninfoKeyword.SSLCERTMODE, "disable", "allow", "require");
        oneOf(conninfo, ConninfoKeyword.GSSENCMODE, "disable", "prefer", "require");
        oneOf(
                conninfo,
                ConninfoKeyword.TARGET_SESSION_ATTRS,
                "any",
                "read-write",
                "read-only",
                "primary",
                "standby",
                "prefer-standby");
        oneOf(conninfo, ConninfoKeyword.LOAD_BALANCE_HOSTS, "disable", "random");
        oneOf(conninfo, ConninfoKeyword.MIN_PROTOCOL_VERSION, "3.0", "3.2", "latest");
        oneOf(conninfo, ConninfoKeyword.MAX_PROTOCOL_VERSION, "3.0", "3.2", "latest");
    }

    private static void oneOf(Conninfo conninfo, ConninfoKeyword keyword, String... allowed) {
        conninfo.given(keyword)
                .filter(value -> !List.of(allowed).contains(value))
                .ifPresent(value -> reject(keyword, value));
    }

    private static void requireAuth(Conninfo conninfo) {
        for (String method :
                conninfo.get(ConninfoKeyword.REQUIRE_AUTH).orElse("none").split(",", -1)) {
            if (!AUTHENTICATIONS.contains(method.startsWith("!") ? method.substring(1) : method)) {
                reject(ConninfoKeyword.REQUIRE_AUTH, method);
            }
        }
    }

    private static void strongModes(Conninfo conninfo) {
        String mode = conninfo.given(ConninfoKeyword.SSLMODE).orElseThrow();
        boolean direct = conninfo.get(ConninfoKeyword.SSLNEGOTIATION)
                .filter("direct"::equals)
                .isPresent();
        if (direct && WEAK_SSL_MODES.contains(mode)) {
            throw new SengiException("weak sslmode \"" + mode
                    + "\" may not be used with sslnegotiation=direct"
                    + " (use \"require\", \"verify-ca\", or \"verify-full\")");
        }
        boolean system = conninfo.get(ConninfoKeyword.SSLROOTCERT)
                .filter("system"::equals)
                .isPresent();
        if (system && !mode.equals("verify-full")) {
            throw new SengiException(
                    "weak sslmode \"" + mode + "\" may not be used with sslrootcert=system (use \"verify-full\")");
        }
    }

    private static void protocols(Conninfo conninfo) {
        for (ConninfoKeyword keyword :
                List.of(ConninfoKeyword.SSL_MIN_PROTOCOL_VERSION, ConninfoKeyword.SSL_MAX_PROTOCOL_VERSION)) {
            conninfo.get(keyword).filter(value -> !ProtocolRange.isKnown(value)).ifPresent(value -> {
                throw new SengiException("invalid \"" + keyword.label() + "\" value: \"" + value + "\"");
            });
        }
        if (!EncryptionParameters.protocols(conninfo).isValid()) {
            throw new SengiException("invalid SSL protocol version range");
        }
    }

    /** Java's TLS does not give its keys away. */
    private static void keyLog(Conninfo conninfo) {
        boolean encrypted =
                !conninfo.given(ConninfoKeyword.SSLMODE).orElseThrow().equals("disable");
        if (encrypted && conninfo.get(ConninfoKeyword.SSLKEYLOGFILE).isPresent()) {
            throw new SengiException("connection option \"sslkeylogfile\" is not supported");
        }
    }

    private static void reject(ConninfoKeyword keyword, String value) {
        throw new SengiException("invalid " + keyword.label() + " value: \"" + value + "\"");
    }
}
