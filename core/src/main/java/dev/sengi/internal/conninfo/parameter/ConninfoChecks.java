package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.tls.ProtocolRange;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Checks the parameters that accept only certain values, in libpq's order. */
final class ConninfoChecks {
    private static final Set<String> WEAK_SSL_MODES = Set.of("disable", "allow", "prefer");
    private static final int SCRAM_KEY_LENGTH = 32;

    private ConninfoChecks() {}

    static void check(Conninfo conninfo) {
        RequiredAuthentication.of(conninfo.given(ConninfoKeyword.REQUIRE_AUTH).orElse(null));
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
        scramKey(conninfo, ConninfoKeyword.SCRAM_CLIENT_KEY, "client");
        scramKey(conninfo, ConninfoKeyword.SCRAM_SERVER_KEY, "server");
        oneOf(conninfo, ConninfoKeyword.LOAD_BALANCE_HOSTS, "disable", "random");
        oneOf(conninfo, ConninfoKeyword.MIN_PROTOCOL_VERSION, "3.0", "3.2", "latest");
        oneOf(conninfo, ConninfoKeyword.MAX_PROTOCOL_VERSION, "3.0", "3.2", "latest");
        WireProtocol.check(
                conninfo.given(ConninfoKeyword.MIN_PROTOCOL_VERSION),
                conninfo.given(ConninfoKeyword.MAX_PROTOCOL_VERSION));
    }

    private static void oneOf(Conninfo conninfo, ConninfoKeyword keyword, String... allowed) {
        conninfo.given(keyword)
                .filter(value -> !List.of(allowed).contains(value))
                .ifPresent(value -> reject(keyword, value));
    }

    /** SCRAM keys are Base64 and as long as a SHA-256 hash. */
    private static void scramKey(Conninfo conninfo, ConninfoKeyword keyword, String name) {
        String text = conninfo.given(keyword).orElse(null);
        if (text == null) {
            return;
        }
        int length;
        try {
            length = Base64.getDecoder().decode(text).length;
        } catch (IllegalArgumentException e) {
            throw new SengiException("invalid SCRAM " + name + " key", e);
        }
        if (length != SCRAM_KEY_LENGTH) {
            throw new SengiException("invalid SCRAM " + name + " key length: " + length);
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

    /** Java's TLS does not reveal its keys. */
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
