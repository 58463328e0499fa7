package dev.sengi.internal.conninfo.parameter;

import dev.sengi.internal.conninfo.tls.ProtocolRange;
import dev.sengi.internal.conninfo.tls.TlsParameters;
import java.util.Optional;

/** Collects the settings for TLS from connection parameters, environment variables and the user's files. */
public final class EncryptionParameters {
    private final Conninfo conninfo;

    private EncryptionParameters(Conninfo conninfo) {
        this.conninfo = conninfo;
    }

    public static TlsParameters of(Conninfo conninfo, HostSpec host) {
        EncryptionParameters source = new EncryptionParameters(conninfo);
        return new TlsParameters(
                host.name(),
                source.is(ConninfoKeyword.SSLNEGOTIATION, "direct"),
                conninfo.given(ConninfoKeyword.SSLSNI).orElse("1").startsWith("1"),
                protocols(conninfo),
                source.trust(),
                source.identity());
    }

    static ProtocolRange protocols(Conninfo conninfo) {
        return new ProtocolRange(
                conninfo.given(ConninfoKeyword.SSL_MIN_PROTOCOL_VERSION).orElse(ProtocolRange.DEFAULT_MIN),
                conninfo.given(ConninfoKeyword.SSL_MAX_PROTOCOL_VERSION).orElse(""));
    }

    private TlsParameters.Trust trust() {
        Optional<String> crl = conninfo.get(ConninfoKeyword.SSLCRL);
        Optional<String> crlDirectory = conninfo.get(ConninfoKeyword.SSLCRLDIR);
        boolean defaultCrl = crl.isEmpty() && crlDirectory.isEmpty();
        String mode = conninfo.get(ConninfoKeyword.SSLMODE).orElseThrow();
        String root = conninfo.get(ConninfoKeyword.SSLROOTCERT).orElseGet(() -> conninfo.userFile("root.crt"));
        return new TlsParameters.Trust(
                mode.startsWith("verify-"),
                mode.equals("verify-full"),
                root,
                defaultCrl ? conninfo.userFile("root.crl") : crl.orElse(""),
                crlDirectory.orElse(""),
                conninfo.variable("SSL_CERT_FILE"),
                conninfo.variable("SSL_CERT_DIR"));
    }

    private TlsParameters.Identity identity() {
        return new TlsParameters.Identity(
                !is(ConninfoKeyword.SSLCERTMODE, "disable"),
                conninfo.get(ConninfoKeyword.SSLCERT).orElseGet(() -> conninfo.userFile("postgresql.crt")),
                conninfo.get(ConninfoKeyword.SSLKEY).orElseGet(() -> conninfo.userFile("postgresql.key")),
                conninfo.get(ConninfoKeyword.SSLPASSWORD).orElse(""));
    }

    private boolean is(ConninfoKeyword keyword, String value) {
        return conninfo.get(keyword).filter(value::equals).isPresent();
    }
}
