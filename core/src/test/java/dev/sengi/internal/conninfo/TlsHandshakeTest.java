package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients send to a server that ends each handshake early, and their errors; compared with libpq if that is
 * installed.
 */
class TlsHandshakeTest {
    private static final int SERVER_NAME = 0;
    private static final byte[] REFUSAL =
            "E\0\0\0\u001cSFATAL\0C28P01\0Mrefused\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CLIENT_HELLO_VERSION = 5 + 4;

    @TempDir
    private static Path home;

    private final BlockingQueue<String> names = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private volatile byte[] answer;
    /** How long the server waits before it answers. */
    private volatile Duration delay = Duration.ZERO;

    /** Whether the server stays silent after refusing encryption. */
    private volatile boolean silent;

    private final AtomicInteger accepted = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                accepted.incrementAndGet();
                DataInputStream in = new DataInputStream(socket.getInputStream());
                in.readFully(new byte[8]);
                Thread.sleep(delay.toMillis());
                socket.getOutputStream().write(answer);
                if (answer.length == 0) {
                    // Until the client gives up.
                    in.read();
                } else if (answer[0] == 'S' && answer.length == 1) {
                    names.add(serverName(in));
                } else if (answer[0] == 'N') {
                    in.skipNBytes(in.readInt() - Integer.BYTES);
                    if (silent) {
                        in.read();
                    }
                    socket.getOutputStream().write(REFUSAL);
                }
            } catch (IOException | InterruptedException e) {
                // The client has disconnected; the test checks its outcome.
            }
        }
    }

    /** Returns the name in a ClientHello (RFC 8446, section 4.1.2), or {@code none}. */
    private static String serverName(DataInputStream in) throws IOException {
        byte[] header = new byte[5];
        in.readFully(header);
        byte[] record = new byte[Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(3))];
        in.readFully(record);
        ByteBuffer hello = ByteBuffer.wrap(record);
        hello.position(CLIENT_HELLO_VERSION - 5 + 2 + 32);
        hello.position(hello.position() + 1 + Byte.toUnsignedInt(hello.get(hello.position())));
        hello.position(hello.position() + 2 + hello.getShort(hello.position()));
        hello.position(hello.position() + 1 + Byte.toUnsignedInt(hello.get(hello.position())));
        hello.getShort();
        while (hello.hasRemaining()) {
            int kind = hello.getShort();
            byte[] content = new byte[Short.toUnsignedInt(hello.getShort())];
            hello.get(content);
            if (kind == SERVER_NAME) {
                return new String(content, 5, content.length - 5, StandardCharsets.US_ASCII);
            }
        }
        return "none";
    }

    private String connect(String parameters) throws SQLException {
        return outcome().of(parameters);
    }

    private ConnectionOutcome outcome() {
        String common = "hostaddr=127.0.0.1 user=postgres dbname=postgres sslmode=require port=";
        return new ConnectionOutcome(common + server.getLocalPort(), home);
    }

    private void assertName(String parameters, String name) throws SQLException, InterruptedException {
        answer = new byte[] {'S'};
        names.clear();
        assertThat(connect(parameters)).contains("SSL error: unexpected eof while reading");
        assertThat(names.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
        // The name that libpq sent, if it is installed.
        names.forEach(other -> assertThat(other).isEqualTo(name));
    }

    @Test
    void namesAreSentAndAddressesAreNot() throws SQLException, InterruptedException {
        assertName("host=db.example", "db.example");
        assertName("host=localhost", "localhost");
        assertName("host=my_host", "my_host");
        assertName("host=My_Host.Example", "My_Host.Example");
        assertName("host=db.example.", "db.example.");
        assertName("host=-db-", "-db-");
        assertName("host=127.0.0.1", "none");
        assertName("host=10.1", "none");
        assertName("host=::1", "none");
        assertName("", "none");
    }

    @Test
    void nameMayBeOmitted() throws SQLException, InterruptedException {
        assertName("host=db.example sslsni=1", "db.example");
        assertName("host=db.example sslsni=0", "none");
        assertName("host=db.example sslsni=", "none");
        assertName("host=db.example sslsni=no", "none");
    }

    @Test
    void refusalsAreReportedInLibpqsWords() throws SQLException {
        assertThat(connect("N", "")).endsWith("failed: server does not support SSL, but SSL was required");
        assertThat(connect("E", "")).endsWith("failed: server sent an error response during SSL exchange");
        assertThat(connect("E", "sslmode=prefer").lines()).hasSize(1);
        assertThat(connect("x", "")).endsWith("failed: received invalid response to SSL negotiation: x");
        // libpq checks for such bytes after the handshake.
        answer = new byte[] {'S', 'S'};
        assertThat(outcome().ours("host=localhost", Map.of()))
                .endsWith("failed: received unencrypted data after SSL response");
    }

    @Test
    void serversThatDoNotAnswerAreAbandoned() throws SQLException {
        assertThat(connect("", "connect_timeout=2 sslmode=prefer")).endsWith("failed: timeout expired");
    }

    /** The second connection is that of libpq, if it is installed. */
    @Test
    void sessionsStartOnTheConnectionWithoutEncryptionIfItIsOnlyPreferred() throws SQLException {
        assertThat(connect("N", "sslmode=prefer").lines())
                .hasSize(1)
                .first()
                .asString()
                .endsWith("FATAL:  refused");
        assertThat(accepted).hasValue(RealClient.find().isPresent() ? 2 : 1);
        ConnectionOutcome unencrypted = new ConnectionOutcome(
                "host=localhost user=postgres dbname=postgres port="
                        + TestServer.current().port(),
                home);
        assertThat(unencrypted.of("")).isEqualTo("plain");
    }

    /** The time that the server takes to refuse encryption counts. */
    @Test
    void theTimeoutIsForTheWholeAttempt() throws SQLException {
        delay = Duration.ofSeconds(3);
        silent = true;
        answer = new byte[] {'N'};
        long start = System.nanoTime();
        assertThat(outcome().ours("host=localhost connect_timeout=4 sslmode=prefer", Map.of()))
                .endsWith("failed: timeout expired");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    private String connect(String response, String parameters) throws SQLException {
        answer = response.getBytes(StandardCharsets.US_ASCII);
        return connect("host=localhost " + parameters);
    }
}
