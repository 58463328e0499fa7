package dev.sengi.internal.conninfo.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a malicious server receives from a client whose password is not valid UTF-8. */
class BytewiseAuthenticationTest {
    private static final int OK = 0;
    private static final int SASL = 10;
    private static final int SASL_FINAL = 12;
    private static final String BOTH = "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0";
    private static final String UNBOUND = "SCRAM-SHA-256\0\0";

    private final StartupParameters demands = new StartupParameters();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @BeforeEach
    void demand() {
        demands.demand(ConninfoKeyword.USER.label(), "me");
        demands.demand(ConninfoKeyword.PASSWORD.label(), "p");
    }

    @Test
    void aRequiredBindingEndsWithTheServersProof() throws IOException {
        demands.demand(StartupParameters.ENCRYPTED, "");
        demands.demand(ConninfoKeyword.CHANNEL_BINDING.label(), "require");
        BytewiseAuthentication client = client(new byte[32]);
        assertThat(answer(client, SASL, BOTH)).isTrue();
        assertThat(sent.toString(StandardCharsets.US_ASCII)).contains("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,");
        assertThatThrownBy(() -> answer(client, OK, ""))
                .hasMessage("channel binding required, but server authenticated client without channel binding");
    }

    @Test
    void theServersProofIsChecked() throws IOException {
        BytewiseAuthentication client = client(null);
        answer(client, SASL, UNBOUND);
        assertThatThrownBy(() -> answer(client, SASL_FINAL, "v=AAAA")).hasMessage("incorrect server signature");
    }

    @Test
    void signalsThatItCouldBind() throws IOException {
        demands.demand(StartupParameters.ENCRYPTED, "");
        answer(client(new byte[32]), SASL, UNBOUND);
        assertThat(sent.toString(StandardCharsets.US_ASCII)).contains("y,,n=,r=");
    }

    @Test
    void signalsThatItCannotBind() throws IOException {
        answer(client(null), SASL, UNBOUND);
        assertThat(sent.toString(StandardCharsets.US_ASCII)).contains("n,,n=,r=");
        sent.reset();
        demands.demand(StartupParameters.ENCRYPTED, "");
        demands.demand(ConninfoKeyword.CHANNEL_BINDING.label(), "disable");
        answer(client(new byte[32]), SASL, BOTH);
        assertThat(sent.toString(StandardCharsets.US_ASCII))
                .contains("n,,n=,r=")
                .doesNotContain("PLUS");
    }

    private BytewiseAuthentication client(byte[] certificateHash) {
        return BytewiseAuthentication.of(demands, sent, () -> certificateHash);
    }

    private static boolean answer(BytewiseAuthentication client, int request, String rest) throws IOException {
        return client.answer(request, ByteBuffer.wrap(rest.getBytes(StandardCharsets.US_ASCII)));
    }
}
