package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of new tables are frozen if possible, and otherwise loaded as usual. */
class FreshTableTest {
    private static final int ROWS = 20_000;
    private static final List<String> TABLES = List.of("\"large \u00e4\"", "t", "other");

    @TempDir
    private static Path folder;

    private static Path archive;

    @BeforeAll
    static void dump() throws IOException {
        archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            for (String table : TABLES) {
                source.execute(
                        "CREATE TABLE " + table + " (g int)",
                        "INSERT INTO " + table + " SELECT generate_series(1, " + ROWS + ")");
            }
            source.execute("CREATE TABLE small AS SELECT 1 AS a", "CREATE UNLOGGED TABLE u AS SELECT * FROM t");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        }
    }

    @AfterAll
    static void forget() {
        archive = null;
    }

    private static RestoreReport restore(TestDatabase target, int jobs) throws IOException {
        return PgRestore.from(archive)
                .jobs(jobs)
                .returnFailures()
                .into(target.connectionSource())
                .run();
    }

    /** The target changes each table as soon as it is created. */
    private static void onCreation(TestDatabase target, String command) {
        target.execute(
                "CREATE FUNCTION public.change() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN"
                        + " FOR r IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP"
                        + " IF r.object_identity = 'public.t' THEN " + command + "; END IF; END LOOP; END $$",
                "CREATE EVENT TRIGGER change ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
                        + " EXECUTE FUNCTION public.change()");
    }

    private static String count(TestDatabase target, String table) {
        return target.value("SELECT count(*) FROM " + table);
    }

    /** Without VACUUM, only pages of frozen rows are known to be visible to all. */
    private static boolean isFrozen(TestDatabase target, String table) {
        target.execute("ANALYZE " + table);
        return target.value("SELECT relallvisible > 0 FROM pg_class WHERE oid = '" + table + "'::regclass")
                .equals("t");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsAreFrozen(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            assertThat(restore(target, jobs).failureCount()).isZero();
            for (String table : TABLES) {
                assertThat(count(target, table)).isEqualTo(Integer.toString(ROWS));
                assertThat(isFrozen(target, table)).as(table).isTrue();
            }
            assertThat(isFrozen(target, "u")).isTrue();
            assertThat(count(target, "small")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsThatAreThereStay(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            onCreation(target, "INSERT INTO public.t VALUES (-1)");
            assertThat(restore(target, jobs).failureCount()).isZero();
            assertThat(count(target, "t")).isEqualTo(Integer.toString(ROWS + 1));
            assertThat(isFrozen(target, "t")).isFalse();
            assertThat(isFrozen(target, "other")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anExistingTableIsNotTruncated(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute("CREATE TABLE t (g int)");
            assertThat(restore(target, jobs).failures())
                    .extracting(RestoreFailure::serverMessage)
                    .containsOnly("relation \"t\" already exists");
            assertThat(count(target, "t")).isEqualTo(Integer.toString(ROWS));
            assertThat(isFrozen(target, "t")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsAreLoadedIfTheServerRefusesToFreezeThem(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            onCreation(
                    target,
                    "ALTER TABLE public.t ADD UNIQUE (g);"
                            + " CREATE TABLE public.referring (g int REFERENCES public.t (g))");
            assertThat(restore(target, jobs).failureCount()).isZero();
            assertThat(count(target, "t")).isEqualTo(Integer.toString(ROWS));
            assertThat(isFrozen(target, "t")).isFalse();
        }
    }

    /** A list may put triggers and statistics before the rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void truncatingHasNoSideEffects(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE audit (w text)",
                    "CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql"
                            + " AS $$ BEGIN INSERT INTO public.audit VALUES (tg_op); RETURN NULL; END $$");
            onCreation(target, "CREATE TRIGGER tt AFTER TRUNCATE ON public.t EXECUTE FUNCTION public.log()");
            target.execute(
                    "CREATE FUNCTION public.count_other() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                            + " UPDATE pg_class SET reltuples = 7 WHERE relname = 'other'; END $$",
                    "CREATE EVENT TRIGGER other ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
                            + " EXECUTE FUNCTION public.count_other()");
            assertThat(restore(target, jobs).failureCount()).isZero();
            assertThat(count(target, "t")).isEqualTo(Integer.toString(ROWS));
            assertThat(count(target, "other")).isEqualTo(Integer.toString(ROWS));
            assertThat(count(target, "audit")).isEqualTo("0");
            assertThat(target.value("SELECT reltuples FROM pg_class WHERE relname = 'other'"))
                    .isEqualTo("7");
        }
    }

    /** With such a cursor, the server accepts the command, and refuses to freeze only once rows arrive. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsAreLoadedBesideAnOpenCursor(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            RestoreReport report = PgRestore.from(archive)
                    .jobs(jobs)
                    .into(() -> withCursor(target.dataSource().getConnection()))
                    .run();
            assertThat(report.failureCount()).isZero();
            for (String table : TABLES) {
                assertThat(count(target, table)).isEqualTo(Integer.toString(ROWS));
                assertThat(isFrozen(target, table)).as(table).isFalse();
            }
        }
    }

    private static Connection withCursor(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DECLARE kept CURSOR WITH HOLD FOR SELECT 1");
        }
        return connection;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRejectedRowLeavesOnlyItsOwnTableEmpty(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            onCreation(target, "ALTER TABLE public.t ADD CONSTRAINT few CHECK (g < 15000)");
            RestoreReport report = restore(target, jobs);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.message())
                        .startsWith("COPY failed for table \"t\": ERROR:  new row for relation \"t\" violates check");
                assertThat(failure.sqlState()).hasValue("23514");
                assertThat(failure.statement()).contains("COPY public.t (g) FROM stdin;\n");
            });
            assertThat(count(target, "t")).isEqualTo("0");
            assertThat(count(target, "other")).isEqualTo(Integer.toString(ROWS));
            assertThat(count(target, "small")).isEqualTo("1");
        }
    }
}
