package dev.sengi.internal.conninfo.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartupOutputTest {
    private static final int PROTOCOL_3 = 3 << 16;
    private static final int SSL_REQUEST = 1234 << 16 | 5679;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final StartupOutput output = new StartupOutput(sent);

    @Test
    void omitsTheTimeZone() throws IOException {
        output.write(message(PROTOCOL_3, "user", "me", "TimeZone", "Asia/Tokyo", "options", ""));
        assertThat(sent.toByteArray()).isEqualTo(message(PROTOCOL_3, "user", "me", "options", ""));
    }

    @Test
    void omitsItHoweverTheMessageIsSplit() throws IOException {
        for (byte octet : message(PROTOCOL_3, "TimeZone", "UTC", "user", "TimeZone")) {
            output.write(octet);
        }
        assertThat(sent.toByteArray()).isEqualTo(message(PROTOCOL_3, "user", "TimeZone"));
    }

    @Test
    void passesRequestsForEncryptionAndWaitsForTheStart() throws IOException {
        output.write(message(SSL_REQUEST));
        assertThat(sent.size()).isEqualTo(8);
        sent.reset();
        output.write(message(PROTOCOL_3, "TimeZone", "UTC", "user", "me"));
        assertThat(sent.toByteArray()).isEqualTo(message(PROTOCOL_3, "user", "me"));
    }

    @Test
    void sendsLibpqsParametersInPlaceOfTheDrivers() throws IOException {
        StartupParameters parameters = new StartupParameters();
        parameters.send("options", "-c a=b&c%20d");
        parameters.send("timezone", "");
        parameters.send("datestyle", "German, \u00fc");
        parameters.demand("require_auth", "none");
        output.write(message(
                PROTOCOL_3,
                "user",
                "me",
                "client_encoding",
                "UTF8",
                "DateStyle",
                "ISO",
                "TimeZone",
                "UTC",
                "extra_float_digits",
                "3",
                "application_name",
                "PostgreSQL JDBC Driver",
                "options",
                parameters.pack()));
        assertThat(sent.toByteArray())
                .isEqualTo(message(
                        PROTOCOL_3,
                        "user",
                        "me",
                        "options",
                        "-c a=b&c%20d",
                        "timezone",
                        "",
                        "datestyle",
                        "German, \u00fc",
                        "DateStyle",
                        "ISO"));
    }

    /** Percent-encoding makes the driver's message longer than the server would accept. */
    @Test
    void sendsLongParametersUnpacked() throws IOException {
        StartupParameters parameters = new StartupParameters();
        String options = "-c a.b=" + ",".repeat(200_000);
        parameters.send("options", options);
        parameters.demand("password", "secret\udce9");
        byte[] message = message(PROTOCOL_3, "user", "me", "options", parameters.pack());
        for (int start = 0; start < message.length; start += 8192) {
            output.write(message, start, Math.min(8192, message.length - start));
        }
        assertThat(sent.toByteArray())
                .isEqualTo(message(PROTOCOL_3, "user", "me", "options", options, "DateStyle", "ISO"));
    }

    @Test
    void passesEncryptedBytes() throws IOException {
        output.write(message(SSL_REQUEST));
        sent.reset();
        byte[] record = {0x16, 3, 1, 0, 5, 0, 0, 0, 9};
        output.write(record, 0, 3);
        output.write(record, 3, 6);
        assertThat(sent.toByteArray()).isEqualTo(record);
    }

    @Test
    void passesEverythingOnceTheSessionHasStarted() throws IOException {
        output.write(message(PROTOCOL_3, "user", "me"));
        sent.reset();
        byte[] later = message(PROTOCOL_3, "TimeZone", "UTC");
        output.write(later);
        assertThat(sent.toByteArray()).isEqualTo(later);
    }

    private static byte[] message(int code, String... strings) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String string : strings) {
            body.writeBytes(string.getBytes(StandardCharsets.UTF_8));
            body.write(0);
        }
        if (strings.length > 0) {
            body.write(0);
        }
        return ByteBuffer.allocate(8 + body.size())
                .putInt(8 + body.size())
                .putInt(code)
                .put(body.toByteArray())
                .array();
    }
}
