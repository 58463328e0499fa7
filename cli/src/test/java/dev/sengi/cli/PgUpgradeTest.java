package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL's own pg_upgrade, with our pg_dump and pg_dumpall among the new server's programs. The old server is an
 * embedded one, to which only two programs are added: Debian's marks columns with an option that no other server
 * accepts.
 */
@NeedsRealClient
@Order(1) // Its only test takes a minute, and would leave a processor idle at the end if it started last.
class PgUpgradeTest {
    private static final Path RESOURCES = ProjectLayout.root().resolve("core/src/test/resources/dev/sengi");
    private static final Path SERVERS = Path.of(System.getProperty("user.home"), ".cache/sengi");
    private static final Path OLD_PROGRAMS = SERVERS.resolve("postgres-server-17/bin");
    private static final Path NEW_PROGRAMS = SERVERS.resolve("postgres-server-18/bin");

    private static final List<String> DATABASES = List.of("demo", "upgraded", "subscriber");

    @TempDir
    private Path folder;

    /** Short enough for a socket's path. */
    private Path sockets;

    private Path running;

    @BeforeEach
    void requireServers() throws IOException {
        for (Path programs : List.of(OLD_PROGRAMS, NEW_PROGRAMS)) {
            Assumptions.assumeTrue(
                    Files.isExecutable(programs.resolve("pg_upgrade")),
                    programs + " is missing: 'dev/install-postgres-server 17' and '… 18' install the servers");
        }
        sockets = Files.createTempDirectory(Path.of("/tmp"), "sengi");
    }

    @AfterEach
    void stop() throws IOException {
        if (running != null) {
            stop(running);
        }
        if (sockets != null) {
            Files.deleteIfExists(sockets);
        }
    }

    @Test
    void anUpgradedClusterContainsTheSame() throws IOException {
        Path oldPrograms = oldPrograms();
        Path newPrograms = newPrograms();
        Path oldData = folder.resolve("old");
        Path newData = folder.resolve("new");
        initialize(oldPrograms, oldData);
        initialize(newPrograms, newData, "--no-data-checksums");

        start(oldPrograms, oldData);
        DATABASES.forEach(name -> psql("postgres", "CREATE DATABASE " + name));
        try (Stream<Path> scripts = Files.list(RESOURCES.resolve("testing/demo"))) {
            scripts.sorted().forEach(script -> load("demo", script));
        }
        load("upgraded", RESOURCES.resolve("internal/dump/binary_upgrade.sql"));
        // Such a language is restored only if an extension has its name.
        psql(
                "upgraded",
                "ALTER EXTENSION cube DROP TRANSFORM FOR member_schema.en LANGUAGE mlang",
                "ALTER EXTENSION cube DROP LANGUAGE mlang",
                "DROP LANGUAGE mlang CASCADE");
        load("subscriber", RESOURCES.resolve("internal/dump/binary_upgrade_subscriptions.sql"));
        List<byte[]> before = DATABASES.stream().map(this::dump).toList();
        stop(oldData);

        String command = String.join(
                " ",
                "cd " + folder + " && exec",
                NEW_PROGRAMS.resolve("pg_upgrade").toString(),
                "-U postgres -b " + oldPrograms + " -B " + newPrograms + " -d " + oldData + " -D " + newData,
                "-s " + sockets);
        Result upgrade = unprivileged(Path.of("/bin/sh"), "-c", command);
        if (upgrade.exitCode() != 0) {
            fail(new String(upgrade.stdout(), StandardCharsets.UTF_8) + upgrade.stderr() + errors(newData));
        }
        assertThat(folder.resolve("calls"))
                .content()
                .containsPattern("(?m)^pg_dump .*--binary-upgrade")
                .containsPattern("(?m)^pg_dumpall .*--globals-only.*--binary-upgrade");

        start(newPrograms, newData);
        for (int i = 0; i < DATABASES.size(); i++) {
            ScriptDiff.assertSame(before.get(i), dump(DATABASES.get(i)));
        }
        assertThat(query(
                        "demo", "SELECT count(*) FROM pg_class c WHERE c.relkind = 'r' AND c.relfrozenxid::text = '0'"))
                .isEqualTo("0\n");
        assertThat(query("subscriber", "SELECT count(*) FROM pg_subscription_rel"))
                .isEqualTo("3\n");
        assertThat(query("upgraded", "SELECT b FROM up.\"Missing\"")).isEqualTo("it's\n");
    }

    /** Returns the output of the programs that pg_upgrade ran. It removes their logs if it succeeds. */
    private static String errors(Path newData) throws IOException {
        StringBuilder errors = new StringBuilder();
        try (Stream<Path> logs = Files.walk(newData.resolve("pg_upgrade_output.d"))) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.readString(log)
                        .lines()
                        .filter(line -> line.contains("error:"))
                        .forEach(line -> errors.append(line).append('\n'));
            }
        }
        return errors.toString();
    }

    /** Returns the folder of an embedded server's programs, after adding those that it lacks. */
    private Path oldPrograms() throws IOException {
        Path server = Files.createDirectory(folder.resolve("server"));
        Path archive = server.resolve("server.txz");
        try (ZipFile jar = new ZipFile(
                ProjectLayout.root().resolve("core/target/postgres/17.jar").toFile())) {
            try (InputStream in = jar.getInputStream(jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow())) {
                Files.copy(in, archive);
            }
        }
        ProgramRun.of(
                        Path.of("tar"),
                        List.of("-xJf", archive.toString(), "-C", server.toString()),
                        new byte[0],
                        Map.of())
                .assertSuccess();
        for (String program : List.of("pg_controldata", "pg_resetwal")) {
            redirect(server.resolve("bin").resolve(program), OLD_PROGRAMS.resolve(program));
        }
        return server.resolve("bin");
    }

    /** Returns a folder with the new server's programs, in which pg_dump and pg_dumpall are ours. */
    private Path newPrograms() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        try (Stream<Path> all = Files.list(NEW_PROGRAMS)) {
            for (Path program : all.toList()) {
                redirect(programs.resolve(program.getFileName()), program);
            }
        }
        for (String name : List.of("pg_dump", "pg_dumpall")) {
            Path launcher = OurProgram.launcher(folder.resolve("our-" + name), name);
            // pg_upgrade compares the versions of all programs, and Debian's contain the package's.
            OurProgram.script(
                    programs.resolve(name),
                    "#!/bin/sh\nif [ \"$1\" = -V ]; then exec " + NEW_PROGRAMS.resolve(name)
                            + " -V; fi\necho " + name + " \"$@\" >> "
                            + folder.resolve("calls") + "\nJAVA_HOME="
                            + launcher.getParent().getParent() + " exec "
                            + launcher + " \"$@\"\n");
        }
        return programs;
    }

    private static void redirect(Path script, Path program) throws IOException {
        OurProgram.script(script, "#!/bin/sh\nexec " + program + " \"$@\"\n");
    }

    private void initialize(Path programs, Path data, String... options) throws IOException {
        List<String> arguments = Stream.concat(
                        Stream.of("-D", data.toString(), "-U", "postgres", "-A", "trust", "--locale=C.UTF-8"),
                        Stream.of(options))
                .toList();
        unprivileged(programs.resolve("initdb"), arguments.toArray(String[]::new))
                .assertSuccess();
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "listen_addresses = ''\nunix_socket_directories = '" + sockets
                        + "'\nfsync = off\nwal_level = logical\n");
    }

    private void start(Path programs, Path data) {
        unprivileged(
                        programs.resolve("pg_ctl"),
                        "-D",
                        data.toString(),
                        "-l",
                        folder.resolve("log").toString(),
                        "-w",
                        "start")
                .assertSuccess();
        running = data;
    }

    private void stop(Path data) {
        unprivileged(NEW_PROGRAMS.resolve("pg_ctl"), "-D", data.toString(), "-m", "fast", "-w", "stop")
                .assertSuccess();
        running = null;
    }

    /** Runs a program that refuses to run as root; if this process is root's, in a user namespace. */
    private static Result unprivileged(Path program, String... arguments) {
        boolean isRoot = System.getProperty("user.name").equals("root");
        List<String> all = Stream.concat(
                        isRoot ? Stream.of("-U", program.toString()) : Stream.of(), Stream.of(arguments))
                .toList();
        return ProgramRun.of(isRoot ? Path.of("unshare") : program, all, new byte[0], Map.of());
    }

    private void load(String database, Path script) {
        psqlWith(database, "-f", script.toString());
    }

    private void psql(String database, String... commands) {
        for (String command : commands) {
            psqlWith(database, "-c", command);
        }
    }

    private String query(String database, String sql) {
        return new String(psqlWith(database, "-c", sql).stdout(), StandardCharsets.UTF_8);
    }

    private Result psqlWith(String database, String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", connection(database)),
                        Stream.of(arguments))
                .toList();
        return RealClient.require().run("psql", all, new byte[0]).assertSuccess();
    }

    /**
     * Returns the real pg_dump's script, without the server's version, and without policies: their roles come in the
     * order of the catalog's rows, which an upgrade changes.
     */
    private byte[] dump(String database) {
        Result script = RealClient.require()
                .run("pg_dump", "--restrict-key=x", "--no-policies", "-d", connection(database))
                .assertSuccess();
        return new String(script.stdout(), StandardCharsets.UTF_8)
                .replaceFirst("-- Dumped from database version .*", "")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String connection(String database) {
        return "host=" + sockets + " user=postgres dbname=" + database;
    }
}
