package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator may have made catalogs unreadable that are needed only to restore settings. */
class UnreadableCatalogsTest {
    private static final String ROLE = "unreadable_catalogs";

    @TempDir
    private Path folder;

    @BeforeAll
    static void createRole() {
        TestServer.current().maintenance().execute("DROP ROLE IF EXISTS " + ROLE, "CREATE ROLE " + ROLE + " LOGIN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pg_settings; true",
                "pg_event_trigger; false",
                "pg_trigger; false",
                "pg_rewrite; false",
                "pg_locks; true",
                "pg_settings, pg_event_trigger, pg_trigger, pg_prepared_statements, pg_cursors; true"
            })
    void aRestoreWorks(String catalogs, boolean closed) throws Exception {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a AS SELECT generate_series(1, 9) AS x", "CREATE TABLE b AS TABLE a");
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .with(DumpFlag.INSERTS)
                    .to(archive);
        }
        String revoke = "REVOKE SELECT ON " + catalogs + " FROM PUBLIC";
        try (TestDatabase target = RestoreOracle.prepared(TestServer.current(), revoke, ROLE);
                Connection connection = target.dataSource(ROLE).getConnection()) {
            PgRestore restore = RestoreOptionText.apply("-O -x", PgRestore.from(archive))
                    .into(BorrowedConnectionTest.lent(connection));
            assertThat(restore.run().failureCount()).isZero();
            assertThat(target.value("SELECT count(*) FROM a NATURAL JOIN b")).isEqualTo("9");
            assertThat(connection.isClosed())
                    .as("closed because nobody knows whether it is as before")
                    .isEqualTo(closed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_settings", "pg_trigger", "pg_locks"})
    void datesAreReadAsTheRoleWants(String catalog) throws Exception {
        String revoke = "REVOKE SELECT ON " + catalog + " FROM PUBLIC";
        try (TestDatabase target = RestoreOracle.prepared(TestServer.current(), revoke, ROLE)) {
            target.execute("ALTER ROLE " + ROLE + " IN DATABASE " + target.name() + " SET datestyle = 'ISO, DMY'");
            restoreDate(target);
            assertThat(target.value("SELECT d FROM dates")).isEqualTo("2026-02-01");
        }
    }

    /** Otherwise, swapped days and months would go unnoticed. */
    @Test
    void aRestoreFailsIfTheDateOrderIsUnknown() throws Exception {
        String revoke = "REVOKE SELECT ON pg_db_role_setting FROM PUBLIC";
        try (TestDatabase target = RestoreOracle.prepared(TestServer.current(), revoke, ROLE)) {
            assertThatThrownBy(() -> restoreDate(target)).hasMessageContaining("pg_db_role_setting");
        }
    }

    private void restoreDate(TestDatabase target) throws Exception {
        Path script = folder.resolve("dates.sql");
        Files.writeString(script, """
                --
                -- PostgreSQL database dump
                --

                CREATE TABLE dates (d date);
                INSERT INTO dates VALUES ('1/2/2026');

                --
                -- PostgreSQL database dump complete
                --

                """);
        PgRestore.from(script).into(target.dataSource(ROLE)::getConnection).run();
    }
}
