package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.ConnectionSource;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.internal.session.LentConnection;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections over TLS to a server with a self-signed certificate for localhost. The server is this test's own, because
 * the settings that it changes are visible to all sessions.
 */
class EncryptionTest {
    private static TestServer server;
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void turnOn() throws IOException, GeneralSecurityException {
        server = TestServer.startOwn(18);
        KeyStore store = certificate();
        Path data = server.dataDirectory();
        Path key = data.resolve("server.key");
        pem(key, "PRIVATE KEY", key(store).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        byte[] certificate = store.getCertificate("server").getEncoded();
        pem(data.resolve("server.crt"), "CERTIFICATE", certificate);
        pem(folder.resolve("root.crt"), "CERTIFICATE", certificate);
        // The server may run as another user, which must own its key.
        Files.setOwner(key, Files.getOwner(data));
        server.maintenance()
                .execute(
                        "ALTER SYSTEM SET ssl = on",
                        "ALTER ROLE postgres PASSWORD 'secret'",
                        "SELECT pg_reload_conf()");
        // New sessions see the change as soon as the postmaster has read the file.
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!server.maintenance().value("SHOW ssl").equals("on") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(server.maintenance().value("SHOW ssl")).isEqualTo("on");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void isUsedByDefault() throws SQLException {
        assertThat(isEncrypted("")).isTrue();
        assertThat(isEncrypted("sslmode=require")).isTrue();
        assertThat(isEncrypted("sslmode=disable")).isFalse();
    }

    /** A TLS socket's own {@code close} waits for the thread that writes. */
    @Test
    @Timeout(value = 50, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void canBeAbortedWhileTheNetworkAcceptsNothing() throws Exception {
        try (TestDatabase database = server.createDatabase();
                RoundTrips network = new RoundTrips(database)) {
            database.execute("CREATE TABLE t (t text)");
            ConnectionSource source = ConnectionSource.of(network.connectionString() + " sslmode=require");
            Connection connection = source.open();
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
            FutureTask<Throwable> writing = blockedWriting(copy, network);
            connection.abort(Runnable::run);
            assertThat(writing.get()).isInstanceOf(SQLException.class);
        }
    }

    /** A socket of the driver's own waits for its writer before it closes. */
    @Test
    @Timeout(value = 50, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDriversOwnConnectionCanBeAborted() throws Exception {
        try (TestDatabase database = server.createDatabase();
                RoundTrips network = new RoundTrips(database)) {
            database.execute("CREATE TABLE t (t text)");
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"localhost"});
            source.setPortNumbers(new int[] {network.port()});
            source.setDatabaseName(database.name());
            source.setUser("postgres");
            source.setSslmode("require");
            LentConnection lent = LentConnection.open(source::getConnection);
            CopyIn copy = lent.driver().getCopyAPI().copyIn("COPY t FROM STDIN");
            FutureTask<Throwable> writing = blockedWriting(copy, network);
            lent.abort();
            assertThat(writing.get()).isInstanceOf(SQLException.class);
            lent.giveBack(() -> {});
        }
    }

    /** Sends rows until the network accepts no more, and returns what this throws. */
    private static FutureTask<Throwable> blockedWriting(CopyIn copy, RoundTrips network) throws InterruptedException {
        byte[] row = ("x".repeat(1_000_000) + "\n").getBytes(StandardCharsets.UTF_8);
        FutureTask<Throwable> writing = new FutureTask<>(() -> catchThrowable(() -> {
            while (true) {
                copy.writeToCopy(row, 0, row.length);
            }
        }));
        new Thread(writing).start();
        network.freeze();
        Thread.sleep(1_000);
        assertThat(writing.isDone()).isFalse();
        return writing;
    }

    @Test
    void verifiesTheCertificate() throws SQLException {
        assertThat(isEncrypted("sslmode=verify-full sslrootcert=" + folder.resolve("root.crt")))
                .isTrue();
        assertThat(isEncrypted("sslmode=require sslrootcert=" + folder.resolve("root.crt")))
                .isTrue();
        assertThatThrownBy(() -> isEncrypted("sslrootcert=system")).hasMessageContaining("SSL error: ");
    }

    @Test
    void reportsAMissingRootCertificateAsLibpqDoes() {
        String parameters = "sslmode=verify-ca sslrootcert=" + folder.resolve("none");
        Result psql = RealClient.require().run("psql", "-w", dbname(parameters));
        assertThatThrownBy(() -> isEncrypted(parameters))
                .satisfies(
                        e -> assertThat("psql: error: " + e.getMessage() + "\n").isEqualTo(psql.stderr()));
    }

    @Test
    void verifiesTheHostsName() {
        String other = "host=127.0.0.1 sslmode=verify-full sslrootcert=" + folder.resolve("root.crt");
        assertThatThrownBy(() -> isEncrypted(other)).hasMessageContaining("127.0.0.1");
    }

    @Test
    void keepsTheServersTimeZone() throws SQLException {
        server.maintenance().execute("ALTER ROLE postgres SET TimeZone = 'Pacific/Fiji'");
        assertThat(query("sslmode=require", "SHOW TimeZone")).isEqualTo("Pacific/Fiji");
        assertThat(query("sslmode=disable", "SHOW TimeZone")).isEqualTo("Pacific/Fiji");
    }

    @Test
    void theEnvironmentsZoneIsUsed() throws SQLException {
        assertThat(query("sslmode=require", "SHOW TimeZone", Map.of("PGTZ", "Asia/Tokyo")))
                .isEqualTo("Asia/Tokyo");
    }

    private static boolean isEncrypted(String parameters) throws SQLException {
        return query(parameters, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                .equals("t");
    }

    private static String query(String parameters, String sql) throws SQLException {
        return query(parameters, sql, Map.of());
    }

    private static String query(String parameters, String sql, Map<String, String> variables) throws SQLException {
        ClientEnvironment environment = new ClientEnvironment(variables, "nobody", folder.toString(), warning -> {});
        ConninfoSource source = new ConninfoSource(
                new ConnectionRequest(null, null, null, dbname(parameters), null, null), environment);
        try (Connection connection = source.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static String dbname(String parameters) {
        return "host=localhost port=" + server.port() + " user=postgres dbname=postgres " + parameters;
    }

    private static KeyStore certificate() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> arguments = List.of(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(STORE_PASSWORD));
        ProgramRun.of(keytool, arguments, new byte[0], Map.of()).assertSuccess();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD);
        }
        return store;
    }

    private static Key key(KeyStore store) throws GeneralSecurityException {
        return store.getKey("server", STORE_PASSWORD);
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
