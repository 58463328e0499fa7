package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.RequiredAuthentication;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fails an attempt, with libpq's message, if the server requests authentication that the parameters or this client rule
 * out.
 */
final class AuthenticationWatch {
    private static final int OK = 0;
    private static final int KERBEROS_5 = 2;
    private static final int PASSWORD = 3;
    private static final int CRYPT = 4;
    private static final int MD5 = 5;
    private static final int GSS = 7;
    private static final int GSS_CONTINUE = 8;
    private static final int SSPI = 9;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    static final String SCRAM = "SCRAM-SHA-256";
    static final String SCRAM_PLUS = "SCRAM-SHA-256-PLUS";
    private static final String OAUTH = "OAUTHBEARER";

    private final StartupParameters parameters;
    private final CertificateExchange certificates;
    private final RequiredAuthentication required;
    private final boolean encrypted;
    /** Whether the client has completed the steps of an authentication method. */
    private boolean finished;
    /** Whether that method was bound to the encrypted channel. */
    private boolean isBound;

    AuthenticationWatch(StartupParameters parameters, CertificateExchange certificates) {
        this.parameters = parameters;
        this.certificates = certificates;
        this.required = RequiredAuthentication.of(parameters.demanded(ConninfoKeyword.REQUIRE_AUTH));
        this.encrypted = parameters.demanded(StartupParameters.ENCRYPTED) != null;
    }

    /** @param rest the message after the request code */
    void see(int request, ByteBuffer rest) throws IOException {
        if (encrypted) {
            refuse(ConninfoKeyword.SSLKEYLOGFILE);
        }
        switch (request) {
            case OK -> {
                requireCertificate();
                if (!finished && !required.allowsNone()) {
                    throw new StartupFailure(required.failure("server did not complete authentication"));
                }
                requireBound();
            }
            case PASSWORD -> oneStep("password", "server requested a cleartext password");
            case MD5 -> oneStep("md5", "server requested a hashed password");
            case GSS -> kerberos("gss", "server requested GSSAPI authentication");
            case SSPI -> kerberos("sspi", "server requested SSPI authentication");
            case SASL -> sasl(mechanisms(rest));
            case SASL_FINAL -> finished = true;
            case GSS_CONTINUE, SASL_CONTINUE -> {}
            default -> unknown(request);
        }
    }

    // Not every version of the driver that knows "channelBinding" enforces it: 42.7.4 to 42.7.6 do not.

    private void requireBound() throws StartupFailure {
        if (isBindingRequired() && !(finished && isBound)) {
            throw new StartupFailure(
                    "channel binding required, but server authenticated client without channel binding");
        }
    }

    private void requireNoBinding() throws StartupFailure {
        if (isBindingRequired()) {
            throw new StartupFailure("channel binding required but not supported by server's authentication request");
        }
    }

    private boolean isBindingRequired() {
        return "require".equals(parameters.demanded(ConninfoKeyword.CHANNEL_BINDING));
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

    private void oneStep(String method, String deed) throws StartupFailure {
        demand(method, deed);
        requireNoBinding();
        finished = true;
    }

    private void demand(String method, String deed) throws StartupFailure {
        if (!required.allows(method)) {
            throw new StartupFailure(required.failure(deed));
        }
    }

    private void kerberos(String method, String deed) throws StartupFailure {
        oneStep(method, deed);
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
        if (isBindingRequired() && !encrypted) {
            throw new StartupFailure("channel binding required, but SSL not in use");
        }
        String chosen = chosen(mechanisms);
        isBound = chosen.equals(SCRAM_PLUS);
        if (isBindingRequired() && !isBound) {
            throw new StartupFailure("channel binding is required, but server did not offer an authentication method"
                    + " that supports channel binding");
        }
        if (isBindingRequired() && certificates.serverHash() == null) {
            // Without a hash, such a driver would fall back to authentication without binding.
            throw new StartupFailure("could not find digest for NID UNDEF");
        }
        demand(chosen.equals(OAUTH) ? "oauth" : "scram-sha-256", "server requested " + chosen + " authentication");
        if (chosen.equals(OAUTH)) {
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
        boolean bound = encrypted && !"disable".equals(parameters.demanded(ConninfoKeyword.CHANNEL_BINDING));
        for (String mechanism : bound ? List.of(SCRAM_PLUS, SCRAM, OAUTH) : List.of(SCRAM, OAUTH)) {
            if (mechanisms.contains(mechanism)) {
                return mechanism;
            }
        }
        throw new StartupFailure("none of the server's SASL authentication mechanisms are supported");
    }

    /** Fails if the parameter is set: it would take effect now, but is not supported. */
    private void refuse(ConninfoKeyword keyword) throws StartupFailure {
        if (parameters.demanded(keyword) != null) {
            throw new StartupFailure("connection option \"" + keyword.label() + "\" is not supported");
        }
    }

    private void unknown(int request) throws StartupFailure {
        if (!required.allowsAll()) {
            throw new StartupFailure(required.failure("server requested an unknown authentication type"));
        }
        requireNoBinding();
        throw new StartupFailure(
                switch (request) {
                    case KERBEROS_5 -> "Kerberos 5 authentication not supported";
                    case CRYPT -> "Crypt authentication not supported";
                    default -> "authentication method " + request + " not supported";
                });
    }

    /** Returns the mechanism names; each ends with a zero byte, and another zero byte ends the list. */
    static List<String> mechanisms(ByteBuffer rest) {
        String all = StandardCharsets.US_ASCII.decode(rest).toString();
        List<String> names = new ArrayList<>();
        for (String name : all.split("\0", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
