package dev.sengi.internal.conninfo.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server receives from a client that requires channel binding, whatever the driver enforces. */
class AuthenticationWatchTest {
    private static final int OK = 0;
    private static final int SASL = 10;
    private static final int SASL_FINAL = 12;
    private static final String BOTH = "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0";
    private static final String UNBOUND = "SCRAM-SHA-256\0\0";

    private final StartupParameters demands = new StartupParameters();
    private byte[] hash = new byte[32];

    @BeforeEach
    void demand() {
        demands.demand(ConninfoKeyword.CHANNEL_BINDING.label(), "require");
        demands.demand(StartupParameters.ENCRYPTED, "");
    }

    /** A cleartext password, MD5, GSSAPI and its continuation, SSPI. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 8, 9})
    void methodsThatCannotBindAreRefused(int request) {
        assertThatThrownBy(() -> see(watch(), request, "salt"))
                .hasMessage("channel binding required but not supported by server's authentication request");
    }

    @Test
    void noAuthenticationIsRefused() {
        assertThatThrownBy(() -> see(watch(), OK, ""))
                .hasMessage("channel binding required, but server authenticated client without channel binding");
    }

    @Test
    void scramMustBeBound() {
        assertThatThrownBy(() -> see(watch(), SASL, UNBOUND))
                .hasMessage("channel binding is required, but server did not offer an authentication method that"
                        + " supports channel binding");
        assertThatCode(() -> {
                    AuthenticationWatch watch = watch();
                    see(watch, SASL, BOTH);
                    see(watch, SASL_FINAL, "");
                    see(watch, OK, "");
                })
                .doesNotThrowAnyException();
        AuthenticationWatch early = watch();
        assertThatCode(() -> see(early, SASL, BOTH)).doesNotThrowAnyException();
        assertThatThrownBy(() -> see(early, OK, ""))
                .as("without the server's proof")
                .hasMessageContaining("without channel binding");
    }

    /** A driver that has no hash of the certificate, Ed25519's for example, would not bind. */
    @Test
    void theCertificateMustHaveAHash() {
        hash = null;
        assertThatThrownBy(() -> see(watch(), SASL, BOTH)).hasMessage("could not find digest for NID UNDEF");
    }

    /** As in libpq, all other requirements are checked first. */
    @Test
    void otherRequirementsAreCheckedBefore() {
        demands.demand(ConninfoKeyword.REQUIRE_AUTH.label(), "scram-sha-256");
        assertThatThrownBy(() -> see(watch(), 5, "salt")).hasMessageContaining("server requested a hashed password");
    }

    private AuthenticationWatch watch() {
        return new AuthenticationWatch(demands, () -> hash);
    }

    private static void see(AuthenticationWatch watch, int request, String rest) throws IOException {
        watch.see(request, ByteBuffer.wrap(rest.getBytes(StandardCharsets.US_ASCII)));
    }
}
