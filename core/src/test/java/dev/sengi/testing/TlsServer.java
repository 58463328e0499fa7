package dev.sengi.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * A server for one test class that offers TLS, with a certificate that can be changed.
 *
 * <p>Besides the superuser {@code postgres}, which it trusts, its roles are: {@code plainonly} may connect only without
 * TLS, {@code sslonly} only with it, {@code scram} with the password {@code secret}, and {@code certuser} with a
 * certificate for that name.
 */
public final class TlsServer implements AutoCloseable {
    private static final int MAJOR = 18;
    private static final long RELOAD_LIMIT_NANOS = 10_000_000_000L;
    private static final String ACCESS = """
            local all all trust
            hostnossl all plainonly all trust
            hostssl all plainonly all reject
            hostssl all sslonly all trust
            hostnossl all sslonly all reject
            host all scram all scram-sha-256
            hostssl all certuser all cert
            host all all all trust
            """;

    private final EmbeddedPostgres server;
    private final Path sockets;
    private final Path data;
    private int certificates;

    private TlsServer(EmbeddedPostgres server, Path sockets) throws SQLException {
        this.server = server;
        this.sockets = sockets;
        this.data = Path.of(value("SHOW data_directory"));
    }

    /**
     * Starts a server.
     *
     * @param trusted PEM of the authorities whose client certificates it accepts
     */
    public static TlsServer start(String trusted) throws IOException, SQLException {
        Path sockets = Files.createTempDirectory(Path.of("/tmp"), "sengi");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPgBinaryResolver(new ServerBinaries(MAJOR))
                .setLocaleConfig(
                        "locale",
                        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                                ? "C.UTF-8"
                                : "en_US.UTF-8")
                .setServerConfig("unix_socket_directories", sockets.toString())
                .setServerConfig("listen_addresses", "localhost")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
        TlsServer started = new TlsServer(server, sockets);
        started.write("root.crt", trusted);
        started.write("pg_hba.conf", ACCESS);
        started.execute(
                "CREATE ROLE plainonly LOGIN",
                "CREATE ROLE sslonly LOGIN",
                "CREATE ROLE certuser LOGIN",
                "CREATE ROLE scram LOGIN PASSWORD 'secret'",
                "ALTER SYSTEM SET ssl_ca_file = 'root.crt'");
        return started;
    }

    public int port() {
        return server.getPort();
    }

    /** Returns the folder of the Unix-domain socket. */
    public Path socketDirectory() {
        return sockets;
    }

    /** Installs a certificate, with those of its issuers, and a key, both as PEM. */
    public void present(String certificate, String key) throws IOException, SQLException {
        // Unique names show when the postmaster has read them.
        String name = "server" + certificates++;
        write(name + ".crt", certificate);
        write(name + ".key", key);
        set("ssl_cert_file = '" + name + ".crt'", "ssl_key_file = '" + name + ".key'", "ssl = on");
        awaitSetting("ssl_cert_file", name + ".crt");
    }

    /** Changes settings of the server. */
    public void set(String... settings) throws SQLException {
        for (String setting : settings) {
            execute("ALTER SYSTEM SET " + setting);
        }
        execute("SELECT pg_reload_conf()");
    }

    /** Waits until new sessions see a value. */
    public void awaitSetting(String name, String value) throws SQLException {
        long deadline = System.nanoTime() + RELOAD_LIMIT_NANOS;
        while (!value("SHOW " + name).equals(value)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " is not " + value);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        // The server may run as another user, which must own its key.
        Files.setOwner(file, Files.getOwner(data));
    }

    private void execute(String... commands) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private String value(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return server.getDatabase("postgres", "postgres").getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(sockets);
    }
}
