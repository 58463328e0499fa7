package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sengi dump} and {@code sengi restore} report if standard error is not a terminal. */
class ProgressOutputTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE one AS SELECT g AS id, md5(g::text) AS text FROM generate_series(1, 50000) g",
                "CREATE TABLE two AS SELECT 1 AS x UNION ALL SELECT 2",
                "CREATE INDEX i ON one (text)");
        database.analyze();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Result sengi(String... arguments) {
        return CommandOracle.run("sengi", List.of(arguments), Map.of());
    }

    private static List<JsonObject> objects(String lines) {
        return lines.lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static List<JsonObject> events(List<JsonObject> all, String event) {
        return all.stream()
                .filter(object -> object.get("event").getAsString().equals(event))
                .toList();
    }

    @Test
    void dumpsEndWithASummary() {
        Path file = folder.resolve("dump");
        Result result = sengi("dump", "--progress=none", "-Fc", "-f", file.toString(), database.connectionString());
        assertThat(result.assertSuccess().stderr())
                .matches("sengi dump: dumped 2 tables, 50,002 rows, 1\\.8 MB in \\d+\\.\\d s \\(.*/s\\)\n  .*/dump: "
                        + "[\\d.]+ [kM]B, \\d+% of the data\n(  slowest:\n(    public\\.(one|two) .*\n)+)?");
        assertThat(sengi("dump", "-q", "-Fc", "-f", file.toString(), database.connectionString())
                        .assertSuccess()
                        .stderr())
                .isEmpty();
    }

    @Test
    void restoresEndWithTheFirstFailures() {
        Path file = folder.resolve("dump");
        sengi("dump", "-q", "-Fc", "-f", file.toString(), database.connectionString())
                .assertSuccess();
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute("CREATE TABLE two (y int)");
            Result result = sengi(
                    "restore",
                    "--progress=none",
                    "--no-data-for-failed-tables",
                    "-d",
                    target.connectionString(),
                    file.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stderr())
                    .contains("sengi restore: warning: errors ignored on restore: 1\nsengi restore: restored")
                    .containsPattern("restored \\d+ entries, 1 table, 50,000 rows, 1\\.8 MB in ")
                    .contains("  1 failure:\n    TABLE public.two: relation \"two\" already exists\n");
        }
    }

    /** Names of a SQL_ASCII database are bytes. */
    @Test
    void namesWithoutEncodingAreReadable() {
        Path file = folder.resolve("dump");
        try (TestDatabase bytewise = TestServer.current().createDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'")) {
            bytewise.execute("CREATE TABLE t\u00e4ble (a int)");
            sengi("dump", "-q", "-Fc", "-f", file.toString(), bytewise.connectionString())
                    .assertSuccess();
            Result shown = sengi("restore", "--progress=none", "-d", bytewise.connectionString(), file.toString());
            assertThat(shown.stderr())
                    .contains("error: could not execute query: ERROR:  relation \"t\u00e4ble\" already exists\n")
                    .contains("    TABLE public.t\u00e4ble: relation \"t\u00e4ble\" already exists\n");
            for (String onError : List.of("--no-comments", "-e")) {
                List<JsonObject> all = objects(
                        sengi("restore", "--progress=json", onError, "-d", bytewise.connectionString(), file.toString())
                                .stderr());
                JsonObject failure = events(all, "failure").get(0);
                assertThat(failure.get("message").getAsString()).isEqualTo("relation \"t\u00e4ble\" already exists");
                assertThat(failure.get("statement").getAsString()).startsWith("CREATE TABLE public.\"t\u00e4ble\" (");
                assertThat(failure.getAsJsonObject("entry").get("name").getAsString())
                        .isEqualTo("t\u00e4ble");
            }
        }
    }

    @Test
    void jsonHasOneObjectALine() {
        Path file = folder.resolve("dump");
        List<JsonObject> dumped = objects(
                sengi("dump", "--progress=json", "-v", "-Fc", "-f", file.toString(), database.connectionString())
                        .assertSuccess()
                        .stderr());
        assertThat(events(dumped, "stage"))
                .extracting(stage -> stage.get("stage").getAsString())
                .containsExactly("connecting", "catalog", "data");
        assertThat(events(dumped, "message"))
                .extracting(message -> message.get("text").getAsString())
                .contains("dumping contents of table \"public.one\"");
        JsonObject last =
                events(dumped, "progress").get(events(dumped, "progress").size() - 1);
        assertThat(last.get("fraction").getAsDouble()).isEqualTo(1);
        assertThat(last.get("rows").getAsLong()).isEqualTo(50_002);
        assertThat(last.get("entries_done").getAsInt()).isEqualTo(2);
        JsonObject summary = dumped.get(dumped.size() - 1);
        assertThat(summary.get("event").getAsString()).isEqualTo("summary");
        assertThat(summary.get("size").getAsLong()).isEqualTo(file.toFile().length());
        assertThat(summary.get("tables").getAsInt()).isEqualTo(2);

        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute("CREATE TABLE two (x int)");
            Result result =
                    sengi("restore", "--progress=json", "-j", "2", "-d", target.connectionString(), file.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            List<JsonObject> restored = objects(result.stderr());
            JsonObject failure = events(restored, "failure").get(0);
            assertThat(failure.get("sqlstate").getAsString()).isEqualTo("42P07");
            assertThat(failure.getAsJsonObject("entry").get("name").getAsString())
                    .isEqualTo("two");
            assertThat(failure.get("message").getAsString()).isEqualTo("relation \"two\" already exists");
            JsonObject end = restored.get(restored.size() - 1);
            assertThat(end.get("event").getAsString()).isEqualTo("summary");
            assertThat(end.get("failures").getAsInt()).isEqualTo(1);
            assertThat(end.get("rows").getAsLong()).isEqualTo(50_002);
        }
    }

    /** Programs that read the lines should not have to handle anything else. */
    @Test
    void errorsAreJsonToo() {
        Result result = sengi("dump", "--progress=json", "-t", "nonesuch", database.connectionString());
        assertThat(result.exitCode()).isEqualTo(1);
        List<JsonObject> all = objects(result.stderr());
        assertThat(all.get(all.size() - 1).toString())
                .isEqualTo("{\"event\":\"message\",\"severity\":\"error\",\"text\":\"no matching tables were found\"}");
    }

    /** Including errors in options that precede the one that requests JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"-j 0", "--section=x", "--bogus", "--filter=missing", "-s -a", "--color=x"})
    void errorsInOptionsAreJson(String invalid) {
        for (String command : List.of("dump", "restore")) {
            List<String> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of(invalid.split(" ")));
            arguments.add("--progress=json");
            Result result = CommandOracle.run("sengi", arguments, Map.of());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(objects(result.stderr())).isNotEmpty();
        }
    }

    @Test
    void serverMessagesToANewSessionAreJsonToo() {
        try (TestDatabase greeting = TestServer.current().createDatabase()) {
            greeting.execute(
                    "CREATE FUNCTION greet() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''hello''; END'",
                    "CREATE EVENT TRIGGER greet ON login EXECUTE FUNCTION greet()",
                    "ALTER EVENT TRIGGER greet ENABLE ALWAYS");
            List<JsonObject> lines = objects(sengi(
                            "dump",
                            "--progress=json",
                            "-f",
                            folder.resolve("greeting").toString(),
                            greeting.connectionString())
                    .assertSuccess()
                    .stderr());
            assertThat(events(lines, "message"))
                    .extracting(message -> message.get("text").getAsString())
                    .contains("NOTICE:  hello");
        }
    }

    @Test
    void errorsBeforeTheRunAreJsonToo() {
        for (List<String> arguments : List.of(
                List.of("dump", "-Fc", "-f", folder + "/nonesuch/x"),
                List.of("dump", "-a", "-s"),
                List.of("restore", folder + "/nonesuch"),
                List.of("restore", "-d", "x", folder + "/nonesuch"),
                List.of("restore", "-a", "-s", "-d", "x"))) {
            List<String> all = new ArrayList<>(arguments);
            all.add("--progress=json");
            Result result = sengi(all.toArray(String[]::new));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(events(objects(result.stderr()), "message"))
                    .as(result.stderr())
                    .first()
                    .extracting(message -> message.get("severity").getAsString())
                    .isEqualTo("error");
        }
    }

    @Test
    void theFailureThatEndsARestoreIsOneToo() {
        Path file = folder.resolve("dump");
        sengi("dump", "-q", "-Fc", "-f", file.toString(), database.connectionString())
                .assertSuccess();
        Path script = folder.resolve("script");
        sengi("dump", "-q", "-f", script.toString(), database.connectionString())
                .assertSuccess();
        for (Path source : List.of(file, script)) {
            for (String option : List.of("-e", "-1")) {
                try (TestDatabase target = TestServer.current().createDatabase()) {
                    target.execute("CREATE TABLE two (x int)");
                    Result result = sengi(
                            "restore", "--progress=json", option, "-d", target.connectionString(), source.toString());
                    assertThat(result.exitCode()).isEqualTo(1);
                    List<JsonObject> all = objects(result.stderr());
                    assertThat(events(all, "failure")).as(result.stderr()).hasSize(1);
                    JsonObject failure = events(all, "failure").get(0);
                    assertThat(failure.get("number").getAsInt()).isEqualTo(1);
                    assertThat(failure.get("sqlstate").getAsString()).isEqualTo("42P07");
                    assertThat(failure.get("message").getAsString()).isEqualTo("relation \"two\" already exists");
                    assertThat(failure.get("statement").getAsString()).startsWith("CREATE TABLE public.two (");
                    assertThat(failure.get("stage").getAsString())
                            .isEqualTo(source.equals(file) ? "pre-data" : "script");
                    assertThat(all.get(all.size() - 1).get("severity").getAsString())
                            .isEqualTo("error");
                }
            }
        }
    }

    @Test
    void linesShowWhatADumpWaitsFor() throws Exception {
        List<Result> results = new ArrayList<>();
        try (Connection owner = database.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE two");
            Thread dump = new Thread(() -> results.add(sengi("dump", database.connectionString())));
            dump.start();
            database.awaitLockWaits(1);
            // A line follows within two seconds.
            Thread.sleep(5000);
            owner.rollback();
            dump.join();
        }
        assertThat(results.get(0).assertSuccess().stderr())
                .contains("sengi dump: reading the catalog, 0:0")
                .contains("\nsengi dump: dumped 2 tables")
                .contains("\n  standard output: ");
        assertThat(results.get(0).text()).contains("-- PostgreSQL database dump complete\n--\n");
    }

    @Test
    void coloursCanBeForced() {
        assertThat(sengi("dump", "-s", "--progress=none", "--color=always", database.connectionString())
                        .stderr())
                .startsWith("\33[01msengi dump:\33[0m dumped 0 rows");
        assertThat(sengi("dump", "-q", "--color=always", "-t", "nonesuch", database.connectionString())
                        .stderr())
                .isEqualTo("\33[01msengi dump: \33[0m\33[01;31merror: \33[0mno matching tables were found\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "restore"})
    void otherValuesAreRejected(String command) {
        Result result = sengi(command, "--progress=much", "-f", "x");
        assertThat(result.stderr())
                .isEqualTo("sengi " + command + ": error: invalid value \"much\" for option --progress\nsengi "
                        + command + ": hint: Valid values are \"auto\", \"bar\", \"plain\", \"json\", \"none\".\n");
        assertThat(sengi(command, "--color=yes", "-f", "x").stderr())
                .contains("hint: Valid values are \"auto\", \"always\", \"never\".\n");
    }

    /** The commands with the names of PostgreSQL's programs have the options of these. */
    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", "pg_restore"})
    void otherCommandsDoNotKnowTheOptions(String program) {
        for (String option : List.of("--progress=json", "--quiet", "--color=never")) {
            assertThat(CommandOracle.run(program, List.of(option), Map.of()).stderr())
                    .startsWith(program + ": unrecognized option '" + option + "'\n");
        }
        assertThat(CommandOracle.run(program, List.of("-q"), Map.of()).stderr())
                .startsWith(program + ": invalid option -- 'q'\n");
        // The prefix is unambiguous there, because the other options are unknown.
        assertThat(CommandOracle.run(program, List.of("--quo"), Map.of()).stderr())
                .doesNotContain("ambiguous");
    }

    /** Classes that only sengi's display needs would delay the start of the other commands. */
    @Test
    void otherCommandsLoadNothingOfTheDisplay() throws IOException {
        assertThat(loaded("pg_dump", "-Fc", "-f", folder.resolve("a").toString(), database.connectionString()))
                .contains("dev.sengi.PgDump")
                .noneMatch(ProgressOutputTest::belongsToTheDisplay);
        assertThat(loaded("sengi", "dump", "-Fc", "-f", folder.resolve("b").toString(), database.connectionString()))
                .anyMatch(ProgressOutputTest::belongsToTheDisplay);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            assertThat(loaded(
                            "pg_restore",
                            "-d",
                            target.connectionString(),
                            folder.resolve("a").toString()))
                    .contains("dev.sengi.PgRestore")
                    .noneMatch(ProgressOutputTest::belongsToTheDisplay);
        }
    }

    private static boolean belongsToTheDisplay(String name) {
        return name.startsWith("org.jline.") || name.startsWith("dev.sengi.cli.progress.");
    }

    private Set<String> loaded(String program, String... arguments) throws IOException {
        Path log = folder.resolve("loaded");
        OurProgram.run(List.of("-Xlog:class+load:file=" + log), program, arguments)
                .assertSuccess();
        try (var lines = Files.lines(log)) {
            return Set.copyOf(lines.map(line -> line.replaceAll("^(\\[[^]]*\\])* *", ""))
                    .map(line -> line.split(" ", 2)[0])
                    .distinct()
                    .toList());
        }
    }
}
