package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several sessions restore entries that depend on earlier ones even though the archive does not say so: functions read
 * tables that no dependency mentions, grantors need grants, and event triggers fire.
 */
class ParallelListOrderTest {
    private static final int ATTEMPTS = 3;

    private static TestDatabase source;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        source = TestServer.current().createDatabase();
        source.execute(
                "CREATE TABLE aa (code text PRIMARY KEY, rate numeric)",
                "INSERT INTO aa SELECT 'c' || i, i FROM generate_series(1, 100) i",
                "CREATE FUNCTION rate(text) RETURNS numeric LANGUAGE sql IMMUTABLE"
                        + " AS 'SELECT rate FROM public.aa WHERE code = $1'",
                "CREATE TABLE zz_generated (i int, r numeric GENERATED ALWAYS AS (public.rate('c' || i % 100 + 1)) STORED,"
                        + " t text)",
                "INSERT INTO zz_generated (i, t) SELECT i, repeat('x', 50) FROM generate_series(1, 5000) i",
                "CREATE TABLE zz_checked (i int CHECK (public.rate('c' || i % 100 + 1) IS NOT NULL), t text)",
                "INSERT INTO zz_checked SELECT i, repeat('x', 50) FROM generate_series(1, 5000) i",
                "CREATE DOMAIN known AS text CHECK (public.rate(VALUE) IS NOT NULL)",
                "CREATE TABLE zz_domain (k public.known, t text)",
                "INSERT INTO zz_domain SELECT 'c' || i % 100 + 1, repeat('x', 50) FROM generate_series(1, 5000) i",
                "CREATE TABLE zz_parent (i int, r numeric GENERATED ALWAYS AS (public.rate('c' || i % 100 + 1)) STORED)"
                        + " PARTITION BY RANGE (i)",
                "CREATE TABLE zz_part PARTITION OF zz_parent DEFAULT",
                "INSERT INTO zz_parent SELECT i FROM generate_series(1, 5000) i",
                "CREATE MATERIALIZED VIEW a_view AS SELECT count(*) AS n FROM zz_checked a, generate_series(1, 100)",
                "CREATE FUNCTION seen() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT n FROM public.a_view'",
                "CREATE MATERIALIZED VIEW b_view AS SELECT public.seen() AS n",
                "CREATE TABLE log (tag text)",
                "CREATE FUNCTION logged() RETURNS event_trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN INSERT INTO public.log VALUES (tg_tag); END'",
                "CREATE SCHEMA granted",
                "DO 'BEGIN CREATE ROLE order_owner; CREATE ROLE order_grantee;"
                        + " EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT USAGE ON SCHEMA granted TO order_owner, order_grantee");
        for (int i = 0; i < 10; i++) {
            String table = "granted.t" + i;
            source.execute(
                    "CREATE TABLE " + table + " (i int)",
                    "ALTER TABLE " + table + " OWNER TO order_owner",
                    "GRANT SELECT ON " + table + " TO order_grantee WITH GRANT OPTION",
                    "SET SESSION AUTHORIZATION order_grantee; GRANT SELECT ON " + table
                            + " TO public; RESET SESSION AUTHORIZATION");
        }
        // Several sessions dump the largest tables first, if their sizes are known.
        source.analyze();
        source.execute("CREATE EVENT TRIGGER logging ON ddl_command_end EXECUTE FUNCTION public.logged()");
    }

    @AfterAll
    static void drop() {
        source.execute("DROP OWNED BY order_owner, order_grantee", "DROP ROLE order_owner, order_grantee");
        source.close();
    }

    @ParameterizedTest
    @EnumSource(value = DumpFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void severalSessionsKeepTheListsOrder(DumpFormat format) throws IOException {
        Path archive = folder.resolve("archive");
        PgDump.from(source.connectionSource()).format(format).to(archive);
        String expected = restored(PgRestore.from(archive));
        assertThat(expected).isEqualTo("5000 5000 5000 5000 500000 500000 2 10");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            assertThat(restored(PgRestore.from(archive).jobs(4))).isEqualTo(expected);
        }
    }

    /** The data in an archive dumped by several sessions are stored in an order different from the list's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void streamsAreReadInTheirOrder(int sessions) throws IOException {
        Path archive = folder.resolve("archive");
        PgDump.from(source.connectionSource())
                .format(DumpFormat.CUSTOM)
                .jobs(sessions)
                .to(archive);
        try (InputStream stream = new ByteArrayInputStream(Files.readAllBytes(archive))) {
            PgRestore restore = PgRestore.from(stream).jobs(3).returnFailures();
            try (TestDatabase target = TestServer.current().createDatabase()) {
                RestoreReport report = restore.into(target.connectionSource()).run();
                // The server may reject rows that are stored before those that they need, as with one session.
                assertThat(report.failures())
                        .allSatisfy(failure -> assertThat(failure.sqlState()).isPresent());
                assertThat(sessions > 1 || report.failureCount() == 0).isTrue();
                assertThat(target.value("SELECT count(*) FROM aa")).isEqualTo("100");
            }
        }
    }

    private static String restored(PgRestore restore) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            assertThat(restore.into(target.connectionSource()).run().failureCount())
                    .isZero();
            return target.value(
                    "SELECT concat_ws(' ', (SELECT count(r) FROM zz_generated), (SELECT count(*) FROM zz_checked),"
                            + " (SELECT count(*) FROM zz_domain), (SELECT count(r) FROM zz_part), (SELECT n FROM a_view),"
                            + " (SELECT n FROM b_view), (SELECT count(*) FROM log WHERE tag LIKE 'REFRESH%'),"
                            + " (SELECT count(*) FROM pg_class c, aclexplode(relacl) a WHERE relname ~ '^t[0-9]$'"
                            + " AND a.grantee = 0))");
        }
    }
}
