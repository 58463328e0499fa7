package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.testing.Pem;
import dev.sengi.testing.TestAuthority;
import dev.sengi.testing.TestAuthority.Issued;
import dev.sengi.testing.TlsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether and how connections are encrypted; compared with libpq if that is installed. */
class EncryptionModeTest {
    private static final String TLS = "TLSv1.3";
    private static final String PLAIN = "plain";

    @TempDir
    private static Path home;

    private static TlsServer running;
    private static ConnectionOutcome outcome;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, SQLException {
        TestAuthority root = TestAuthority.root("root");
        running = TlsServer.start(Pem.of(root.certificate()));
        Issued server = root.issue("localhost");
        running.present(Pem.of(server.certificate()), Pem.of(server.keys().getPrivate()));
        outcome = new ConnectionOutcome("host=localhost user=postgres dbname=postgres port=" + running.port(), home);
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
    }

    @Test
    void modeDeterminesWhatIsTried() throws SQLException {
        assertThat(outcome.of("")).isEqualTo(TLS);
        assertThat(outcome.of("sslmode=disable")).isEqualTo(PLAIN);
        assertThat(outcome.of("sslmode=allow")).isEqualTo(PLAIN);
        assertThat(outcome.of("sslmode=prefer")).isEqualTo(TLS);
        assertThat(outcome.of("sslmode=require")).isEqualTo(TLS);
        assertThat(outcome.of("sslmode=verify-ca")).contains("root.crt\" does not exist\nEither provide the file");
        assertThat(outcome.of("sslmode=")).isEqualTo("invalid sslmode value: \"\"");
        assertThat(outcome.of("sslmode=Require")).isEqualTo("invalid sslmode value: \"Require\"");
        assertThat(outcome.of("", Map.of("PGSSLMODE", ""))).isEqualTo("invalid sslmode value: \"\"");
        assertThat(outcome.of("host=" + running.socketDirectory() + " sslmode=require"))
                .isEqualTo(PLAIN);
    }

    @Test
    void refusedSessionsAreTriedTheOtherWay() throws SQLException {
        assertThat(outcome.of("user=plainonly")).isEqualTo(PLAIN);
        assertThat(outcome.of("user=plainonly sslmode=allow")).isEqualTo(PLAIN);
        assertThat(outcome.of("user=plainonly sslmode=require")).contains("FATAL:  pg_hba.conf rejects connection");
        assertThat(outcome.of("user=sslonly")).isEqualTo(TLS);
        assertThat(outcome.of("user=sslonly sslmode=allow")).isEqualTo(TLS);
        assertThat(outcome.of("user=sslonly sslmode=disable")).contains("no encryption");
        // Both attempts are reported, regardless of the reason.
        assertThat(outcome.of("user=scram password=bad").lines()).hasSize(2);
        assertThat(outcome.of("user=scram password=bad sslmode=allow").lines()).hasSize(2);
        assertThat(outcome.of("user=scram password=bad sslmode=require").lines())
                .hasSize(1);
        assertThat(outcome.of("user=scram")).endsWith("fe_sendauth: no password supplied");
        assertThat(outcome.of("user=scram password=secret")).isEqualTo(TLS);
    }

    @Test
    void oldVariableStillWorks() throws SQLException {
        assertThat(outcome.of("user=plainonly", Map.of("PGREQUIRESSL", "1"))).contains("FATAL");
        assertThat(outcome.of("user=plainonly", Map.of("PGREQUIRESSL", "0"))).isEqualTo(PLAIN);
        assertThat(outcome.of("user=plainonly sslmode=prefer", Map.of("PGREQUIRESSL", "1")))
                .isEqualTo(PLAIN);
    }

    @Test
    void protocolVersionsAreWithinTheirRange() throws SQLException {
        assertThat(outcome.of("ssl_min_protocol_version=TLSv1.3")).isEqualTo(TLS);
        assertThat(outcome.of("ssl_max_protocol_version=TLSv1.2")).isEqualTo("TLSv1.2");
        assertThat(outcome.of("ssl_max_protocol_version=tlsV1.2")).isEqualTo("TLSv1.2");
        assertThat(outcome.of("ssl_min_protocol_version=")).isEqualTo(TLS);
        assertThat(outcome.of("ssl_min_protocol_version=bogus"))
                .isEqualTo("invalid \"ssl_min_protocol_version\" value: \"bogus\"");
        assertThat(outcome.of("ssl_max_protocol_version=SSLv3 sslmode=disable"))
                .isEqualTo("invalid \"ssl_max_protocol_version\" value: \"SSLv3\"");
        assertThat(outcome.of("ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2"))
                .isEqualTo("invalid SSL protocol version range");
        assertThat(outcome.of("ssl_max_protocol_version=TLSv1.1")).isEqualTo("invalid SSL protocol version range");
        assertThat(outcome.of("ssl_min_protocol_version=TLSv1 ssl_max_protocol_version=TLSv1.1 sslmode=require"))
                .endsWith("SSL error: no protocols available\nThis may indicate that the server does not support any"
                        + " SSL protocol version between TLSv1 and TLSv1.1.");
        assertThat(outcome.of("ssl_min_protocol_version=TLSv1 ssl_max_protocol_version=TLSv1.1"))
                .isEqualTo(PLAIN);
    }

    @Test
    void serversWithoutACommonVersionAreAbandoned() throws SQLException {
        try {
            running.set("ssl_max_protocol_version = 'TLSv1.2'");
            running.awaitSetting("ssl_max_protocol_version", "TLSv1.2");
            assertThat(outcome.of("")).isEqualTo("TLSv1.2");
            assertThat(outcome.of("ssl_min_protocol_version=TLSv1.3 sslmode=require"))
                    .endsWith("SSL error: tlsv1 alert protocol version\nThis may indicate that the server does not"
                            + " support any SSL protocol version between TLSv1.3 and TLSv1.3.");
            assertThat(outcome.of("ssl_min_protocol_version=TLSv1.3")).isEqualTo(PLAIN);
            running.set("ssl_max_protocol_version = ''", "ssl_min_protocol_version = 'TLSv1.3'");
            running.awaitSetting("ssl_min_protocol_version", "TLSv1.3");
            assertThat(outcome.of("ssl_max_protocol_version=TLSv1.2 sslmode=require"))
                    .contains("tlsv1 alert protocol version\n", "between TLSv1.2 and TLSv1.2.");
        } finally {
            running.set("ssl_max_protocol_version = ''", "ssl_min_protocol_version = 'TLSv1.2'");
            running.awaitSetting("ssl_min_protocol_version", "TLSv1.2");
        }
    }

    @Test
    void handshakeMayComeFirst() throws SQLException {
        assertThat(outcome.of("sslnegotiation=direct sslmode=require")).isEqualTo(TLS);
        assertThat(outcome.of("sslnegotiation=direct")).startsWith("weak sslmode \"prefer\" may not be used");
        assertThat(outcome.of("sslnegotiation=postgres")).isEqualTo(TLS);
        assertThat(outcome.of("sslnegotiation=")).isEqualTo("invalid sslnegotiation value: \"\"");
    }

    @Test
    void compressionIsNeverUsed() throws SQLException {
        assertThat(outcome.of("sslcompression=1")).isEqualTo(TLS);
        assertThat(outcome.of("sslcompression=")).isEqualTo(TLS);
    }

    @Test
    void channelBindingNeedsEncryption() throws SQLException {
        String scram = "user=scram password=secret channel_binding=require ";
        assertThat(outcome.of(scram + "sslmode=require")).isEqualTo(TLS);
        assertThat(outcome.of(scram + "sslmode=disable"))
                .endsWith("failed: channel binding required, but SSL not in use");
        assertThat(outcome.of("channel_binding=require"))
                .endsWith("channel binding required, but server authenticated client without channel binding");
        assertThat(outcome.of("channel_binding=")).isEqualTo("invalid channel_binding value: \"\"");
    }

    @Test
    void keysAreNotLogged() throws SQLException {
        assertThat(outcome.of("sslkeylogfile=")).isEqualTo(TLS);
        assertThat(outcome.of("sslmode=disable sslkeylogfile=/nowhere/keys")).isEqualTo(PLAIN);
        assertThat(outcome.ours("sslkeylogfile=/nowhere/keys", Map.of()))
                .isEqualTo("connection option \"sslkeylogfile\" is not supported");
    }

    @Test
    void statementsAreCancelledThroughEncryptedConnections() throws Exception {
        ConninfoSource source = new ConninfoSource(
                new ConnectionRequest(null, null, null, outcome.parameters() + " user=sslonly", null, null),
                new ClientEnvironment(Map.of(), "nobody", home.toString(), warning -> {}));
        try (Connection connection = source.open();
                Statement statement = connection.createStatement()) {
            Thread canceller = new Thread(() -> {
                try {
                    // Repeated, because the first request may arrive before the statement.
                    for (int i = 0; i < 100; i++) {
                        Thread.sleep(100);
                        statement.cancel();
                    }
                } catch (SQLException | InterruptedException e) {
                    // The statement has ended.
                }
            });
            canceller.start();
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)")).hasMessageContaining("user request");
            canceller.interrupt();
            canceller.join();
        }
    }

    @Test
    void emptyWordsAreRefused() throws SQLException {
        for (String keyword : new String[] {"gssencmode", "target_session_attrs", "load_balance_hosts"}) {
            assertThat(outcome.of(keyword + "=")).isEqualTo("invalid " + keyword + " value: \"\"");
        }
    }
}
