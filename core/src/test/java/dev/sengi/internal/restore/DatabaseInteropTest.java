package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.RestoreReport;
import dev.sengi.ServerException;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases restored by the real pg_restore and by ours: content, messages and exit codes. */
@NeedsRealClient
class DatabaseInteropTest {
    private static final String BROKEN_TABLE = "CREATE SCHEMA s; CREATE TABLE s.a (x int, y int)";
    private static final String TALKING_TABLE = """
            CREATE TABLE plain (a int CHECK (a < 3), b text, c bytea);
            CREATE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE WARNING 'row %', new.a USING detail = 'd', hint = 'h';
                RETURN new;
            END $$;
            CREATE TRIGGER say BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION say()""";

    private static final String ROLES = """
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'restore_alex') THEN
                    CREATE ROLE restore_alex;
                    CREATE ROLE "restore Bob";
                END IF;
            END $$""";

    private static final int KNOWS_ALL_SETTINGS = 17;
    private static final String UNKNOWN_SETTING = """
            pg_restore: while INITIALIZING:
            pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"
            Command was: SET transaction_timeout = 0;
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objects",
                "objects:-Z none",
                "objects:-Z lz4",
                "objects:-Z zstd",
                "objects:--inserts",
                "objects:--inserts --rows-per-insert=100",
                "objects:--load-via-partition-root",
                "objects:-E LATIN1",
                "objects:-E LATIN1 --inserts",
                "demo",
                "pagila",
                "chinook",
                "netflix"
            })
    void archivesProduceTheSameDatabase(String archive) throws IOException {
        RestoreOracle.assertSame(TestServer.current(), archive, "-v", "", "postgres");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void oldServersAreRestored(int major) throws IOException {
        TestServer server = TestServer.of(major);
        try (TestDatabase ours = server.createDatabase();
                TestDatabase theirs = server.createDatabase()) {
            Path archive = RestoreArchives.of(server, "objects");
            RestoreReport report =
                    PgRestore.from(archive).into(ours.connectionSource()).run();
            assertThat(report.failureCount()).isZero();
            // The real program counts an additional error: servers before 17 reject transaction_timeout.
            RealClient.require().run("pg_restore", "-d", theirs.connectionString(), archive.toString());
            RestoreOracle.assertSameContent(theirs, ours);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void archivesOfTheNewestServerContainMoreThanOlderOnesUnderstand(int major) throws IOException {
        TestServer server = TestServer.of(major);
        List<String> archives = Samples.on(TestServer.current().major()).contains("pagila")
                ? List.of("objects", "pagila")
                : List.of("objects");
        for (String archive : archives) {
            Path file = RestoreArchives.of(archive);
            try (TestDatabase ours = RestoreOracle.prepared(server, ROLES, "postgres");
                    TestDatabase theirs = RestoreOracle.prepared(server, ROLES, "postgres")) {
                String expected = RestoreOracle.restore(true, theirs, file, "-v", "postgres")
                        .replace(theirs.name(), "DATABASE");
                String actual = RestoreOracle.restore(false, ours, file, "-v", "postgres")
                        .replace(ours.name(), "DATABASE");
                assertThat(actual).isEqualTo(major < KNOWS_ALL_SETTINGS ? withoutOwnError(expected) : expected);
                RestoreOracle.assertSameContent(theirs, ours);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1 -v",
                "-O -x",
                "-s",
                "-e",
                "--use-set-session-authorization",
                "--section=pre-data --section=data",
                "--section=post-data -v",
                "--section=data -v",
                "-c -v",
                "-c --if-exists -v",
                "-c --no-data-for-failed-tables -v",
                "-t plain -t child",
                "-n app -v",
                "--role=nobody -v",
                "--role=nobody -1",
                "--role=restore_alex -v",
                "--transaction-size=1 -v",
                "--transaction-size=7 -v",
                "--transaction-size=1000 -O",
                "--transaction-size=5 -c --if-exists -v",
                "-a -v",
                "-a -1",
                "-a --disable-triggers -v",
                "-a --disable-triggers -S nobody -v"
            })
    void optionsProduceTheSameDatabase(String options) throws IOException {
        RestoreOracle.assertSame(TestServer.current(), "objects", options, "", "postgres");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-v",
                "-O -v",
                "-1",
                "-1 -v",
                "-e -v",
                "--transaction-size=2 -v",
                "-a -v",
                "-c -v",
                "-c --if-exists -v",
                "--use-set-session-authorization",
                "--no-data-for-failed-tables -v"
            })
    void missingOwnersAreReported(String options) throws IOException {
        RestoreOracle.assertSame(TestServer.current(), "owners", options, "", "postgres");
    }

    @ParameterizedTest
    @CsvSource({
        "owners, -v",
        "owners, -e",
        "owners, -1",
        "owners, -O -v --no-data-for-failed-tables",
        "owners, -a -v",
        "owners, -c -v",
        "owners:--inserts, -v",
        "owners:--inserts, -a -1 -v"
    })
    void existingTablesAreReported(String archive, String options) throws IOException {
        RestoreOracle.assertSame(TestServer.current(), archive, options, BROKEN_TABLE, "postgres");
    }

    @ParameterizedTest
    @CsvSource({"objects, -v", "objects, -O", "owners, -O -v", "pagila, -v", "pagila, -O -x -v"})
    void anUnprivilegedRoleRestoresWhatItMay(String archive, String options) throws IOException {
        createPlainRole();
        RestoreOracle.assertSame(TestServer.current(), archive, options, "", "restore_plain");
    }

    private static void createPlainRole() {
        TestServer.current()
                .maintenance()
                .execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'restore_plain') THEN"
                        + " CREATE ROLE restore_plain LOGIN; END IF; END $$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"objects", "objects:--inserts"})
    void noticesAboutRowsArePassedOn(String archive) throws IOException {
        RestoreOracle.assertSame(TestServer.current(), archive, "-a -t plain -v", TALKING_TABLE, "postgres");
    }

    @ParameterizedTest
    @CsvSource({
        "'-C', false",
        "'-C -v', false",
        "'-C -c', true",
        "'-C -c --if-exists -v', true",
        "'-C', true",
        "'-C --transaction-size=2 -v', false",
        "'-C -c --transaction-size=1 -v', true"
    })
    void databasesAreCreated(String options, boolean exists) throws IOException {
        TestServer server = TestServer.current();
        TestDatabase source = server.createDatabase();
        source.execute(
                "CREATE TABLE t AS SELECT 1 AS a",
                "ALTER DATABASE " + source.name() + " SET work_mem = '5MB'",
                "COMMENT ON DATABASE " + source.name() + " IS 'it''s it'");
        Path archive = java.nio.file.Files.createTempFile("restore", ".dump");
        RealClient.require()
                .run("pg_dump", "-Fc", "-d", source.connectionString(), "-f", archive.toString())
                .assertSuccess();
        List<byte[]> dumps = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (boolean real : new boolean[] {true, false}) {
            source.close();
            if (exists) {
                server.maintenance().execute("CREATE DATABASE " + source.name());
            }
            messages.add(RestoreOracle.restore(real, server.maintenance(), archive, options, "postgres"));
            dumps.add(RestoreOracle.dump(source, "-C"));
        }
        source.close();
        java.nio.file.Files.delete(archive);
        assertThat(messages.get(1)).isEqualTo(messages.get(0));
        ScriptDiff.assertSame(dumps.get(0), dumps.get(1));
    }

    /** A group's grants are stored once, for its first object. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void grantsByOtherRolesAreRestoredForAGroupOfLargeObjects(boolean asScript) throws IOException {
        TestServer server = TestServer.current();
        server.maintenance()
                .execute(
                        "DROP ROLE IF EXISTS lo_group_b, lo_group_c",
                        "CREATE ROLE lo_group_b",
                        "CREATE ROLE lo_group_c");
        String acls = "SELECT string_agg(lomacl::text, '/' ORDER BY oid) FROM pg_largeobject_metadata";
        Path dump = java.nio.file.Files.createTempFile("restore", ".dump");
        try (TestDatabase source = server.createDatabase();
                TestDatabase target = server.createDatabase()) {
            source.execute(
                    "SELECT lo_create(1001), lo_create(1002)",
                    "GRANT SELECT ON LARGE OBJECT 1001, 1002 TO lo_group_b WITH GRANT OPTION",
                    "SET ROLE lo_group_b; GRANT SELECT ON LARGE OBJECT 1001, 1002 TO lo_group_c");
            PgDump.from(source.connectionSource())
                    .format(asScript ? DumpFormat.PLAIN : DumpFormat.CUSTOM)
                    .to(dump);
            PgRestore.from(dump).into(target.connectionSource()).run();
            assertThat(target.value(acls)).isEqualTo(source.value(acls)).contains("lo_group_c=r/lo_group_b");
        }
        server.maintenance().execute("DROP ROLE lo_group_b, lo_group_c");
        java.nio.file.Files.delete(dump);
    }

    /** Its rows would be duplicated. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nothingIsRestoredIntoADatabaseThatExists(int jobs) throws IOException {
        TestServer server = TestServer.current();
        Path archive = java.nio.file.Files.createTempFile("restore", ".dump");
        try (TestDatabase source = server.createDatabase()) {
            source.execute("CREATE TABLE t AS SELECT 1 AS a");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            PgRestore restore = PgRestore.from(archive)
                    .create()
                    .jobs(jobs)
                    .returnFailures()
                    .into(server.maintenance().connectionSource());
            assertThatThrownBy(restore::run)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("database \"" + source.name() + "\" already exists");
            assertThat(source.value("SELECT count(*) FROM t")).isEqualTo("1");
            restore.with(RestoreFlag.RESTORE_INTO_EXISTING).run();
            assertThat(source.value("SELECT count(*) FROM t")).isEqualTo("2");
        }
        java.nio.file.Files.delete(archive);
    }

    @Test
    void theNewDatabaseMayNotExist() throws IOException {
        createPlainRole();
        Path archive = RestoreArchives.of("objects");
        List<String> messages = new ArrayList<>();
        for (boolean real : new boolean[] {true, false}) {
            messages.add(
                    RestoreOracle.restore(real, TestServer.current().maintenance(), archive, "-C -v", "restore_plain"));
        }
        assertThat(messages.get(1)).isEqualTo(messages.get(0)).contains("permission denied to create database");
    }

    // Servers before 17 reject transaction_timeout, which the real program sets, and counts as an error.
    private static String withoutOwnError(String messages) {
        assertThat(messages).contains(UNKNOWN_SETTING);
        String others = messages.replace(UNKNOWN_SETTING, "");
        Matcher count = Pattern.compile("errors ignored on restore: (\\d+)\n").matcher(others);
        assertThat(count.find()).isTrue();
        int errors = Integer.parseInt(count.group(1)) - 1;
        return errors == 0
                ? others.replace("pg_restore: warning: " + count.group() + "exit code 1", "exit code 0")
                : count.replaceFirst("errors ignored on restore: " + errors + "\n");
    }
}
