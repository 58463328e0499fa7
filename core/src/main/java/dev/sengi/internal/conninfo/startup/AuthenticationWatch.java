package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.RequiredAuthentication;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Ends an attempt with libpq's message if the server requests authentication that the parameters forbid or that this
 * client does not support.
 */
final class AuthenticationWatch {
    private final StartupParameters parameters;
    private final CertificateExchange certificates;
    private final ChannelBinding binding;
    private final RequiredAuthentication required;
    private final boolean encrypted;
    /** Whether the client has completed the steps of an authentication method. */
    private boolean finished;
    /** Whether that method was bound to the encrypted channel. */
    private boolean isBound;

    AuthenticationWatch(StartupParameters parameters, CertificateExchange certificates) {
        this.parameters = parameters;
        this.certificates = certificates;
        this.binding = new ChannelBinding(parameters, certificates);
        this.required = RequiredAuthentication.of(parameters.demanded(ConninfoKeyword.REQUIRE_AUTH));
        this.encrypted = parameters.demanded(StartupParameters.ENCRYPTED) != null;
    }

    /** @param rest the message after the request code */
    void see(int request, ByteBuffer rest) throws IOException {
        if (encrypted) {
            refuse(ConninfoKeyword.SSLKEYLOGFILE);
        }
        switch (request) {
            case AuthenticationRequest.OK -> {
                requireCertificate();
                if (!finished && !required.allowsNone()) {
                    throw new StartupFailure(required.failure("server did not complete authentication"));
                }
                binding.requireBound(finished && isBound);
            }
            case AuthenticationRequest.PASSWORD -> oneStep("password", "server requested a cleartext password");
            case AuthenticationRequest.MD5 -> oneStep("md5", "server requested a hashed password");
            case AuthenticationRequest.GSS -> kerberos("gss", "server requested GSSAPI authentication");
            case AuthenticationRequest.SSPI -> kerberos("sspi", "server requested SSPI authentication");
            case AuthenticationRequest.SASL -> sasl(AuthenticationRequest.mechanisms(rest));
            case AuthenticationRequest.SASL_FINAL -> finished = true;
            case AuthenticationRequest.GSS_CONTINUE -> binding.refuseUnbound();
            case AuthenticationRequest.SASL_CONTINUE -> {}
            default -> unknown(request);
        }
    }

    private void requireCertificate() throws StartupFailure {
        if (!"require".equals(parameters.demanded(ConninfoKeyword.SSLCERTMODE))) {
            return;
        }
        if (!certificates.isClientRequested()) {
            throw new StartupFailure("server did not request an SSL certificate");
        }
        if (!certificates.isClientPresented()) {
            throw new StartupFailure("server accepted connection without a valid SSL certificate");
        }
    }

    private void oneStep(String method, String action) throws StartupFailure {
        demand(method, action);
        binding.refuseUnbound();
        finished = true;
    }

    private void demand(String method, String action) throws StartupFailure {
        if (!required.allows(method)) {
            throw new StartupFailure(required.failure(action));
        }
    }

    private void kerberos(String method, String action) throws StartupFailure {
        oneStep(method, action);
        if (parameters.demanded(ConninfoKeyword.HOST) == null) {
            throw new StartupFailure("host name must be specified");
        }
        String missing = parameters.demanded(StartupParameters.MISSING_CREDENTIALS);
        if (missing != null) {
            throw new StartupFailure("GSSAPI continuation error: No credentials were supplied, or the credentials were"
                    + " unavailable or inaccessible: No Kerberos credentials available (default cache: " + missing
                    + ")");
        }
        refuse(ConninfoKeyword.GSSDELEGATION);
    }

    private void sasl(List<String> mechanisms) throws IOException {
        if (!required.allows("scram-sha-256") && !required.allows("oauth")) {
            throw new StartupFailure(required.failure("server requested SASL authentication"));
        }
        binding.requireEncryption();
        String chosen = chosen(mechanisms);
        binding.checkMechanism(chosen);
        isBound = chosen.equals(AuthenticationRequest.SCRAM_PLUS);
        boolean oauth = chosen.equals(AuthenticationRequest.OAUTH);
        demand(oauth ? "oauth" : "scram-sha-256", "server requested " + chosen + " authentication");
        if (oauth) {
            if (parameters.demanded(ConninfoKeyword.OAUTH_ISSUER) == null
                    || parameters.demanded(ConninfoKeyword.OAUTH_CLIENT_ID) == null) {
                throw new StartupFailure(
                        "server requires OAuth authentication, but oauth_issuer and oauth_client_id are"
                                + " not both set");
            }
            refuse(ConninfoKeyword.OAUTH_ISSUER);
        }
        refuse(ConninfoKeyword.SCRAM_CLIENT_KEY);
        refuse(ConninfoKeyword.SCRAM_SERVER_KEY);
    }

    private String chosen(List<String> mechanisms) throws StartupFailure {
        List<String> known = binding.isPossible()
                ? List.of(AuthenticationRequest.SCRAM_PLUS, AuthenticationRequest.SCRAM, AuthenticationRequest.OAUTH)
                : List.of(AuthenticationRequest.SCRAM, AuthenticationRequest.OAUTH);
        for (String mechanism : known) {
            if (mechanisms.contains(mechanism)) {
                return mechanism;
            }
        }
        throw new StartupFailure("none of the server's SASL authentication mechanisms are supported");
    }

    /** Fails if the parameter is set, because it would take effect now but is not supported. */
    private void refuse(ConninfoKeyword keyword) throws StartupFailure {
        if (parameters.demanded(keyword) != null) {
            throw new StartupFailure("connection option \"" + keyword.label() + "\" is not supported");
        }
    }

    private void unknown(int request) throws StartupFailure {
        if (!required.allowsAll()) {
            throw new StartupFailure(required.failure("server requested an unknown authentication type"));
        }
        binding.refuseUnbound();
        throw new StartupFailure(
                switch (request) {
                    case AuthenticationRequest.KERBEROS_5 -> "Kerberos 5 authentication not supported";
                    case AuthenticationRequest.CRYPT -> "Crypt authentication not supported";
                    default -> "authentication method " + request + " not supported";
                });
    }
}
