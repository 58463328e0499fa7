package dev.sengi.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * A server of a major version for which Maven Central has no binaries, from the folder that {@code SENGI_PG19} names, by
 * default {@code ~/.cache/sengi/postgres-19}. Its own client programs, in the same folder, are the oracle for it.
 */
final class InstalledServer {
    /** The only such version. */
    static final int MAJOR = 19;

    private static final Path BIN = folder().resolve("bin");
    private static final String SUPERUSER = "postgres";

    private final Path data;
    private final int port;

    private InstalledServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /**
     * Returns the folder of the programs, or skips the test if they are missing, even with {@code CI=true}: mirrors
     * replace release candidates without notice.
     */
    static Path requireBin() {
        if (RealClient.isUnwanted() || !Files.isExecutable(BIN.resolve("postgres"))) {
            throw new TestAbortedException(
                    "PostgreSQL " + MAJOR + " is not in " + BIN + ": run dev/install-postgres-19, or set SENGI_PG19");
        }
        return BIN;
    }

    /** Initialises and starts a server in an empty folder. */
    static InstalledServer start(Path data, Path sockets, Map<String, String> settings, Duration limit)
            throws IOException {
        Path bin = requireBin();
        run(
                bin.resolve("initdb"),
                List.of("-D", data.toString(), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"));
        InstalledServer server = new InstalledServer(data, freePort());
        StringBuilder options = new StringBuilder("-F -p " + server.port + " -c unix_socket_directories=" + sockets);
        settings.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        Path log = data.resolve("log");
        server.control(
                "-w", "-t", Long.toString(limit.toSeconds()), "-l", log.toString(), "-o", options.toString(), "start");
        return server;
    }

    int port() {
        return port;
    }

    void stop() {
        control("-w", "-m", "immediate", "stop");
        ServerFolder.remove(data);
    }

    private void control(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-D", data.toString()));
        all.addAll(List.of(arguments));
        run(BIN.resolve("pg_ctl"), all);
    }

    // PostgreSQL refuses to run as root; in a separate user namespace, root appears as the user nobody.
    private static void run(Path program, List<String> arguments) {
        if (!System.getProperty("user.name").equals("root")) {
            ProgramRun.of(program, arguments, new byte[0], Map.of()).assertSuccess();
            return;
        }
        List<String> all = new ArrayList<>(List.of("-U", program.toString()));
        all.addAll(arguments);
        ProgramRun.of(Path.of("unshare"), all, new byte[0], Map.of()).assertSuccess();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path folder() {
        String named = System.getenv("SENGI_PG19");
        return named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache/sengi/postgres-19");
    }
}
