package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import java.io.IOException;

/**
 * Enforces {@code channel_binding}: whether authentication must, may or must not be bound to the encrypted channel.
 *
 * <p>Some driver versions that support "channelBinding" do not enforce it: 42.7.4 to 42.7.6.
 */
public final class ChannelBinding {
    /** libpq's message if the server did not complete an authentication that is bound. */
    public static final String UNBOUND =
            "channel binding required, but server authenticated client without channel binding";

    /** libpq's message if there is no encrypted channel. */
    public static final String UNENCRYPTED = "channel binding required, but SSL not in use";

    /** libpq's message if the server offers only other authentication. */
    public static final String NOT_OFFERED =
            "channel binding is required, but server did not offer an authentication method that supports channel"
                    + " binding";

    /** libpq's message if no hash is defined for the server's certificate, as for Ed25519. */
    public static final String NO_HASH = "could not find digest for NID UNDEF";

    private static final String NOT_SUPPORTED =
            "channel binding required but not supported by server's authentication request";

    private final CertificateExchange certificates;
    private final boolean encrypted;
    private final boolean required;
    private final boolean disabled;

    ChannelBinding(StartupParameters parameters, CertificateExchange certificates) {
        this.certificates = certificates;
        this.encrypted = parameters.demanded(StartupParameters.ENCRYPTED) != null;
        String demanded = parameters.demanded(ConninfoKeyword.CHANNEL_BINDING);
        this.required = "require".equals(demanded);
        this.disabled = "disable".equals(demanded);
    }

    /** Returns whether the client binds authentication to the channel if the server offers it. */
    boolean isPossible() {
        return encrypted && !disabled;
    }

    /** Returns the hash of the server's certificate, or null if none is defined or the connection is not encrypted. */
    byte[] hash() throws IOException {
        return certificates.serverHash();
    }

    /** Fails if binding is required, because the server has requested authentication that cannot be bound. */
    void refuseUnbound() throws StartupFailure {
        require(false, NOT_SUPPORTED);
    }

    /** Fails if binding is required but the connection is not encrypted. */
    void requireEncryption() throws StartupFailure {
        require(encrypted, UNENCRYPTED);
    }

    /** Fails if binding is required but the SASL mechanism that the client has chosen does not provide it. */
    void checkMechanism(String mechanism) throws IOException {
        requireEncryption();
        require(mechanism.equals(AuthenticationRequest.SCRAM_PLUS), NOT_OFFERED);
        if (required) {
            // Without a hash, the driver might fall back to authentication without binding.
            require(hash() != null, NO_HASH);
        }
    }

    /**
     * Fails if binding is required but the server has accepted the client without it.
     *
     * @param bound whether authentication has been completed, and was bound
     */
    void requireBound(boolean bound) throws StartupFailure {
        require(bound, UNBOUND);
    }

    private void require(boolean condition, String message) throws StartupFailure {
        if (required && !condition) {
            throw new StartupFailure(message);
        }
    }
}
