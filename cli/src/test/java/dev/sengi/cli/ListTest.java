package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sengi list}. */
class ListTest {
    private static final String LARGE = "a \"large\" table\\";

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Path archive;
    private static Path inserts;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.\"" + LARGE.replace("\"", "\"\"") + "\" (id int PRIMARY KEY, v text)",
                "INSERT INTO app.\"" + LARGE.replace("\"", "\"\"")
                        + "\" SELECT i, md5(i::text) || ';' FROM generate_series(1, 1234) i",
                "CREATE TABLE 小さい (v text)",
                "INSERT INTO 小さい VALUES ('a'), (E'b\\nc')",
                "CREATE TABLE nothing ()",
                "SELECT lo_from_bytea(7, 'seven')");
        archive = dump("x.dump");
        inserts = dump("inserts.dump", "--inserts");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Path dump(String name, String... options) {
        Path file = folder.resolve(name);
        Stream<String> all = Stream.concat(
                Stream.of("-Fc", "-f", file.toString(), database.connectionString()), Arrays.stream(options));
        CommandOracle.run("pg_dump", all.toList(), Map.of()).assertSuccess();
        return file;
    }

    private static Result list(Object... arguments) {
        return CommandOracle.run(
                "sengi",
                Stream.concat(Stream.of("list"), Arrays.stream(arguments).map(Object::toString))
                        .toList(),
                Map.of());
    }

    /** Returns a value of a JSON document, parsed by PostgreSQL. */
    private static String json(Result list, String path) {
        String document = list.assertSuccess().text().replace("'", "''");
        return database.value("SELECT '" + document + "'::jsonb #>> '" + path + "'");
    }

    /** A compressed script must not look like a damaged archive, and no command of ours needs psql to run it. */
    @Test
    void aScriptIsReportedAsSuch() {
        for (String compression : List.of("none", "gzip")) {
            Path script = dump("script.sql", "-Fp", "-s", "-Z", compression);
            for (List<String> arguments : List.of(
                    List.of("list", script.toString()),
                    List.of("extract", script.toString(), "nothing"),
                    List.of("convert", script.toString(), "-"),
                    List.of("restore", "--dry-run", script.toString()),
                    List.of("restore", "-l", script.toString()),
                    List.of("restore", "-f", "-", script.toString()))) {
                Result result = CommandOracle.run("sengi", arguments, Map.of());
                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.stderr())
                        .isEqualTo("sengi " + arguments.get(0)
                                + ": error: the input is a plain-text script, not an archive\n");
            }
        }
    }

    @Test
    void showsWhatTheArchiveIs() {
        String text = list(archive).assertSuccess().text();
        assertThat(text.lines().limit(7).toList()).satisfies(lines -> {
            assertThat(lines.get(0)).isEqualTo("Database:    " + database.name());
            assertThat(lines.get(1)).isEqualTo("Server:      " + database.value("SHOW server_version"));
            assertThat(lines.get(2))
                    .matches("Dumped:      \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d by pg_dump 18\\.6 \\(Sengi .*\\)");
            assertThat(lines.get(3)).isEqualTo("Format:      custom, version 1.16-0");
            assertThat(lines.get(4)).isEqualTo("Compression: gzip");
            assertThat(lines.get(5)).isEqualTo("Encoding:    UTF8");
            assertThat(lines.get(6)).matches("Entries:     \\d+, 4 with data");
        });
    }

    @Test
    void columnsAlignWhateverTheNames() {
        String text = list(archive, "-c", "-k", "table data", "--sort=rows")
                .assertSuccess()
                .text();
        List<String> table = text.substring(text.indexOf("\n\n") + 2).lines().toList();
        assertThat(table.get(0))
                .matches(" *ID  KIND        SCHEMA  NAME              OWNER     +STORED     SIZE  ROWS");
        assertThat(table.get(1))
                .matches(
                        " *\\d+  TABLE DATA  app     a \"large\" table\\\\  postgres  +[0-9.]+ kB  45\\.[0-9] kB  1234");
        assertThat(table.get(2)).matches(" *\\d+  TABLE DATA  public  小さい            postgres  +\\d+ B      7 B     2");
        assertThat(table.get(3))
                .matches(" *\\d+  TABLE DATA  public  nothing           postgres  +\\d+ B      0 B     0");
        assertThat(table).hasSize(4);
    }

    @Test
    void ordersBySize() {
        assertThat(names("-c", "-k", "TABLE DATA", "--sort=size")).startsWith(LARGE);
        assertThat(names("-c", "-k", "TABLE DATA", "--sort=size", "-r")).endsWith(LARGE);
        assertThat(names("-c", "-k", "TABLE DATA", "-k", "TABLE", "-s", "rows", "-r"))
                .startsWith("nothing", "小さい", LARGE);
        assertThat(names("--sort=name", "-k", "TABLE DATA")).containsExactly(LARGE, "nothing", "小さい");
        assertThat(names("--sort=name", "-r", "-k", "TABLE DATA")).containsExactly("小さい", "nothing", LARGE);
    }

    private static List<String> names(String... options) {
        Result list = list(Stream.concat(Stream.of("--json", archive), Arrays.stream(options))
                .toArray());
        String document = list.assertSuccess().text().replace("'", "''");
        return database.column("SELECT e->>'name' FROM jsonb_array_elements('" + document + "'::jsonb->'entries') e");
    }

    @Test
    void filters() {
        assertThat(names("-n", "app")).contains(LARGE).doesNotContain("nothing");
        assertThat(names("-t", "n?th*")).containsOnly("nothing");
        assertThat(names("-t", "小さい", "-k", "table")).containsExactly("小さい");
        assertThat(names("-k", "schema", "-k", "constraint")).containsExactly("app", LARGE + " " + LARGE + "_pkey");
        assertThat(names("-k", "nonesuch")).isEmpty();
    }

    @Test
    void jsonIsExact() throws IOException {
        Result counted = list("--json", "-c", archive);
        assertThat(json(counted, "{archive,database}")).isEqualTo(database.name());
        assertThat(json(counted, "{archive,created}")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        assertThat(json(counted, "{archive,format}")).isEqualTo("custom");
        assertThat(json(counted, "{archive,rows}")).isEqualTo("1236");
        Result table = list("--json", "-c", archive, "-k", "TABLE DATA", "-n", "app");
        assertThat(json(table, "{entries,0,name}")).isEqualTo(LARGE);
        assertThat(json(table, "{entries,0,section}")).isEqualTo("data");
        assertThat(json(table, "{entries,0,rows}")).isEqualTo("1234");
        assertThat(json(table, "{entries,0,data_size}"))
                .isEqualTo(database.value(
                        "SELECT sum(length(t.id || t.v) + 2) FROM app.\"" + LARGE.replace("\"", "\"\"") + "\" t"));
        assertThat(Long.parseLong(json(table, "{entries,0,stored_size}"))).isBetween(1000L, Files.size(archive));
        Result uncounted = list("--json", archive);
        assertThat(json(uncounted, "{archive,rows}")).isNull();
        assertThat(json(uncounted, "{archive,stored_size}")).isEqualTo(json(counted, "{archive,stored_size}"));
        assertThat(json(uncounted, "{archive,entries}")).isEqualTo(json(counted, "{archive,listed}"));
    }

    @Test
    void insertCommandsAreCounted() {
        Result list = list("--json", "-c", inserts, "--sort=rows");
        assertThat(json(list, "{entries,0,rows}")).isEqualTo("1234");
        assertThat(json(list, "{archive,rows}")).isEqualTo("1236");
    }

    @Test
    void largeObjectsHaveASize() {
        Result list = list("--json", "-c", archive, "-k", "BLOBS");
        assertThat(json(list, "{entries,0,data_size}")).isEqualTo("5");
        assertThat(json(list, "{entries,0,rows}")).isNull();
    }

    @Test
    void streamsAreListedAlike() throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        String file = list("--json", "-c", archive).assertSuccess().text();
        for (List<String> operand : List.of(List.<String>of(), List.of("-"))) {
            List<String> arguments = Stream.concat(Stream.of("list", "--json", "--count"), operand.stream())
                    .toList();
            assertThat(CommandOracle.run("sengi", arguments, Map.of(), bytes)
                            .assertSuccess()
                            .text())
                    .isEqualTo(file);
        }
    }

    @Test
    void truncatedArchiveIsListedAsFarAsPossible() throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        Path cut = Files.write(folder.resolve("cut.dump"), Arrays.copyOf(bytes, bytes.length - 100));
        Result list = list(cut);
        assertThat(list.exitCode()).isZero();
        assertThat(list.stderr()).matches("sengi list: warning: entry \\d+: the archive ends before the data of .*\n");
        Result counted = list("--count", cut);
        assertThat(counted.exitCode()).isEqualTo(1);
        assertThat(counted.stderr()).startsWith("sengi list: error: entry ");
        assertThat(counted.text()).contains("  1234\n");
    }

    @Test
    void errorsAreThoseOfTheOtherCommands() throws IOException {
        assertFails("could not open input file \"nonesuch\": No such file or directory", "nonesuch");
        assertFails("option --sort=rows requires option -c/--count", archive, "--sort=rows");
        assertFails(
                "unrecognized sort key \"x\"; please specify \"id\", \"name\", \"kind\", \"size\", or \"rows\"",
                archive,
                "--sort=x");
        assertFails("input file is too short (read 0, expected 5)");
    }

    private static void assertFails(String message, Object... arguments) {
        Result result = list(arguments);
        assertThat(result.stderr()).isEqualTo("sengi list: error: " + message + "\n");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
    }
}
