package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restore reads dates in the order that the database and the role request. */
@Execution(ExecutionMode.SAME_THREAD) // They share a role.
class DateOrderInteropTest {
    private static final String ROLE = "restore_dates";
    private static final String READ = "SELECT d FROM public.stored UNION ALL SELECT d FROM public.t";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void dump() throws IOException {
        TestServer.current()
                .maintenance()
                .execute("DROP ROLE IF EXISTS " + ROLE, "CREATE ROLE " + ROLE + " SUPERUSER LOGIN");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN NEW.d = NEW.x::date; RETURN NEW; END $$",
                    "CREATE TABLE t (x text, d date)",
                    "INSERT INTO t VALUES ('01/02/2020')",
                    "CREATE MATERIALIZED VIEW stored AS SELECT '01/02/2020'::text::date AS d");
            for (DumpFormat format : new DumpFormat[] {DumpFormat.CUSTOM, DumpFormat.PLAIN}) {
                PgDump.from(source.connectionSource()).format(format).to(folder.resolve(format.name()));
            }
        }
    }

    private static String set(String database, String role, String both) {
        return "DO $$ BEGIN EXECUTE format('ALTER DATABASE %1$I SET datestyle = " + database + "; ALTER ROLE " + ROLE
                + " SET datestyle = " + role + "; ALTER ROLE " + ROLE + " IN DATABASE %1$I SET datestyle = " + both
                + "', current_database()); END $$";
    }

    /** The table exists, with a trigger that reads dates. */
    private static TestDatabase target(String setUp) {
        TestDatabase target = RestoreOracle.prepared(TestServer.current(), setUp, ROLE);
        target.execute(
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.d = NEW.x::date; RETURN NEW; END $$",
                "CREATE TABLE t (x text, d date)",
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
        return target;
    }

    /** The settings of the database, of the role, and of the role in the database. */
    @ParameterizedTest
    @CsvSource({
        "dmy, DEFAULT, DEFAULT, '', 2020-02-01",
        "'sql,dmy', DEFAULT, DEFAULT, -j2, 2020-02-01",
        "german, DEFAULT, DEFAULT, '', 2020-02-01",
        "dmy, mdy, DEFAULT, '', 2020-01-02",
        "dmy, mdy, euro, '', 2020-02-01",
        "dmy, iso, DEFAULT, '', 2020-01-02",
        "DEFAULT, DEFAULT, DEFAULT, '', 2020-01-02"
    })
    @NeedsRealClient
    void archives(String database, String role, String both, String options, String date) throws IOException {
        Path archive = folder.resolve("CUSTOM");
        try (TestDatabase ours = target(set(database, role, both));
                TestDatabase theirs = target(set(database, role, both))) {
            RestoreOracle.realRestore(theirs, archive, options, ROLE);
            assertThat(theirs.column(READ)).containsOnly(date);
            RestoreOracle.ourRestore(ours, archive, options, ROLE);
            assertThat(ours.column(READ)).hasSize(2).containsOnly(date);
        } finally {
            TestServer.current().maintenance().execute("ALTER ROLE " + ROLE + " RESET ALL");
        }
    }

    @Test
    void scripts() throws IOException {
        try (TestDatabase target = target(set("dmy", "DEFAULT", "DEFAULT"))) {
            PgRestore.from(folder.resolve("PLAIN"))
                    .into(target.connectionSource())
                    .returnFailures()
                    .run();
            assertThat(target.column(READ)).hasSize(2).containsOnly("2020-02-01");
        }
    }

    @Test
    void theUsersChoiceHasPriority() throws IOException {
        for (Map<String, String> environment :
                List.of(Map.of("PGDATESTYLE", "ISO, MDY"), Map.of("PGOPTIONS", "-c datestyle=mdy"))) {
            try (TestDatabase target = target(set("dmy", "DEFAULT", "DEFAULT"))) {
                PgRestore.from(folder.resolve("CUSTOM"))
                        .into(ConnectionSource.of(target.connectionString(), environment))
                        .returnFailures()
                        .run();
                assertThat(target.column(READ)).hasSize(2).containsOnly("2020-01-02");
            }
        }
    }

    @Test
    void aLentConnectionReadsThemAsBefore() throws Exception {
        try (TestDatabase target = target(set("dmy", "DEFAULT", "DEFAULT"));
                Connection connection = target.dataSource().getConnection()) {
            // Pools lend a connection again and again.
            for (int time = 0; time < 2; time++) {
                PgRestore.from(folder.resolve("CUSTOM"))
                        .into(BorrowedConnectionTest.lent(connection))
                        .returnFailures()
                        .run();
                assertThat(target.column(READ)).hasSize(2 + time).containsOnly("2020-02-01");
                assertThat(BorrowedConnectionTest.settings(connection)).containsEntry("DateStyle", "ISO, MDY");
            }
        }
    }
}
