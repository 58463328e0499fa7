package dev.sengi.testing;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container, whose image behaves like Docker's official {@code postgres}.
 *
 * <p>The system property {@code sengi.image} names the image. {@code {major}} in it stands for the major version; an
 * image without that serves only the newest major version.
 */
final class ServerContainer {
    private static final String IMAGE = System.getProperty("sengi.image", "");
    private static final String MAJOR = "{major}";
    private static final String SUPERUSER = "postgres";
    private static final String SOCKETS = "/sengi-sockets";
    private static final String SOCKET = ".s.PGSQL.";

    private final PostgreSQLContainer container;
    private final Path sockets;

    private ServerContainer(PostgreSQLContainer container, Path sockets) {
        this.container = container;
        this.sockets = sockets;
    }

    /** Returns the image that serves a major version, if one was chosen. */
    static Optional<String> image(int major, boolean newest) {
        if (IMAGE.contains(MAJOR)) {
            return Optional.of(IMAGE.replace(MAJOR, major == 9 ? "9.6" : Integer.toString(major)));
        }
        return IMAGE.isEmpty() || !newest ? Optional.empty() : Optional.of(IMAGE);
    }

    /**
     * Starts a server. Fails if Docker does not respond: a user who has chosen an image does not want a different
     * server.
     */
    static ServerContainer start(String image, Map<String, String> settings, Path sockets, Duration limit)
            throws IOException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IOException("Docker does not answer, but -Dsengi.image=" + IMAGE + " needs it");
        }
        // The server runs as a different user.
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> command = new ArrayList<>(List.of("postgres", "-c", "fsync=off"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        command.addAll(List.of("-c", "unix_socket_directories=" + SOCKETS));
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername(SUPERUSER)
                .withDatabaseName(SUPERUSER)
                .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C.UTF-8")
                // withFileSystemBind would pull another image, to check whether folders can be bound.
                .withCreateContainerCmdModifier(
                        create -> create.getHostConfig().withBinds(new Bind(sockets.toString(), new Volume(SOCKETS))))
                .withStartupTimeout(limit)
                .withCommand(command.toArray(new String[0]));
        container.start();
        ServerContainer started = new ServerContainer(container, sockets);
        // Clients look for a socket with the port's number, which differs inside the container.
        Files.createSymbolicLink(started.socketLink(), Path.of(SOCKET + PostgreSQLContainer.POSTGRESQL_PORT));
        return started;
    }

    int port() {
        return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    void stop() {
        try {
            Files.deleteIfExists(socketLink());
            container.stop();
            Files.deleteIfExists(sockets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path socketLink() {
        return sockets.resolve(SOCKET + port());
    }
}
