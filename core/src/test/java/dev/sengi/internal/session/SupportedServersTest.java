package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.PgDump;
import dev.sengi.PgDumpAll;
import dev.sengi.SengiException;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers that report a version older or newer than those that can be dumped. */
class SupportedServersTest {
    private ServerSocket door;

    @BeforeEach
    void open() throws IOException {
        door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.1.24", "20.1", "20devel", "21.0"})
    void othersAreRefusedInTheWordsOfPgDump(String version) {
        answerAs(version);

        Result real = RealClient.require().run("pg_dump", "-d", connectionString());

        assertThat(real.exitCode()).isEqualTo(1);
        assertThatThrownBy(this::dump).isInstanceOfSatisfying(SengiException.class, ours -> {
            String told = "pg_dump: error: " + ours.getMessage() + "\npg_dump: detail: "
                    + ours.details().get(0) + "\n";
            assertThat(withoutProgramVersion(told)).isEqualTo(withoutProgramVersion(real.stderr()));
        });
    }

    @Test
    void dumpsOfWholeServersAreRefusedInTheWordsOfPgDumpAll() {
        answerAs("20.1");

        Result real = RealClient.require().run("pg_dumpall", "-d", connectionString());

        assertThatThrownBy(() -> PgDumpAll.from(this::connect).globalsOnly().to(OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(SengiException.class, ours -> {
                    String told = "pg_dumpall: error: " + ours.getMessage() + "\npg_dumpall: detail: "
                            + ours.details().get(0) + "\n";
                    assertThat(withoutProgramVersion(told)).isEqualTo(withoutProgramVersion(real.stderr()));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.2.24", "9.5.25"})
    void someThatTheRealOneDumpsAreRefusedToo(String version) {
        answerAs(version);

        assertThatThrownBy(this::dump)
                .isInstanceOf(SengiException.class)
                .hasMessage("aborting because of server version mismatch");
    }

    // Both programs name their packager there.
    private static String withoutProgramVersion(String messages) {
        return messages.replaceFirst("(; pg_dump(?:all)? version: 18.6) \\(.*\\)", "$1");
    }

    private String connectionString() {
        return "postgresql://postgres@localhost:" + door.getLocalPort()
                + "/postgres?sslmode=disable&gssencmode=disable";
    }

    private void dump() throws IOException {
        PgDump.from(this::connect).to(OutputStream.nullOutputStream());
    }

    private Connection connect() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {door.getLocalPort()});
        dataSource.setUser("postgres");
        dataSource.setSslmode("disable");
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new SengiException(e.getMessage(), e);
        }
    }

    /** Relays everything between clients and a real server, but replaces that server's version. */
    private void answerAs(String version) {
        int port = TestServer.current().port();
        start(() -> {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket("localhost", port);
                start(() -> client.getInputStream().transferTo(server.getOutputStream()));
                start(() -> answer(server.getInputStream(), client.getOutputStream(), version));
            }
        });
    }

    private static void answer(InputStream server, OutputStream client, String version) throws IOException {
        for (int type = server.read(); type >= 0; type = server.read()) {
            int length = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                length = length << Byte.SIZE | server.read();
            }
            byte[] body = server.readNBytes(length - Integer.BYTES);
            List<String> parameter = List.of(new String(body, StandardCharsets.UTF_8).split("\0", -1));
            if (type == 'S' && parameter.get(0).equals("server_version")) {
                body = ("server_version\0" + version + "\0").getBytes(StandardCharsets.UTF_8);
            }
            client.write(message(type, body));
            client.flush();
        }
    }

    private static byte[] message(int type, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(type);
        int length = body.length + Integer.BYTES;
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            message.write(length >>> shift);
        }
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static void start(Conversation conversation) {
        Thread thread = new Thread(
                () -> {
                    try {
                        conversation.run();
                    } catch (IOException e) {
                        // Either side may disconnect at any time.
                    }
                },
                "version-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Conversation {
        void run() throws IOException;
    }
}
