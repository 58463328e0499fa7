package dev.sengi.benchmarks;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** Makes the embedded server accept TLS, with a self-signed certificate, until it is closed. */
public final class ServerCertificate implements AutoCloseable {
    private static final int ATTEMPTS = 500;
    private static final long MILLIS_BETWEEN = 20;

    private final TestDatabase maintenance = TestServer.current().maintenance();

    /**
     * Installs the certificate.
     *
     * @param folder for the certificate and its key
     */
    public ServerCertificate(Path folder) {
        maintenance.execute(
                "ALTER SYSTEM SET ssl_cert_file = '" + copy(folder, "server.crt") + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + copy(folder, "server.key") + "'",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()");
        await("on");
    }

    /** Returns a connection string with the given sslmode. */
    public String uri(TestDatabase database, String sslmode) {
        return database.connectionString() + "?sslmode=" + sslmode;
    }

    private static Path copy(Path folder, String name) {
        Path file = folder.resolve(name);
        try (InputStream content = ServerCertificate.class.getResourceAsStream(name)) {
            Files.deleteIfExists(file);
            Files.copy(content, file);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The server reads its settings some time after it was asked to.
    private void await(String value) {
        for (int i = 0; !maintenance.value("SHOW ssl").equals(value); i++) {
            if (i == ATTEMPTS) {
                throw new IllegalStateException("ssl does not become " + value);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        maintenance.execute("ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()");
        await("off");
    }
}
