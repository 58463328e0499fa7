package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.SampleCluster;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole servers in folders of archives: {@code sengi dump --all} and {@code sengi restore FOLDER}. */
class DumpAllFolderTest {
    private static SampleCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startCluster() {
        cluster = SampleCluster.start(18);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    private static Result sengi(TestServer server, String user, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("-h", "localhost", "-p", Integer.toString(server.port()), "-U", user));
        return CommandOracle.run("sengi", all, Map.of());
    }

    private Path dumped(String... options) {
        Path all = folder.resolve("all");
        List<String> arguments = new ArrayList<>(List.of("dump", "--all", "-f", all.toString()));
        arguments.addAll(List.of(options));
        sengi(cluster.server(), "postgres", arguments.toArray(String[]::new)).assertSuccess();
        return all;
    }

    private static byte[] script(TestServer server) {
        List<String> arguments =
                List.of("--restrict-key=k", "-U", "postgres", "-h", "localhost", "-p", Integer.toString(server.port()));
        return CommandOracle.run("pg_dumpall", arguments, Map.of())
                .assertSuccess()
                .stdout();
    }

    static Stream<String> formats() {
        return TestServer.isThorough() ? Stream.of("c", "d", "t") : Stream.of("c", "d");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theWholeServerIsRestored(String format) {
        Path all = dumped("-F" + format, "-j", "2");
        TestServer target = TestServer.startOwn(18);
        try {
            target.maintenance().execute("ALTER SYSTEM SET allow_in_place_tablespaces = on", "SELECT pg_reload_conf()");
            Result restore = sengi(target, "postgres", "restore", "--all", "-d", "postgres", all.toString());
            // The superuser exists, the first server occupies the tablespace's folder, and nothing here provides
            // labels.
            assertThat(restore.stderr().lines().filter(line -> line.contains("error: ")))
                    .allMatch(line -> line.contains("role \"postgres\" already exists")
                            || line.contains("already in use as a tablespace")
                            || line.contains("security label provider"));
            assertThat(restore.exitCode()).isEqualTo(1);
            String expected = new String(script(cluster.server()), StandardCharsets.ISO_8859_1)
                    .replaceFirst("CREATE TABLESPACE in_folder .*\n", "")
                    .replaceAll("(?m)^SECURITY LABEL FOR .*\n", "");
            assertThat(new String(script(target), StandardCharsets.ISO_8859_1)).isEqualTo(expected);
        } finally {
            target.stop();
        }
    }

    @Test
    void tablespacesAreLeftOut() {
        Path all = dumped("-Fc");
        TestServer target = TestServer.startOwn(18);
        try {
            Result restore =
                    sengi(target, "postgres", "restore", "--all", "--no-tablespaces", "-d", "postgres", all.toString());
            assertThat(restore.stderr().lines().filter(line -> line.contains("error: ")))
                    .allMatch(line -> line.contains("role \"postgres\" already exists")
                            || line.contains("security label provider"));
            // It used to be in a tablespace.
            assertThat(target.maintenance().value("SELECT count(*) FROM pg_database WHERE datname = 'equals=sign''s'"))
                    .isEqualTo("1");
            assertThat(target.maintenance().value("SELECT count(*) FROM pg_tablespace WHERE spcname !~ '^pg_'"))
                    .isEqualTo("0");
            assertThat(target.maintenance().value("SELECT count(*) FROM pg_roles WHERE rolname = 'plain'"))
                    .isEqualTo("1");
        } finally {
            target.stop();
        }
    }

    @Test
    void aPlainRoleRestoresWhatItMay() {
        Path all = dumped("-Fc");
        TestServer target = TestServer.startOwn(18);
        try {
            TestDatabase database = target.maintenance();
            database.execute("CREATE ROLE boss LOGIN CREATEROLE CREATEDB", "CREATE ROLE plain");
            Result restore = sengi(target, "boss", "restore", "--all", "-d", "postgres", all.toString());
            assertThat(restore.exitCode()).isEqualTo(1);
            assertThat(restore.stderr())
                    .contains(
                            "role \"plain\" already exists",
                            "ALTER ROLE everything WITH SUPERUSER REPLICATION BYPASSRLS;",
                            "permission denied to create tablespace",
                            "warning: errors ignored on restore: ");
            // Passwords and logins are set although other attributes could not be.
            assertThat(database.rows("SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = 'everything'"))
                    .isEqualTo(cluster.server()
                            .maintenance()
                            .rows("SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = 'everything'"));
            assertThat(target.database("zulu").value("SELECT count(*) FROM item"))
                    .isEqualTo("2");
        } finally {
            target.stop();
        }
    }

    @Test
    void singleDatabasesAreRestored() {
        Path all = dumped("-Fc", "--exclude-database", "dbü");
        TestServer target = TestServer.current();
        try (TestDatabase into = target.createDatabase()) {
            sengi(target, "postgres", "restore", "-O", "-d", into.name(), all.toString(), "zulu")
                    .assertSuccess();
            assertThat(into.value("SELECT count(*) FROM item")).isEqualTo("2");
            assertThat(sengi(target, "postgres", "restore", "-d", into.name(), all.toString(), "zulu")
                            .exitCode())
                    .isEqualTo(1);
        }
        for (List<String> refused : List.of(
                List.<String>of(),
                List.of("dbü"),
                List.of("zulu", "postgres"),
                List.of("zulu", "--all"),
                List.of("zulu", "-l"))) {
            List<String> arguments = new ArrayList<>(List.of("restore", "-d", "nowhere", all.toString()));
            arguments.addAll(refused);
            Result result = sengi(target, "postgres", arguments.toArray(String[]::new));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stderr()).startsWith("sengi restore: error: ");
        }
    }

    /** Password hashes must not be readable by everyone, and a failed dump must leave nothing. */
    @Test
    void anExistingFolderBehindALinkBelongsToItsOwner() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(folder.resolve("all"), real);
        Result failed =
                sengi(cluster.server(), "postgres", "dump", "--all", "-Fc", "--role=nonesuch", "-f", link.toString());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(real).isEmptyDirectory();
        dumped("-Fc");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .as("the folder is the user's")
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real.resolve("databases"))))
                .isEqualTo("rwx------");
        assertThat(real.resolve("toc.glo")).isNotEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real.resolve("toc.glo"))))
                .isEqualTo("rw-------");
    }

    /** Each archive is an ordinary one, including that of roles and tablespaces. */
    @Test
    void theRealProgramRestoresTheArchives() {
        RealClient real = RealClient.require();
        Path all = dumped("-Fd");
        Result globals =
                real.run("pg_restore", "-f", "-", all.resolve("toc.glo").toString());
        assertThat(globals.assertSuccess().text()).contains("CREATE ROLE plain;\n", "CREATE TABLESPACE zz_first ");
        String oid = cluster.server().maintenance().value("SELECT oid FROM pg_database WHERE datname = 'zulu'");
        Path zulu = all.resolve("databases").resolve(oid);
        Result script = ProgramRun.of(
                real.program("pg_restore"), List.of("-C", "-f", "-", zulu.toString()), new byte[0], Map.of());
        assertThat(script.assertSuccess().text()).contains("CREATE DATABASE zulu ", "COPY public.item (id, name)");
    }

    @Test
    void pgDumpDoesNotDumpWholeServers() {
        for (String option : List.of("--all", "--exclude-database=x", "--no-role-passwords")) {
            assertThat(CommandOracle.run("pg_dump", List.of(option), Map.of()).stderr())
                    .startsWith("pg_dump: unrecognized option '" + option + "'\n");
        }
        assertThat(CommandOracle.run("pg_restore", List.of("--all", "-d", "x"), Map.of())
                        .stderr())
                .startsWith("pg_restore: unrecognized option '--all'\n");
        assertThat(CommandOracle.run("sengi", List.of("dump", "--no-role-passwords"), Map.of())
                        .stderr())
                .isEqualTo("sengi dump: error: option --no-role-passwords requires option --all\n");
        assertThat(CommandOracle.run("sengi", List.of("dump", "--all", "--checksum", "-f", "x"), Map.of())
                        .stderr())
                .isEqualTo("sengi dump: error: options --all and --checksum cannot be used together\n");
    }
}
