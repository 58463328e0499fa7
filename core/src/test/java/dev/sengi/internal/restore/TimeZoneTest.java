package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore uses the time zone of the database, as pg_restore does, although the driver requests the JVM's. */
@Isolated // Other tests depend on the JVM's zone.
class TimeZoneTest {
    private static final TimeZone JVMS = TimeZone.getDefault();

    private static final String DAYS = "SELECT string_agg(d || ' ' || n, ', ' ORDER BY d) FROM days";
    private static final String EXPECTED = "2024-01-01 24, 2024-01-02 24";
    private static final String KEPT = "CREATE TABLE public.kept AS SELECT current_setting('TimeZone') AS zone;\n";

    @TempDir
    private static Path folder;

    @AfterAll
    static void putZoneBack() {
        TimeZone.setDefault(JVMS);
    }

    @BeforeAll
    static void dump() throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "SET TimeZone = 'Asia/Tokyo'",
                    "CREATE TABLE events (at timestamptz, day date, CHECK (day = at::date))",
                    "INSERT INTO events SELECT i, i::date FROM generate_series("
                            + "timestamptz '2024-01-01 00:00', '2024-01-02 23:00', '1 hour') i",
                    "CREATE MATERIALIZED VIEW days AS SELECT at::date AS d, count(*) AS n FROM events GROUP BY 1");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(folder.resolve("archive"));
        }
    }

    private static TestDatabase target() {
        TestDatabase target = TestServer.current().createDatabase();
        target.execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L',"
                + " current_database(), 'Asia/Tokyo'); END $$");
        return target;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ofTheDatabase(int jobs) throws IOException {
        for (boolean lent : new boolean[] {false, true}) {
            try (TestDatabase target = target()) {
                PgRestore restore = PgRestore.from(folder.resolve("archive")).jobs(jobs);
                (lent ? restore.into(target.dataSource()) : restore.into(target.connectionSource())).run();
                assertThat(target.value(DAYS)).isEqualTo(EXPECTED);
            }
        }
    }

    @Test
    void aLentConnectionHasItsOwnAgain() throws Exception {
        try (TestDatabase target = target();
                Connection connection = target.dataSource().getConnection()) {
            BorrowedConnectionTest.restoreScript(connection, KEPT);
            assertThat(target.value("SELECT zone FROM kept")).isEqualTo("Asia/Tokyo");
            assertThat(BorrowedConnectionTest.settings(connection))
                    .containsEntry("TimeZone", TimeZone.getDefault().getID());
        }
    }

    @Test
    void theUsersChoiceHasPriority() throws Exception {
        try (TestDatabase target = target();
                Connection connection = target.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'America/New_York'");
            BorrowedConnectionTest.restoreScript(connection, KEPT);
            assertThat(target.value("SELECT zone FROM kept")).isEqualTo("America/New_York");
        }
        for (Map<String, String> environment :
                List.of(Map.of("PGTZ", "Europe/Rome"), Map.of("PGOPTIONS", "-c timezone=Europe/Rome"))) {
            try (TestDatabase target = target()) {
                PgRestore.from(BorrowedConnectionTest.script(KEPT))
                        .into(ConnectionSource.of(target.connectionString(), environment))
                        .run();
                assertThat(target.value("SELECT zone FROM kept")).isEqualTo("Europe/Rome");
            }
        }
    }

    /** Without a setting of the database or the role, it is the server's, which only superusers can read. */
    @Test
    void ofTheServer() throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase();
                Connection connection = target.dataSource().getConnection()) {
            BorrowedConnectionTest.restoreScript(connection, KEPT);
            PgRestore.from(BorrowedConnectionTest.script(KEPT.replace("kept", "libpqs")))
                    .into(target.connectionSource())
                    .run();
            assertThat(target.value("SELECT zone FROM kept")).isEqualTo(target.value("SELECT zone FROM libpqs"));
        }
    }
}
