package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.Samples;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sengi extract} writes exactly what the server has. */
class ExtractTest {
    private static final String ODD = "\"odd, \"\"table\"\"\"";

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static Path archive;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE SCHEMA \"My Schema\"",
                "CREATE TABLE item (id int, name text, gen int GENERATED ALWAYS AS (id * 2) STORED)",
                "INSERT INTO item VALUES (1, NULL), (2, ''), (3, 'a,b'), (4, 'say \"hi\"'), (5, E'x\\ny'), (6, E'\\r')",
                "INSERT INTO item VALUES (7, '\\N'), (8, '\\.'), (9, ' '), (10, E'\\b\\f\\t\\v\\\\'), (11, '\\x41\\101')",
                "INSERT INTO item SELECT 100 + i, chr(i) FROM generate_series(1, 300) i",
                "CREATE TABLE " + ODD + " (\"a,b\" text, \"c\"\"d\" bytea, e text[])",
                "INSERT INTO " + ODD + " VALUES ('\"', '\\x005c0aff', ARRAY['a,\"b\\', NULL, ''])",
                "CREATE TABLE \"My Schema\".item (v text)",
                "INSERT INTO \"My Schema\".item VALUES (NULL), (''), ('\\.'), ('.')",
                "CREATE TABLE \"My Schema\".\"T\" (表 text)",
                "INSERT INTO \"My Schema\".\"T\" VALUES ('表ソ能'), ('能\\N'), (E'ソ\\t表')",
                "CREATE TABLE bare ()",
                "INSERT INTO bare DEFAULT VALUES",
                "CREATE TABLE nothing (id int)",
                "SELECT lo_from_bytea(4000000000, '\\x00ff0a')",
                "SELECT lo_from_bytea(7, convert_to(repeat('x', 100000), 'UTF8'))");
        archive = dump(database, "x.dump");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Path dump(TestDatabase source, String name, String... options) {
        Path file = folder.resolve(name);
        Stream<String> all = Stream.concat(
                Stream.of("-Fc", "-f", file.toString(), source.connectionString()), Arrays.stream(options));
        CommandOracle.run("pg_dump", all.toList(), Map.of()).assertSuccess();
        return file;
    }

    private static Result extract(Object... arguments) {
        return CommandOracle.run(
                "sengi",
                Stream.concat(Stream.of("extract"), Arrays.stream(arguments).map(Object::toString))
                        .toList(),
                Map.of());
    }

    private static byte[] copy(TestDatabase source, String table) {
        return RealClient.require()
                .run("psql", "-X", "-q", "-d", source.connectionString(), "-c", "COPY " + table + " TO STDOUT")
                .assertSuccess()
                .stdout();
    }

    /** Loads CSV with the real psql, and fails unless the loaded table equals the original. */
    private static void assertLoads(TestDatabase source, String table, Path csv, String encoding) {
        try (TestDatabase target = source.server().createDatabase()) {
            byte[] definition = RealClient.require()
                    .run("pg_dump", "-s", "--section=pre-data", source.connectionString())
                    .assertSuccess()
                    .stdout();
            psql(target, definition, "-f", "-");
            assertLoads(source, target, table, csv, encoding);
        }
    }

    private static void assertLoads(TestDatabase source, TestDatabase target, String table, Path csv, String encoding) {
        String columns =
                source.value("SELECT coalesce('(' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) || ')',"
                        + " '') FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attrelid = '"
                        + table.replace("'", "''") + "'::regclass");
        psql(
                target,
                new byte[0],
                "-c",
                "\\copy " + table + " " + columns + " FROM '" + csv + "' WITH (FORMAT csv, HEADER "
                        + (columns.isEmpty() ? "false" : "match") + ", ENCODING '" + encoding + "')");
        String rows = "SELECT t::text FROM ONLY " + table + " t ORDER BY 1";
        assertThat(target.column(rows)).as(table).isEqualTo(source.column(rows));
    }

    private static void psql(TestDatabase target, byte[] stdin, String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", target.connectionString()),
                        Arrays.stream(arguments))
                .toList();
        Result result = RealClient.require().run("psql", all, stdin).assertSuccess();
        assertThat(result.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.item", "\"My Schema\".item", "\"My Schema\".\"T\"", ODD, "bare", "nothing"})
    void rowsAreThoseOfCopy(String table) {
        assertThat(extract(archive, table).assertSuccess().stdout()).isEqualTo(copyOf(table));
    }

    private static byte[] copyOf(String table) {
        return copy(database, table.equals("public.item") ? "public.item (id, name)" : table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.item", "\"My Schema\".item", "\"My Schema\".\"T\"", ODD, "bare", "nothing"})
    void csvLoadsAsTheSameTable(String table) {
        Path csv = folder.resolve("loads.csv");
        Result result = extract(archive, "--csv", "-f", csv, table).assertSuccess();
        assertThat(result.stdout()).isEmpty();
        assertLoads(database, table, csv, "UTF8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SJIS", "EUC_JP", "GBK", "GB18030"})
    void csvKeepsTheArchivesEncoding(String encoding) {
        Path japanese = dump(database, encoding, "-E", encoding, "-n", "\"My Schema\"");
        Path csv = folder.resolve("japanese.csv");
        extract("-f", csv, japanese, "--csv", "--no-header", "\"My Schema\".\"T\"")
                .assertSuccess();
        try (TestDatabase target = database.server().createDatabase()) {
            target.execute("CREATE TABLE t (v text)");
            psql(
                    target,
                    new byte[0],
                    "-c",
                    "\\copy t FROM '" + csv + "' WITH (FORMAT csv, ENCODING '" + encoding + "')");
            assertThat(target.column("SELECT v FROM t"))
                    .isEqualTo(database.column("SELECT 表 FROM \"My Schema\".\"T\""));
        }
    }

    @TestFactory
    Stream<DynamicTest> samplesLoadFromCsv() {
        return Samples.on(TestServer.current().major()).stream()
                .map(sample -> dynamicTest(sample, () -> assertSampleLoads(sample)));
    }

    private static void assertSampleLoads(String sample) throws IOException {
        TestDatabase source = TestServer.current().sample(sample);
        Path file = dump(source, sample);
        try (TestDatabase target = source.server().createDatabase()) {
            CommandOracle.run(
                            "pg_restore",
                            List.of("--section=pre-data", "-d", target.connectionString(), file.toString()),
                            Map.of())
                    .assertSuccess();
            List<String> tables =
                    source.column("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384");
            assertThat(tables).isNotEmpty();
            Path csv = folder.resolve(sample + ".csv");
            for (String table : tables) {
                extract(file, table, "--csv", "-f", csv).assertSuccess();
                assertLoads(source, target, table, csv, "UTF8");
                assertThat(extract(file, table).assertSuccess().stdout())
                        .as(table)
                        .isEqualTo(copy(source, table));
            }
        }
    }

    @Test
    void csvFollowsRfc4180() {
        String csv = extract(archive, "--csv", "public.item").assertSuccess().text();
        assertThat(csv)
                .startsWith("id,name\r\n1,\r\n2,\"\"\r\n3,\"a,b\"\r\n4,\"say \"\"hi\"\"\"\r\n5,\"x\ny\"\r\n6,\"\r\"\r\n"
                        + "7,\\N\r\n8,\\.\r\n9, \r\n10,\b\f\t\u000b\\\r\n11,\\x41\\101\r\n");
        assertThat(extract(archive, "--csv", "--no-header", "nothing").text()).isEmpty();
        assertThat(extract(archive, "--csv", "nothing").text()).isEqualTo("id\r\n");
        assertThat(extract(archive, "--csv", ODD).text()).startsWith("\"a,b\",\"c\"\"d\",e\r\n\"\"\"\",\\x005c0aff,");
    }

    @Test
    void streamsAreReadToo() throws IOException {
        Result result = CommandOracle.run(
                "sengi", List.of("extract", "-", "nothing", "--csv"), Map.of(), Files.readAllBytes(archive));
        assertThat(result.assertSuccess().text()).isEqualTo("id\r\n");
    }

    @Test
    void largeObjectsAreBytes() {
        assertThat(extract(archive, "--large-object=4000000000").assertSuccess().stdout())
                .containsExactly(0, 0xff, '\n');
        assertThat(extract(archive, "--large-object", "7").assertSuccess().text())
                .isEqualTo("x".repeat(100_000));
        assertFails("no large object 8 in the archive", archive, "--large-object=8");
    }

    @Test
    void aDividedTableIsExtractedAsAWhole() {
        try (TestDatabase other = TestServer.current().createDatabase()) {
            other.execute(
                    "CREATE TABLE large (id int, pad text)",
                    "INSERT INTO large SELECT i, repeat('x', 500) FROM generate_series(1, 2000) i");
            Path divided = dump(other, "divided.dump", "--split-tables-larger-than=100kB");
            String rows = extract(divided, "large").assertSuccess().text();
            assertThat(rows.lines()).hasSize(2000).doesNotHaveDuplicates();
            String csv =
                    extract(divided, "public.large", "--csv").assertSuccess().text();
            assertThat(csv.lines()).hasSize(2001).doesNotHaveDuplicates();
        }
    }

    @Test
    void namesMustSayWhichTable() {
        assertFails("table name \"item\" is ambiguous: \"My Schema\".item, public.item", archive, "item");
        assertFails(
                "no table ITEM in the archive\n"
                        + "sengi extract: hint: The archive contains data of \"My Schema\".item, public.item.",
                archive,
                "ITEM");
        assertFails(
                "no table nowhere.x in the archive\nsengi extract: hint: The archive contains data of \"My Schema\".T, "
                        + "\"My Schema\".item, public.bare, public.item, public.nothing, public.\"odd, \"\"table\"\"\".",
                archive,
                "nowhere.x");
        assertFails("improper relation name (too many dotted names): a.b.c", archive, "a.b.c");
        assertFails("improper relation name: a.", archive, "a.");
        assertFails("improper relation name: \"a", archive, "\"a");
    }

    @Test
    void archivesWithoutRowsAreReported() {
        assertFails(
                "no data of table item: the archive contains no table data",
                dump(database, "schema.dump", "-s"),
                "item");
        assertFails(
                "the archive contains no data of table nothing\nsengi extract: hint: The archive contains data of public.bare.",
                dump(database, "part.dump", "--exclude-table-data=nothing", "-t", "bare", "-t", "nothing"),
                "nothing");
        assertFails(
                "the data of public.nothing are INSERT commands, not rows\n"
                        + "sengi extract: hint: \"pg_restore -a -t\" writes them as a script.",
                dump(database, "inserts.dump", "--inserts"),
                "nothing");
    }

    @Test
    void optionsMustGoTogether() {
        assertFails("option --no-header requires option --csv", archive, "nothing", "--no-header");
        assertFails("options --large-object and --csv cannot be used together", archive, "--csv", "--large-object=1");
        assertFails("invalid value \"x\" for option --large-object", archive, "--large-object=x");
        assertFails("--large-object must be in range 1..4294967295", archive, "--large-object=4294967296");
        String hint = "\nsengi extract: hint: Try \"sengi extract --help\" for more information.";
        assertFails("no archive specified" + hint);
        assertFails("no table specified" + hint, archive);
        assertFails("too many command-line arguments (first is \"b\")" + hint, archive, "a", "b");
        assertFails("too many command-line arguments (first is \"a\")" + hint, archive, "a", "--large-object=1");
    }

    @Test
    void failureLeavesNoFile() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Path cut = Files.write(folder.resolve("cut.dump"), Arrays.copyOf(whole, whole.length - 100));
        Path former = Files.writeString(folder.resolve("former.csv"), "precious");
        Result result = extract(cut, "--large-object=4000000000", "-f", former);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).startsWith("sengi extract: error: entry ").contains(", at byte ");
        assertThat(former).hasContent("precious");
        assertFails(
                "could not open output file \"/nowhere/x\": No such file or directory",
                archive,
                "nothing",
                "-f",
                "/nowhere/x");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".partial"));
        }
    }

    private static void assertFails(String message, Object... arguments) {
        Result result = extract(arguments);
        assertThat(result.stderr()).isEqualTo("sengi extract: error: " + message + "\n");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
    }
}
