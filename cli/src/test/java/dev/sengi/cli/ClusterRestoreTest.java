package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code sengi restore FOLDER}: what happens if databases exist, archives are missing, or the server is unreachable.
 */
class ClusterRestoreTest {
    @TempDir
    private static Path folder;

    private static Path all;
    private static TestServer target;
    private static String shopOid;

    @BeforeAll
    static void dumpOneServerAndStartAnother() {
        all = folder.resolve("all");
        TestServer source = TestServer.startOwn(18);
        try {
            source.maintenance().execute("CREATE DATABASE shop", "CREATE DATABASE yard");
            source.maintenance().execute("CREATE ROLE clerk LOGIN PASSWORD 's3cret'");
            source.database("shop").execute("CREATE TABLE item AS SELECT g AS id FROM generate_series(1, 2) g");
            source.database("yard").execute("CREATE TABLE item AS SELECT g AS id FROM generate_series(1, 30) g");
            shopOid = source.maintenance().value("SELECT oid FROM pg_database WHERE datname = 'shop'");
            sengi(source, "dump", "-q", "--all", "-Fc", "-f", all.toString()).assertSuccess();
        } finally {
            source.stop();
        }
        target = TestServer.startOwn(18);
    }

    @AfterAll
    static void stop() {
        target.stop();
    }

    @BeforeEach
    void dropDatabases() {
        target.maintenance().execute("DROP DATABASE IF EXISTS shop", "DROP DATABASE IF EXISTS yard");
        target.maintenance().execute("DROP ROLE IF EXISTS clerk");
    }

    private static Result sengi(TestServer server, String... arguments) {
        return sengi(server.port(), "postgres", arguments);
    }

    private static Result sengi(int port, String user, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("-h", "localhost", "-p", Integer.toString(port), "-U", user));
        return CommandOracle.run("sengi", all, Map.of());
    }

    private static Result restore(String... arguments) {
        return restoreFrom(all, arguments);
    }

    private static Result restoreFrom(Path from, String... arguments) {
        List<String> given = new ArrayList<>(List.of("restore", "--progress=none", "-d", "postgres", from.toString()));
        given.addAll(List.of(arguments));
        return sengi(target, given.toArray(String[]::new));
    }

    private static long rows(String database) {
        return Long.parseLong(target.database(database).value("SELECT count(*) FROM item"));
    }

    private static List<JsonObject> objects(Result result) {
        return result.stderr()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static List<JsonObject> events(List<JsonObject> all, String event) {
        return all.stream()
                .filter(object -> object.get("event").getAsString().equals(event))
                .toList();
    }

    private static String text(JsonObject object, String member) {
        return object.has(member) ? object.get(member).getAsString() : null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--all", "--all -j 2", "--all -C", "-C shop yard"})
    void databasesThatExistAreLeftAlone(String options) {
        target.maintenance().execute("CREATE DATABASE shop");
        target.database("shop").execute("CREATE TABLE item (id int)");
        Result result = restore(options.split(" ", -1));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .contains("""
                        sengi restore: restoring database "shop"
                        sengi restore: error: could not execute query: ERROR:  database "shop" already exists
                        Command was: CREATE DATABASE shop\
                        """)
                .contains("\nsengi restore: warning: nothing was restored into database \"shop\"\n")
                .doesNotContain("database \"postgres\" already exists", "restoring database \"yard\"");
        assertThat(rows("shop")).isZero();
        assertThat(rows("yard")).isEqualTo(30);
    }

    /** The server rejects a role that may not create databases before it checks whether they exist. */
    @Test
    void databasesThatMayNotBeCreatedAreLeftAlone() {
        target.maintenance().execute("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN", "CREATE DATABASE shop");
        target.maintenance().execute("ALTER DATABASE shop OWNER TO guest");
        target.database("shop").execute("CREATE TABLE item (id int)", "ALTER TABLE item OWNER TO guest");
        Result result = sengi(target.port(), "guest", "restore", "-d", "postgres", "-C", "-O", all.toString(), "shop");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .contains("permission denied to create database", "nothing was restored into database \"shop\"");
        assertThat(rows("shop")).isZero();
    }

    /** Even a password's hash in a log can help its readers to log in. */
    @Test
    void messagesShowNoPasswords() {
        target.maintenance().execute("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN");
        for (String progress : List.of("none", "json")) {
            Result result = sengi(
                    target.port(),
                    "guest",
                    "restore",
                    "--progress=" + progress,
                    "-d",
                    "postgres",
                    "--all",
                    all.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stderr())
                    .contains("ALTER ROLE clerk WITH INHERIT NOCREATEROLE NOCREATEDB LOGIN PASSWORD ")
                    .contains("***")
                    .doesNotContain("SCRAM-SHA-256");
        }
    }

    @Test
    void databasesThatAreDroppedFirstAreRestored() {
        restore("shop", "yard", "-C").assertSuccess();
        target.database("shop").execute("INSERT INTO item VALUES (3)");
        restore("shop", "yard", "-C", "-c").assertSuccess();
        assertThat(rows("shop")).isEqualTo(2);
        assertThat(rows("yard")).isEqualTo(30);
    }

    @Test
    void oneArchiveIsRestoredAsPgRestoreDoes() {
        restore("shop", "-C").assertSuccess();
        String archive = all.resolve("databases").resolve(shopOid + ".dmp").toString();
        assertThat(sengi(target, "restore", "-C", "-d", "postgres", archive).exitCode())
                .isEqualTo(1);
        assertThat(rows("shop")).isEqualTo(4);
    }

    /** Databases that the restore itself creates would have no tables for the data. */
    @Test
    void dataAloneGoIntoDatabasesThatExist() {
        restore("-s", "-C", "shop", "yard").assertSuccess();
        assertThat(rows("shop")).isZero();
        restore("--all", "--data-only", "-1").assertSuccess();
        assertThat(rows("shop")).isEqualTo(2);
        assertThat(rows("yard")).isEqualTo(30);
    }

    @Test
    void aMissingArchiveAffectsOnlyItsDatabase() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("missing"));
        Files.createDirectory(copy.resolve("databases"));
        try (var files = Files.walk(all)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(all.relativize(file)));
            }
        }
        Path lost = copy.resolve("databases").resolve(shopOid + ".dmp");
        Files.delete(lost);
        Result result = restoreFrom(copy, "-C", "shop", "yard");
        assertThat(result.exitCode()).isEqualTo(1);
        String reason = "could not open input file \"" + lost + "\": No such file or directory\n";
        assertThat(result.stderr())
                .startsWith("sengi restore: restoring database \"shop\"\nsengi restore: error: " + reason)
                .contains("\nsengi restore: restored 1 database, ", "  1 failure:\n    shop: " + reason);
        assertThat(rows("yard")).isEqualTo(30);
        Result first = restoreFrom(copy, "-C", "-e", "-c", "--if-exists", "shop", "yard");
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.stderr())
                .isEqualTo("sengi restore: restoring database \"shop\"\nsengi restore: error: " + reason);
    }

    @Test
    void everyLineIsJsonAndNamesItsDatabase() {
        target.maintenance().execute("CREATE DATABASE shop");
        List<JsonObject> lines = objects(restore("--progress=json", "--all"));
        assertThat(events(lines, "database"))
                .extracting(object -> text(object, "database") + " " + text(object, "state"))
                .containsExactly(
                        "template1 started",
                        "template1 finished",
                        "postgres started",
                        "postgres finished",
                        "shop started",
                        "yard started",
                        "yard finished");
        assertThat(events(lines, "failure"))
                .extracting(failure -> text(failure, "database") + ": " + text(failure, "message"))
                .containsExactly("null: role \"postgres\" already exists", "shop: database \"shop\" already exists");
        assertThat(events(lines, "message"))
                .extracting(message -> text(message, "text"))
                .contains("nothing was restored into database \"shop\"");
        JsonObject lastProgress =
                events(lines, "progress").get(events(lines, "progress").size() - 1);
        assertThat(text(lastProgress, "database")).isEqualTo("yard");
        JsonObject summary = lines.get(lines.size() - 1);
        assertThat(events(lines, "summary")).containsExactly(summary);
        assertThat(summary.get("databases").getAsInt()).isEqualTo(3);
        assertThat(summary.get("failures").getAsInt()).isEqualTo(2);
        assertThat(summary.get("tables").getAsInt()).isEqualTo(1);
        assertThat(summary.get("rows").getAsInt()).isEqualTo(30);
    }

    @Test
    void oneSummaryNamesTheDatabasesOfAllFailures() {
        target.maintenance().execute("CREATE DATABASE shop");
        Result result = restore("--all");
        assertThat(result.stderr())
                .startsWith("""
                        sengi restore: restoring roles and tablespaces
                        sengi restore: error: could not execute query: ERROR:  role "postgres" already exists
                        """)
                .containsPattern("\nsengi restore: restored 3 databases, \\d+ entries, 1 table, 30 rows, 81 B in .*\n")
                .contains("""

                          2 failures:
                            ROLE postgres: role "postgres" already exists
                            shop: DATABASE shop: database "shop" already exists
                        """);
        assertThat(restore("-q", "--all").stderr()).doesNotContain("sengi restore: restored");
        assertThat(restore("-v", "--all").stderr().split("restoring database \"shop\"", -1))
                .hasSize(2);
    }

    @Test
    void anUnreachableServerIsReportedOnce() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (List<String> options : List.of(List.of("--all"), List.of("--all", "-a"), List.of("-C", "shop", "yard"))) {
            List<String> arguments = new ArrayList<>(List.of("restore", "-d", "postgres", all.toString()));
            arguments.addAll(options);
            Result result = sengi(port, "postgres", arguments.toArray(String[]::new));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stderr().lines().filter(line -> line.startsWith("sengi restore: error: ")))
                    .as("%s: %s", options, result.stderr())
                    .hasSize(1);
        }
    }

    @Test
    void anUnreachableDatabaseDoesNotAffectOthers() {
        target.maintenance().execute("CREATE DATABASE yard");
        target.database("yard").execute("CREATE TABLE item (id int)");
        Result result = restore("--all", "-a");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .contains("database \"shop\" does not exist")
                .contains("\n  1 failure:\n    shop: connection to server at ");
        assertThat(rows("yard")).isEqualTo(30);
    }

    @Test
    void oneTransactionIsRefusedBeforeAnythingIsDone() {
        Result result = sengi(1, "postgres", "restore", "-d", "postgres", all.toString(), "--all", "-1");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("""
                        sengi restore: error: options --all and -1/--single-transaction cannot be used together
                        sengi restore: hint: Databases cannot be created in a transaction.
                        """);
    }

    @Test
    void optionsForOneArchivePointToTheArchives() {
        Result result = CommandOracle.run("sengi", List.of("restore", "-l", all.toString()), Map.of());
        assertThat(result.stderr()).isEqualTo(String.format(Locale.ROOT, """
                        sengi restore: error: option -l/--list cannot be used with a folder of several databases
                        sengi restore: hint: Name one of the archives in "%s/databases" instead.
                        """, all));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "diff", "extract", "convert"})
    void otherCommandsPointToTheArchives(String command) {
        String name = all.toString();
        List<String> arguments = new ArrayList<>(List.of(command, name));
        if (!List.of("list", "verify").contains(command)) {
            arguments.add("x.dump");
        }
        Result result = CommandOracle.run("sengi", arguments, Map.of());
        assertThat(result.exitCode()).isEqualTo(command.equals("diff") ? 2 : 1);
        assertThat(result.text()).isEmpty();
        assertThat(result.stderr()).isEqualTo(String.format(Locale.ROOT, """
                        sengi %1$s: error: "%2$s" contains the archives of a whole server
                        sengi %1$s: hint: Name one of the archives in "%2$s/databases" instead.
                        """, command, name));
    }
}
