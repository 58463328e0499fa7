package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several sessions load tables that exist, and whose rows make the server call functions that read another table. That
 * table is larger, so without an order, the rows that need it would be stored first, with different values.
 */
class ParallelFunctionOrderTest {
    private static final List<String> COMMON = List.of(
            "CREATE TABLE a AS SELECT 1 AS id",
            "CREATE TABLE a_large (id int, t text)",
            "INSERT INTO a_large SELECT i, repeat('x', 200) FROM generate_series(1, 20000) i",
            "CREATE FUNCTION known(int) RETURNS int IMMUTABLE LANGUAGE sql"
                    + " AS 'SELECT count(*)::int FROM public.a_large WHERE id <= $1'",
            "CREATE FUNCTION is_known(int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql"
                    + " AS 'BEGIN RETURN public.known($1) = $1; END'");

    @TempDir
    private Path folder;

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("CREATE TABLE b (id int, n int GENERATED ALWAYS AS (known(id)) STORED)", "b"),
                Arguments.of("CREATE TABLE b (id int CHECK (is_known(id)))", "b"),
                Arguments.of(
                        "CREATE FUNCTION add(int, int) RETURNS int IMMUTABLE LANGUAGE sql"
                                + " AS 'SELECT public.known($1) + $2'; CREATE OPERATOR |+|"
                                + " (LEFTARG = int, RIGHTARG = int, FUNCTION = add);"
                                + " CREATE TABLE b (id int, n int GENERATED ALWAYS AS (id |+| 1) STORED)",
                        "b"),
                Arguments.of(
                        "CREATE DOMAIN d AS int CHECK (is_known(VALUE)); CREATE DOMAIN e AS d; CREATE TABLE b (id e)",
                        "b"),
                Arguments.of(
                        "CREATE DOMAIN d AS int CHECK (is_known(VALUE)); CREATE TYPE c AS (x d);"
                                + " CREATE TABLE b (id int, c c DEFAULT ROW (1))",
                        "b"),
                Arguments.of("CREATE TABLE b (id int); CREATE UNIQUE INDEX ON b (id) WHERE is_known(id)", "b"),
                Arguments.of(
                        "CREATE TABLE b (id int, n int) PARTITION BY LIST (id); CREATE TABLE b1 PARTITION OF b DEFAULT;"
                                + " CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql"
                                + " AS 'BEGIN NEW.n = public.known(NEW.id); RETURN NEW; END';"
                                + " CREATE TRIGGER t BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()",
                        "b"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowsWaitForThoseThatTheirFunctionsRead(String tables, String filled) throws IOException {
        List<String> script = new ArrayList<>(COMMON);
        script.add(tables);
        script.add("INSERT INTO " + filled + " (id) SELECT generate_series(1, 20)");
        assertSame(TestServer.current(), script, filled);
    }

    /** The query has a part that depends on the version. */
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void onEveryServer(int major) throws IOException {
        List<String> script = new ArrayList<>(COMMON);
        script.add("CREATE TABLE b (id int CHECK (is_known(id)))");
        script.add("INSERT INTO b SELECT generate_series(1, 20)");
        assertSame(TestServer.of(major), script, "b");
    }

    /** A trigger sees exactly what a single session would have loaded before, and so do the sequences that it uses. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void othersWaitForRowsWithTriggers(boolean asInserts) throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE b (id int, n int, t text)",
                    "CREATE TABLE c (id int)",
                    "CREATE SEQUENCE s",
                    "INSERT INTO b SELECT i, 0, repeat('x', 200) FROM generate_series(1, 3000) i",
                    "INSERT INTO c VALUES (1)",
                    "SELECT setval('s', 5000)",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN NEW.id = nextval(''public.s''); NEW.n = (SELECT count(*) FROM public.c);"
                            + " RETURN NEW; END'",
                    "CREATE TRIGGER t BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()");
            restoreDefinitions(source, target);
            Path data = folder.resolve("data");
            PgDump dump = PgDump.from(source.connectionSource()).dataOnly().format(DumpFormat.CUSTOM);
            (asInserts ? dump.rowsPerInsert(10) : dump).to(data);
            PgRestore.from(data).jobs(4).into(target.connectionSource()).run();
            assertThat(target.value("SELECT concat_ws(' ', min(id), max(id), max(n)) FROM b"))
                    .isEqualTo("1 3000 0");
            assertThat(target.value("SELECT last_value FROM s")).isEqualTo("5000");
        }
    }

    /** The archive neither contains the function nor records that the table depends on it. */
    @ParameterizedTest
    @ValueSource(strings = {"n int GENERATED ALWAYS AS (util.known(id)) STORED", "n util.d DEFAULT 1"})
    void newTablesUseFunctionsThatExistAlready(String column) throws IOException {
        String[] functions = {
            "CREATE SCHEMA util",
            "SET check_function_bodies = off",
            "CREATE FUNCTION util.known(int) RETURNS int IMMUTABLE LANGUAGE sql"
                    + " AS 'SELECT count(*)::int FROM app.a WHERE id <= $1'",
            "CREATE FUNCTION util.any(int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql"
                    + " AS 'BEGIN RETURN util.known($1) > 0; END'",
            "CREATE DOMAIN util.d AS int CHECK (util.any(VALUE))"
        };
        Path archive = folder.resolve("app");
        String read = "SELECT count(*) || ' ' || sum(n) FROM app.b";
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(functions);
            source.execute(
                    "CREATE SCHEMA app",
                    "CREATE TABLE app.a AS SELECT generate_series(1, 1000) AS id",
                    "CREATE TABLE app.b (id int, " + column + ", t text)",
                    "INSERT INTO app.b (id, t) SELECT 1 + i % 10, repeat('x', 200) FROM generate_series(1, 20000) i",
                    // Both sessions are busy when rows of the small table could be loaded.
                    "CREATE TABLE app.c AS SELECT repeat('y', 200) AS t FROM generate_series(1, 20000)");
            source.analyze();
            target.execute(functions);
            PgDump.from(source.connectionSource())
                    .includeSchema("app")
                    .format(DumpFormat.CUSTOM)
                    .to(archive);
            PgRestore.from(archive).jobs(2).into(target.connectionSource()).run();
            assertThat(target.value(read)).isEqualTo(source.value(read));
        }
    }

    /** Whatever the query of a view calls may read views that are filled before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT util.filled(1) AS n",
                "SELECT 1 OPERATOR(util.|+|) 1 AS n",
                "SELECT n FROM (SELECT * FROM app.v) AS u",
                "SELECT util.largest(x) AS n FROM generate_series(1, 3) AS u(x)"
            })
    void materializedViewsUseFunctionsThatExistAlready(String query) throws IOException {
        String[] functions = {
            "CREATE SCHEMA util",
            // Unlike a query of the view, this does not wait for its lock.
            "CREATE FUNCTION util.filled(int) RETURNS bigint LANGUAGE sql AS"
                    + " 'SELECT count(*) FROM pg_class WHERE oid = to_regclass(''app.a'') AND relispopulated'",
            "CREATE FUNCTION util.plus(int, int) RETURNS bigint LANGUAGE sql AS 'SELECT util.filled($1)'",
            "CREATE OPERATOR util.|+| (LEFTARG = int, RIGHTARG = int, FUNCTION = util.plus)",
            "CREATE AGGREGATE util.largest(int) (SFUNC = int4larger, STYPE = int, FINALFUNC = util.filled)"
        };
        Path archive = folder.resolve("app");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(functions);
            source.execute(
                    "CREATE SCHEMA app",
                    "CREATE VIEW app.v AS SELECT util.filled(2) AS n",
                    "CREATE MATERIALIZED VIEW app.a AS SELECT 1 AS x WHERE pg_sleep(0.5) IS NOT NULL",
                    "CREATE MATERIALIZED VIEW app.b AS " + query);
            assertThat(source.value("SELECT n FROM app.b")).isEqualTo("1");
            target.execute(functions);
            PgDump.from(source.connectionSource())
                    .includeSchema("app")
                    .format(DumpFormat.CUSTOM)
                    .to(archive);
            PgRestore.from(archive).jobs(2).into(target.connectionSource()).run();
            assertThat(target.value("SELECT n FROM app.b")).isEqualTo("1");
        }
    }

    private void restoreDefinitions(TestDatabase source, TestDatabase target) throws IOException {
        Path definitions = folder.resolve("definitions");
        PgDump.from(source.connectionSource())
                .noData()
                .format(DumpFormat.CUSTOM)
                .to(definitions);
        PgRestore.from(definitions).into(target.connectionSource()).run();
    }

    private void assertSame(TestServer server, List<String> script, String table) throws IOException {
        Path data = folder.resolve("data");
        Path all = folder.resolve("all");
        String rows = "SELECT string_agg(r::text, ' ' ORDER BY r) FROM " + table + " r";
        try (TestDatabase source = server.createDatabase();
                TestDatabase target = server.createDatabase()) {
            source.execute(script.toArray(String[]::new));
            source.analyze();
            PgDump.from(source.connectionSource())
                    .dataOnly()
                    .format(DumpFormat.CUSTOM)
                    .to(data);
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(all);
            restoreDefinitions(source, target);
            for (PgRestore restore : List.of(
                    PgRestore.from(data),
                    PgRestore.from(new ByteArrayInputStream(Files.readAllBytes(data))),
                    PgRestore.from(all).sections(Set.of(Section.DATA)),
                    PgRestore.from(new ByteArrayInputStream(Files.readAllBytes(all)))
                            .sections(Set.of(Section.DATA)))) {
                target.execute("TRUNCATE a, a_large, " + table);
                restore.jobs(4).into(target.connectionSource()).run();
                assertThat(target.value(rows)).isEqualTo(source.value(rows)).isNotNull();
            }
            // Tables that exist cannot be created.
            target.execute("TRUNCATE a, a_large, " + table);
            PgRestore.from(all)
                    .jobs(4)
                    .into(target.connectionSource())
                    .returnFailures()
                    .run();
            assertThat(target.value(rows)).isEqualTo(source.value(rows));
        }
    }
}
