package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator may have made catalogs unreadable that only the restoration of settings needs. */
class UnreadableCatalogsTest {
    private static final String ROLE = "unreadable_catalogs";

    @TempDir
    private Path folder;

    @BeforeAll
    static void createRole() {
        TestServer.current().maintenance().execute("DROP ROLE IF EXISTS " + ROLE, "CREATE ROLE " + ROLE + " LOGIN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_settings",
                "pg_db_role_setting",
                "pg_event_trigger",
                "pg_trigger",
                "pg_rewrite",
                "pg_locks",
                "pg_roles",
                "pg_settings, pg_db_role_setting, pg_event_trigger, pg_trigger, pg_prepared_statements, pg_cursors"
            })
    void aRestoreWorks(String catalogs) throws Exception {
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
                    .as("whether it is as before is unknown")
                    .isTrue();
        }
    }
}
