package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the effect of options on a dump's content with the real pg_dump: script, messages and exit code. */
@NeedsRealClient
class ContentOracleTest {
    private static TestDatabase database;

    @TempDir
    private static Path folder;

    private static Path archive;

    @BeforeAll
    static void load() {
        RealClient.require();
        database = TestServer.current().createDatabase();
        database.runScript(ContentOracleTest.class, "content.sql");
        database.analyze();
        archive = folder.resolve("archive");
        RealClient.require()
                .run("pg_dump", "-Fc", "--statistics", "-f", archive.toString(), "-d", database.connectionString())
                .assertSuccess();
    }

    @AfterAll
    static void drop() {
        database.close();
        TestServer.current().maintenance().execute("DROP ROLE content_plain", "DROP ROLE content_all");
    }

    /** Such constants are written in pieces, which must not split characters. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF8", "LATIN1"})
    void longConstants(String encoding) throws IOException {
        try (TestDatabase longValues = TestServer.current().createDatabase()) {
            longValues.execute(
                    "CREATE TABLE t (b bytea, n numeric, d varbit, s text[])",
                    "INSERT INTO t SELECT decode(repeat(to_hex(170 + i), 70000), 'hex'), 10.0 ^ (90000 + i),"
                            + " repeat('01', 40000 + i)::varbit,"
                            + " ARRAY[repeat('''', 65530 + i) || repeat('\\é', 70000)]"
                            + " FROM generate_series(1, 12) i");
            CommandOracle.assertSameDump(longValues, List.of("--inserts", "-a", "-E", encoding));
            longValues.execute("UPDATE t SET s = ARRAY[repeat('x', 65525 + length(d) % 23) || repeat('😀''', 70000)]");
            CommandOracle.assertSameDump(longValues, List.of("--rows-per-insert=5", "-a"));
            longValues.execute("ALTER DATABASE \"" + longValues.name() + "\" SET standard_conforming_strings = off");
            CommandOracle.assertSameDump(longValues, List.of("--column-inserts", "-a"));
        }
    }

    /** Arguments are separated by blanks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--statistics",
                "--statistics-only",
                "--statistics-only -C",
                "--statistics-only -c",
                "--statistics-only --sequence-data",
                "--statistics --no-data",
                "--statistics --no-schema",
                "--statistics --no-data --no-schema",
                "--statistics --section=data",
                "--statistics --section=post-data",
                "--statistics --extra-float-digits=0",
                "--statistics -t hashed0",
                "--no-statistics",
                "--no-statistics --no-data",
                "--no-data",
                "--no-schema",
                "--no-data --no-schema",
                "--sequence-data",
                "--sequence-data -s",
                "--sequence-data --no-data",
                "--sequence-data --no-data --no-schema",
                "--sequence-data -s -t numbered",
                "--sequence-data -s --section=data",
                "--sequence-data -s --exclude-table-data=alone",
                "--sequence-data -s --no-unlogged-table-data",
                "--extra-float-digits=0",
                "--extra-float-digits=-3 --inserts",
                "--extra-float-digits=",
                "--snapshot=nope",
                "--snapshot=",
                "--snapshot=it's\\",
                "--snapshot=nope --serializable-deferrable",
                "--snapshot=nope --role=nobody",
                "-v --snapshot=nope",
                "-v --role=nobody",
                "-v -E nothing",
                "-v --snapshot=nope -E nothing",
                "-v --role=nobody -E nothing",
                "--serializable-deferrable",
                "--lock-wait-timeout=5s",
                "--lock-wait-timeout=x",
                "--enable-row-security",
                "--no-toast-compression",
                "--no-table-access-method",
                "--no-tablespaces",
                "--no-unlogged-table-data",
                "--no-sync",
                "--sync-method=fsync",
                "--inserts --on-conflict-do-nothing",
                "--column-inserts --on-conflict-do-nothing",
                "--attribute-inserts",
                "--rows-per-insert=3 --on-conflict-do-nothing",
                "--load-via-partition-root",
                "--load-via-partition-root --inserts",
                "--quote-all-identifiers",
                "--quote-all-identifiers --column-inserts --statistics",
                "--encoding=UTF8 -t texts",
                "-E LATIN1 -t latin",
                "-E win1252 -t texts",
                "-E latin1 --inserts -t latin",
                "-E SQL_ASCII",
                "-E nope",
                "--disable-dollar-quoting",
                "--disable-triggers",
                "--disable-triggers -a",
                "--disable-triggers -a -S boss",
                "--use-set-session-authorization",
                "--no-comments",
                "--no-policies",
                "--no-publications",
                "--no-security-labels",
                "--no-subscriptions",
                "--role=nobody",
                "-b",
                "-B",
                "-b -B",
                "--blobs -t texts",
                "--no-blobs",
                "-b -s"
            })
    void ofOptions(String options) throws IOException {
        CommandOracle.assertSameDump(database, Arrays.asList(options.split(" ")));
    }

    /** Compares only messages, because the scripts contain times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v",
                "-v -a",
                "-v -s --inserts",
                "-v -s -b",
                "-v --no-policies",
                "-v --inserts",
                "-v --rows-per-insert=2 -Fc",
                "-v -Fc",
                "-v -Ft"
            })
    void ofVerboseDumps(String options) {
        List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ")));
        arguments.addAll(List.of("-f", folder.resolve("verbose").toString(), "-d", database.connectionString()));
        Result real = RealClient.require().run("pg_dump", arguments, new byte[0], Map.of());
        Result ours = CommandOracle.run("pg_dump", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
    }

    /** Compares the dump IDs of entries, which depend on what is read but eventually left out. */
    @ParameterizedTest
    @ValueSource(strings = {"-s -b", "--no-data -b", "--statistics-only -b", "-s"})
    void ofLists(String options) {
        List<String> lists = new ArrayList<>();
        for (Path file : List.of(folder.resolve("real"), folder.resolve("ours"))) {
            List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ")));
            arguments.addAll(List.of("-Fc", "-f", file.toString(), "-d", database.connectionString()));
            if (lists.isEmpty()) {
                RealClient.require()
                        .run("pg_dump", arguments, new byte[0], Map.of())
                        .assertSuccess();
            } else {
                CommandOracle.run("pg_dump", arguments, Map.of()).assertSuccess();
            }
            lists.add(RealClient.require()
                    .run("pg_restore", "-l", file.toString())
                    .assertSuccess()
                    .text()
                    .replaceAll("(?m)^;.*\\R", ""));
        }
        assertThat(lists.get(1)).isEqualTo(lists.get(0));
    }

    /** Does not compare what the real program writes before it fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-E LATIN1 -t texts",
                "-E LATIN1 -t texts -Fc",
                "-E LATIN1 -t texts --inserts",
                "-E LATIN1 -t texts --column-inserts --rows-per-insert=2"
            })
    void ofCharactersThatAnEncodingLacks(String options) {
        List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ")));
        arguments.addAll(List.of("-f", folder.resolve("lacking").toString(), "-d", database.connectionString()));
        CommandOracle.assertSame("pg_dump", arguments);
    }

    /** The real program does not read the functions that belong to a range type. */
    @Test
    void ofCastsThroughConstructorsOfRanges() {
        try (TestDatabase ranges = TestServer.current().createDatabase()) {
            ranges.execute(
                    "CREATE TYPE r AS RANGE (subtype = int4)", "CREATE CAST (int4 AS r) WITH FUNCTION r(int4, int4)");
            List<String> arguments = List.of("-d", ranges.connectionString());
            Result real = RealClient.require().run("pg_dump", arguments, new byte[0], Map.of());
            assertThat(real.stderr()).contains("could not find function definition for function with OID");
            assertThat(CommandOracle.run("pg_dump", arguments, Map.of())
                            .assertSuccess()
                            .text())
                    .contains("CREATE CAST (integer AS public.r) WITH FUNCTION public.r(integer, integer);");
        }
    }

    /** The warnings come before the message that settings are saved. */
    @Test
    void ofVerboseDumpsOfCircularKeys() {
        try (TestDatabase circular = TestServer.current().createDatabase()) {
            circular.execute(
                    "CREATE TABLE a (x int PRIMARY KEY)",
                    "CREATE TABLE b (x int PRIMARY KEY REFERENCES a)",
                    "ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b");
            CommandOracle.assertSame(
                    "pg_dump", List.of("-v", "-a", "-f", "/dev/null", "-d", circular.connectionString()));
        }
    }

    /** Messages about objects whose names are bytes in no known encoding. */
    @Test
    void ofNamesWithoutEncoding(@TempDir Path unencoded) {
        String file = unencoded.resolve("unencoded.dump").toString();
        try (TestDatabase named = TestServer.current().createDatabase()) {
            named.execute("CREATE TABLE \"t\u00e9\" AS SELECT 1 AS a");
            CommandOracle.assertSame(
                    "pg_dump", List.of("-v", "-E", "SQL_ASCII", "-Fc", "-f", file, "-d", named.connectionString()));
            CommandOracle.assertSame("pg_restore", List.of("-v", "-f", "/dev/null", file));
        }
    }

    /** Scripts of an archive with statistics; arguments are separated by blanks, and may be empty. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v --statistics",
                "--statistics-only",
                "--statistics-only -c",
                "--statistics-only -C",
                "--statistics-only --no-data",
                "--no-statistics",
                "--statistics --no-data",
                "--statistics --no-schema",
                "--no-data --no-schema",
                "-s",
                "-a",
                "-t texts",
                "-t texts --statistics-only",
                "-t texts --no-schema",
                "-t texts --section=data --strict-names",
                "-t texts --section=post-data",
                "-t counted --statistics-only",
                "-t counted --section=data",
                "-t lowered",
                "-I lowered --statistics-only",
                "-I texts_pkey",
                "-I texts_pkey -t texts",
                "-n public --statistics-only",
                "-N public --statistics-only",
                "-T nope --statistics-only",
                "--strict-names -t nope",
                "-a --disable-triggers -S admin -S ",
                "-a --disable-triggers -S  -S admin"
            })
    void ofRestores(String options) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ", -1)));
        arguments.addAll(List.of("-f", "-", archive.toString()));
        Result real = RealClient.require().run("pg_restore", arguments, new byte[0], Map.of());
        Result ours = CommandOracle.run("pg_restore", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        ScriptDiff.assertSame(timeless(real.stdout()), timeless(ours.stdout()));
    }

    private static byte[] timeless(byte[] script) {
        return new String(script, StandardCharsets.UTF_8)
                .replaceAll("(?m)^-- Completed on .*$", "")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void ofAnExportedSnapshot() throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            database.execute("CREATE TABLE filled_later (a int)");
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            String snapshot;
            try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                row.next();
                snapshot = row.getString(1);
            }
            database.execute("INSERT INTO filled_later VALUES (4711)");
            CommandOracle.assertSameDump(database, List.of("--snapshot=" + snapshot));
            CommandOracle.assertSameDump(database, List.of("--serializable-deferrable", "--snapshot=" + snapshot));
        } finally {
            database.execute("DROP TABLE filled_later");
        }
    }

    /** Dumps by a role that may not see everything: errors, or what remains visible. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t hidden",
                "-t hidden --inserts",
                "-t hidden --enable-row-security",
                "-t hidden --enable-row-security --rows-per-insert=2 --on-conflict-do-nothing",
                "-B --enable-row-security --statistics",
                "-B --role=content_all",
                "--enable-row-security -Fc -f /dev/null",
                "-s --role=nobody"
            })
    void ofAPlainRole(String options) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(options.split(" ")));
        arguments.addAll(List.of("-d", database.connectionString("content_plain")));
        Result real = RealClient.require().run("pg_dump", arguments, new byte[0], Map.of());
        Result ours = CommandOracle.run("pg_dump", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        if (real.exitCode() == 0) {
            // If the real program fails, it has already written part of the script.
            ScriptDiff.assertSame(real.stdout(), ours.stdout());
        }
    }

    @Test
    void ofTablesThatAreLocked() throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE floats");
            CommandOracle.assertSameDump(database, List.of("--lock-wait-timeout=20", "-t", "floats"));
        }
    }
}
