package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.RestoreReport;
import dev.sengi.archive.Section;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands sent in one message have the same effect as when sent one by one. */
class BatchesInteropTest {
    private static final String STRINGS = """
            CREATE TABLE item (id int PRIMARY KEY, u text DEFAULT E'a\\\\b''c', p text DEFAULT E'C:\\\\temp\\\\new',
                b bytea DEFAULT E'\\\\x00ff5c', CHECK (u <> E'x\\\\y'), CHECK (p ~ E'^\\\\w+'));
            INSERT INTO item (id) VALUES (1);
            COMMENT ON TABLE item IS E'back\\\\slash and ''quote''';
            CREATE FUNCTION fn() RETURNS text LANGUAGE sql AS E'SELECT E''a\\\\\\\\b''';
            CREATE VIEW v AS SELECT E'\\\\d+' AS digits;
            CREATE TYPE e AS ENUM (E'a\\\\b', 'c');
            CREATE INDEX i ON item (u) WHERE u <> E'\\\\n';
            CREATE RULE r AS ON INSERT TO item WHERE NEW.u = E'\\\\' DO NOTHING""";
    private static final String OFF = "DO $$ BEGIN EXECUTE format("
            + "'ALTER DATABASE %I SET standard_conforming_strings = off', current_database()); END $$";

    @TempDir
    private Path folder;

    /** standard_conforming_strings of the source and of the target, options of the dump, and options of the restore. */
    @ParameterizedTest
    @CsvSource({
        "off, on, '', ''",
        "off, off, '', ''",
        "on, off, '', ''",
        "off, on, '', -j2",
        "on, off, '', -j2",
        "off, on, '', -1",
        "on, off, '', -1",
        "off, on, '', --transaction-size=3",
        "on, off, '', --transaction-size=3",
        "off, on, --inserts, ''",
        "on, off, --inserts, ''",
        "on, off, --column-inserts --rows-per-insert=5, -O -x",
        "off, on, '', -c --if-exists",
        "on, off, '', -c --if-exists"
    })
    @NeedsRealClient
    void stringsAreWhatTheyWere(String source, String target, String dumped, String restored) throws IOException {
        TestServer server = TestServer.current();
        Path archive = folder.resolve("archive");
        String script;
        try (TestDatabase database = server.createDatabase()) {
            database.execute(STRINGS.split(";\n"));
            if (source.equals("off")) {
                database.execute(OFF);
            }
            List<String> arguments = new ArrayList<>(RestoreOptionText.words(dumped));
            arguments.addAll(List.of("-Fc", "-f", archive.toString(), "-d", database.connectionString()));
            RealClient.require()
                    .run("pg_dump", arguments.toArray(String[]::new))
                    .assertSuccess();
            script = script(database);
        }
        try (TestDatabase ours = server.createDatabase();
                TestDatabase theirs = server.createDatabase()) {
            for (TestDatabase database : List.of(ours, theirs)) {
                database.execute(target.equals("off") ? OFF : "SELECT");
            }
            String expected = RestoreOracle.realRestore(theirs, archive, restored, "postgres");
            assertThat(RestoreOracle.ourRestore(ours, archive, restored, "postgres"))
                    .isEqualTo(expected);
            assertThat(script(ours)).isEqualTo(script(theirs)).isEqualTo(script);
        }
    }

    /** KindsOracleTest restores objects of every kind, and compares the result. */
    @Test
    void serverMessagesFollowTheirCommand() throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            for (String name : List.of("batches_a", "batches_b")) {
                source.execute("CREATE SUBSCRIPTION " + name + " CONNECTION 'dbname=x' PUBLICATION p"
                        + " WITH (connect = false, slot_name = NONE, enabled = false)");
                source.execute("COMMENT ON SUBSCRIPTION " + name + " IS 'said'");
            }
            assertSame(source, "postgres");
        }
    }

    private static final String GUARDED = "IF current_setting('batches.guard', true) IS DISTINCT FROM 'on' THEN"
            + " PERFORM set_config('batches.guard', 'on', true); INSERT INTO fired VALUES (1); END IF;";

    /** A guard against recursion lasts as long as the transaction. */
    @ParameterizedTest
    @CsvSource({"CUSTOM, 1", "CUSTOM, 2", "PLAIN, 1"})
    void eventTriggersFireForEachDefinition(DumpFormat format, int jobs) throws IOException {
        Path dump = folder.resolve("dump");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a (x int)", "CREATE TABLE b (x int)", "CREATE TABLE c (x int)");
            PgDump.from(source.connectionSource()).format(format).to(dump);
        }
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE fired (i int)",
                    "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql SET search_path = public AS $$ BEGIN "
                            + GUARDED + " END $$",
                    "CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f()");
            restore(dump, target, jobs);
            assertThat(target.value("SELECT count(*) FROM fired")).isEqualTo("3");
        }
    }

    /** Even if the script itself creates the event trigger. */
    @Test
    void eventTriggersFireOnceTheyExist() throws IOException {
        Path script = folder.resolve("dump");
        Files.writeString(script, """
                --
                -- PostgreSQL database dump
                --

                CREATE TABLE fired (i int);
                CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN GUARDED END $$;
                CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION f();
                CREATE TABLE a (x int);
                CREATE TABLE b (x int);
                CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN GUARDED RETURN NEW; END $$;
                CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION g();
                INSERT INTO a VALUES (1);
                INSERT INTO a VALUES (2);

                --
                -- PostgreSQL database dump complete
                --

                """.replace("GUARDED", GUARDED));
        try (TestDatabase target = TestServer.current().createDatabase()) {
            restore(script, target, 1);
            assertThat(target.value("SELECT count(*) FROM fired")).isEqualTo("4");
        }
    }

    @ParameterizedTest
    @CsvSource({"CUSTOM, 1", "CUSTOM, 2", "PLAIN, 1"})
    void rowTriggersFireForEachCommand(DumpFormat format, int jobs) throws IOException {
        Path dump = folder.resolve("dump");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a AS SELECT generate_series(1, 10) AS x");
            PgDump.from(source.connectionSource())
                    .format(format)
                    .dataOnly()
                    .with(DumpFlag.INSERTS)
                    .to(dump);
        }
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE fired (i int)",
                    "CREATE TABLE a (x int)",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$ BEGIN "
                            + GUARDED + " RETURN NEW; END $$",
                    "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()");
            restore(dump, target, jobs);
            assertThat(target.value("SELECT count(*) FROM fired")).isEqualTo("10");
        }
    }

    private static void restore(Path dump, TestDatabase target, int jobs) throws IOException {
        PgRestore restore = PgRestore.from(dump).into(target.connectionSource());
        (jobs == 1 ? restore : restore.jobs(jobs)).run();
    }

    /** Tables that the restore does not create may be large. */
    @ParameterizedTest
    @CsvSource({"CUSTOM, 1", "CUSTOM, 2", "PLAIN, 1"})
    void indexesAreBuiltOnceAlthoughLaterOnesFail(DumpFormat format, int jobs) throws IOException {
        Path dump = folder.resolve("dump");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE SEQUENCE builds",
                    "CREATE FUNCTION f(int) RETURNS bigint IMMUTABLE LANGUAGE sql RETURN nextval('public.builds')",
                    "CREATE FUNCTION g(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1",
                    "CREATE TABLE a AS SELECT 1 AS x");
            for (int i = 1; i <= 20; i++) {
                database.execute("CREATE INDEX i" + (100 + i) + " ON a (f(x))");
            }
            database.execute("CREATE INDEX z ON a (g(x))");
            PgDump.from(database.connectionSource())
                    .format(format)
                    .sections(EnumSet.of(Section.POST_DATA))
                    .to(dump);
            database.execute(
                    "DROP TABLE a",
                    "CREATE TABLE a AS SELECT 1 AS x",
                    "SELECT setval('builds', 1000)",
                    "CREATE OR REPLACE FUNCTION g(int) RETURNS int IMMUTABLE LANGUAGE plpgsql"
                            + " AS $$ BEGIN RAISE EXCEPTION 'no'; END $$");
            PgRestore restore = PgRestore.from(dump).into(database.connectionSource());
            RestoreReport report =
                    (jobs == 1 ? restore : restore.jobs(jobs)).returnFailures().run();
            assertThat(report.failures()).hasSize(1);
            assertThat(database.value("SELECT last_value FROM builds")).isEqualTo("1020");
        }
    }

    /** An error of the server may have the SQLSTATE of a lost connection, such as that of a foreign server. */
    @ParameterizedTest
    @CsvSource({"08001, ''", "08006, -1", "57P01, ''", "57P03, -j2", "08P01, --transaction-size=3"})
    @NeedsRealClient
    void errorsOfAnySqlStateAreIgnored(String state, String options) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN"
                            + " IF pg_catalog.current_setting('sengi.fail', true) = 'on' THEN"
                            + " RAISE EXCEPTION 'gone' USING ERRCODE = '" + state + "'; END IF; RETURN $1; END $$",
                    "CREATE TABLE a AS SELECT 1 AS x",
                    "CREATE INDEX ON a (x)",
                    "CREATE INDEX ON a (f(x))",
                    "CREATE INDEX ON a ((x + 1))",
                    "COMMENT ON TABLE a IS 'c'");
            RealClient.require()
                    .run("pg_dump", "-Fc", "-f", archive.toString(), "-d", source.connectionString())
                    .assertSuccess();
        }
        String fail = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET sengi.fail = on', current_database()); END $$";
        try (TestDatabase ours = RestoreOracle.prepared(TestServer.current(), fail, "postgres");
                TestDatabase theirs = RestoreOracle.prepared(TestServer.current(), fail, "postgres")) {
            String expected = RestoreOracle.realRestore(theirs, archive, options, "postgres");
            String actual = RestoreOracle.ourRestore(ours, archive, options, "postgres");
            assertThat(RestoreOracle.messages(actual)).isEqualTo(RestoreOracle.messages(expected));
            assertThat(RestoreOracle.dump(ours, "--restrict-key=k"))
                    .isEqualTo(RestoreOracle.dump(theirs, "--restrict-key=k"));
        }
    }

    static Stream<Arguments> samplesAndRoles() {
        return Stream.of(Samples.DEMO, "pagila")
                .filter(sample -> sample.equals(Samples.DEMO) || TestServer.isThorough())
                .flatMap(
                        sample -> Stream.of(Arguments.of(sample, "postgres"), Arguments.of(sample, "restore_batches")));
    }

    /** Even by a role that lacks some privileges. */
    @ParameterizedTest
    @MethodSource("samplesAndRoles")
    void samplesAreTheSame(String sample, String role) throws IOException {
        TestServer.current()
                .maintenance()
                .execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'restore_batches') THEN"
                        + " CREATE ROLE restore_batches LOGIN; END IF; END $$");
        assertSame(TestServer.current().sample(sample), role);
    }

    private void assertSame(TestDatabase source, String role) throws IOException {
        Path archive = folder.resolve("archive");
        // A command for each row takes half a minute, so it must be executed only once.
        PgDump dump = PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM);
        dump = role.equals("postgres") ? dump.with(DumpFlag.INSERTS) : dump.rowsPerInsert(7);
        dump.to(archive);
        try (TestDatabase together = RestoreOracle.prepared(TestServer.current(), "", role);
                TestDatabase apart = RestoreOracle.prepared(TestServer.current(), "", role)) {
            assertThat(restore(archive, together, role, false).replace(together.name(), "DATABASE"))
                    .isEqualTo(restore(archive, apart, role, true).replace(apart.name(), "DATABASE"));
            ScriptDiff.assertSame(
                    ours(apart).getBytes(StandardCharsets.UTF_8), ours(together).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String restore(Path archive, TestDatabase target, String role, boolean separately)
            throws IOException {
        MessageLog log = new MessageLog(true);
        PgRestore restore =
                PgRestore.from(archive).into(target.connectionSource(role)).onProgress(log);
        if (separately) {
            restore = restore.with(RestoreFlag.SEPARATE_COMMANDS);
        }
        return restore.returnFailures().run().failureCount() + " errors\n" + log;
    }

    private static String ours(TestDatabase database) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).restrictKey("key").to(script);
        return script.toString(StandardCharsets.UTF_8);
    }

    /** In a session with standard strings, whatever the database's setting. */
    private static String script(TestDatabase database) {
        database.execute("DO $$ BEGIN EXECUTE format("
                + "'ALTER DATABASE %I RESET standard_conforming_strings', current_database()); END $$");
        return new String(RestoreOracle.dump(database, "--restrict-key=key"), StandardCharsets.UTF_8);
    }
}
