package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sengi.PgDump;
import dev.sengi.SengiException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class UnreadMessageTest {
    /** Part of a row of one megabyte, and more than all that precedes it. */
    private static final int PASSED = 600_000;

    @Test
    void connectionThatEndsWithinARowEndsTheDump() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase();
                ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            database.execute("CREATE TABLE long_row AS SELECT repeat(chr(1), 1000000) AS c");
            Thread server = new Thread(() -> serve(proxy));
            server.setDaemon(true);
            server.start();
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"localhost"});
            source.setPortNumbers(new int[] {proxy.getLocalPort()});
            source.setDatabaseName(database.name());
            source.setUser("postgres");
            source.setSslmode("disable");
            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThatThrownBy(() -> PgDump.from(source).to(OutputStream.nullOutputStream()))
                            .isInstanceOfSatisfying(
                                    SengiException.class,
                                    failure -> assertThat(failure.details())
                                            .first()
                                            .asString()
                                            .startsWith("Error message from server: "
                                                    + "server closed the connection unexpectedly"))
                            .hasMessageStartingWith("Dumping the contents of table \"long_row\" failed"));
        }
    }

    /** Relays both directions until the server has sent that many bytes. */
    private static void serve(ServerSocket proxy) {
        try (Socket client = proxy.accept();
                Socket server = new Socket("localhost", TestServer.current().port())) {
            Thread questions = new Thread(() -> pass(client, server, Integer.MAX_VALUE));
            questions.setDaemon(true);
            questions.start();
            pass(server, client, PASSED);
        } catch (IOException e) {
            // The test sees the result.
        }
    }

    private static void pass(Socket from, Socket to, int count) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int left = count;
            while (left > 0) {
                int length = in.read(buffer, 0, Math.min(left, buffer.length));
                if (length < 0) {
                    return;
                }
                out.write(buffer, 0, length);
                left -= length;
            }
        } catch (IOException e) {
            // The connection is closed.
        }
    }
}
