package dev.sengi.internal.conninfo.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupInputTest {
    private static final int PASSWORD = 3;
    private static final int SASL = 10;

    private final StartupParameters demands = new StartupParameters();

    @Test
    void passesWhatIsAllowed() throws IOException {
        byte[] answers = joined(request(PASSWORD, ""), request(0, ""), new byte[] {'Z', 0, 0, 0, 5, 'I'});
        assertThat(input(answers).readAllBytes()).isEqualTo(answers);
        assertThat(onlyByteByByte(input(answers))).isEqualTo(answers);
    }

    @Test
    void watchesNothingBeforeTheSessionStartsAndAfterTheAuthentication() throws IOException {
        byte[] anything = "S anything".getBytes(StandardCharsets.US_ASCII);
        assertThat(new StartupInput(new ByteArrayInputStream(anything)).readAllBytes())
                .isEqualTo(anything);
        byte[] answers = joined(request(0, ""), anything);
        assertThat(input(answers).readAllBytes()).isEqualTo(answers);
    }

    @Test
    void answersPasswordsOnlyWhereTheyAreAllowed() {
        demands.demand(ConninfoKeyword.REQUIRE_AUTH.label(), "scram-sha-256");
        assertFails(
                request(PASSWORD, ""),
                "authentication method requirement \"scram-sha-256\" failed: server requested a cleartext password");
        assertFails(
                request(0, ""),
                "authentication method requirement \"scram-sha-256\" failed: server did not complete authentication");
    }

    @Test
    void authenticationMustEnd() throws IOException {
        demands.demand(ConninfoKeyword.REQUIRE_AUTH.label(), "scram-sha-256");
        byte[] begun = joined(request(SASL, "SCRAM-SHA-256\0\0"), request(11, "server-first"));
        assertFails(
                joined(begun, request(0, "")),
                "authentication method requirement \"scram-sha-256\" failed: server did not complete authentication");
        byte[] ended = joined(begun, request(12, "server-final"), request(0, ""));
        assertThat(input(ended).readAllBytes()).isEqualTo(ended);
    }

    @Test
    void bindsToTheChannelOfAnEncryptedSession() {
        demands.demand(ConninfoKeyword.REQUIRE_AUTH.label(), "!scram-sha-256");
        byte[] request = request(SASL, "SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0");
        assertFails(
                request,
                "authentication method requirement \"!scram-sha-256\" failed: server requested SCRAM-SHA-256"
                        + " authentication");
        demands.demand(StartupParameters.ENCRYPTED, "");
        assertFails(
                request,
                "authentication method requirement \"!scram-sha-256\" failed: server requested SCRAM-SHA-256-PLUS"
                        + " authentication");
    }

    /** A cleartext password, MD5, the start of SCRAM without channel binding, immediate success. */
    @ParameterizedTest
    @CsvSource({"3, ''", "5, salt", "10, SCRAM-SHA-256", "0, ''"})
    void answersNothingThatIsNotBoundAsRequired(int code, String rest) {
        demands.demand(StartupParameters.ENCRYPTED, "");
        demands.demand(ConninfoKeyword.CHANNEL_BINDING.label(), "require");
        demands.demand(ConninfoKeyword.USER.label(), "me");
        demands.demand(ConninfoKeyword.PASSWORD.label(), "p");
        CertificateExchange certificates = () -> new byte[32];
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        StartupInput input = new StartupInput(new ByteArrayInputStream(request(code, rest)));
        input.expectAuthentication(
                demands,
                new AuthenticationWatch(demands, certificates),
                BytewiseAuthentication.of(demands, sent, certificates));
        assertThatThrownBy(input::readAllBytes)
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("channel binding");
        assertThat(sent.size()).isZero();
    }

    @Test
    void refusesToLogKeys() {
        demands.demand(ConninfoKeyword.SSLKEYLOGFILE.label(), "keys");
        demands.demand(StartupParameters.ENCRYPTED, "");
        assertFails(request(0, ""), "connection option \"sslkeylogfile\" is not supported");
    }

    @Test
    void keepsTheErrorOfAServerInAnyEncoding() {
        byte[] body = "SFATAL\0C28000\0MR\u00f4le ind\u00e9fini\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> input(message('E', body)).readAllBytes())
                .isInstanceOfSatisfying(StartupFailure.class, e -> {
                    assertThat(e.isRefusal()).isTrue();
                    assertThat(e.sqlState()).isEqualTo("28000");
                })
                .hasMessage("FATAL:  R\u00f4le ind\u00e9fini");
    }

    @Test
    void brokenMessagesEndTheAttempt() {
        assertFails(new byte[] {'H', 'T'}, "expected authentication request from server, but received H");
        assertFails(new byte[] {'R', 0, 0, 0, 4}, "received invalid authentication request");
        assertFails(new byte[] {'R', 127, 0, 0, 0}, "received invalid authentication request");
        byte[] whole = request(SASL, "SCRAM-SHA-256\0\0");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> input(cut).readAllBytes()).isInstanceOf(EOFException.class);
        }
    }

    /** A server that cannot start a process does not know the client's protocol. */
    @Test
    void keepsErrorsOfOldProtocols() {
        String error = "could not fork new process for connection: Resource temporarily unavailable";
        assertFails(("E" + error + "\n\0").getBytes(StandardCharsets.US_ASCII), error);
        assertFails(("E" + error).getBytes(StandardCharsets.US_ASCII), error);
    }

    private void assertFails(byte[] answers, String message) {
        assertThatThrownBy(() -> input(answers).readAllBytes())
                .isInstanceOf(StartupFailure.class)
                .hasMessage(message);
    }

    private InputStream input(byte[] answers) {
        StartupInput input = new StartupInput(new ByteArrayInputStream(answers));
        input.expectAuthentication(demands, new AuthenticationWatch(demands, CertificateExchange.NONE), null);
        return input;
    }

    private static byte[] onlyByteByByte(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            bytes.write(octet);
        }
        return bytes.toByteArray();
    }

    private static byte[] request(int code, String rest) {
        return message(
                'R',
                joined(
                        ByteBuffer.allocate(Integer.BYTES).putInt(code).array(),
                        rest.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(Integer.BYTES + body.length)
                .put(body)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
