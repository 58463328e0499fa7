package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.DumpFormat;
import dev.sengi.EntryResult;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreReport;
import dev.sengi.Run;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What happens to the connection if a restore ends while the rows of several tables are in transit. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
class SmallLoadsTest {
    private static final int TABLES = 9;

    private static final String NEW_SETTING = "pg_catalog.set_config('application_name', 'x', false)";

    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void dump() throws IOException {
        archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            for (int i = 1; i <= TABLES; i++) {
                source.execute("CREATE TABLE t" + i + " AS SELECT " + i + " AS a");
            }
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        }
    }

    @Test
    void aLostConnectionNamesTheTable() {
        try (TestDatabase target = target("pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())")) {
            ConnectionException error = catchThrowableOfType(
                    ConnectionException.class,
                    () -> PgRestore.from(archive)
                            .dataOnly()
                            .into(target.connectionSource())
                            .run());
            assertThat(error)
                    .hasMessageStartingWith("COPY failed for table \"t5\": ")
                    .hasMessageContaining("terminating connection due to administrator command");
            assertThat(error.details())
                    .singleElement()
                    .asString()
                    .startsWith("The connection was lost at TOC entry ")
                    .endsWith(" TABLE DATA t5. 4 entries had been completed before.");
            assertThat(loaded(target)).isEqualTo("1 2 3 4");
        }
    }

    /** Earlier tables cause notices, and the server closes the connection while rows for it are in transit. */
    @RepeatedTest(10)
    void staysInSyncAfterNotices() {
        try (TestDatabase target = target("pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())")) {
            target.execute(
                    "CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE WARNING ''mind''; RETURN NEW; END'",
                    "CREATE TRIGGER warn AFTER INSERT ON t2 EXECUTE FUNCTION warn()",
                    "CREATE TRIGGER warn AFTER INSERT ON t3 EXECUTE FUNCTION warn()");
            assertThatThrownBy(() -> PgRestore.from(archive)
                            .dataOnly()
                            .into(target.connectionSource())
                            .run())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith("COPY failed for table \"t5\": ")
                    .hasMessageContaining("terminating connection due to administrator command");
        }
    }

    /** A trigger may report that another server cannot be reached. */
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03"})
    void anErrorOfAnySqlStateConcernsItsTable(String state) throws Exception {
        try (TestDatabase target = target("1")) {
            target.execute("CREATE OR REPLACE FUNCTION call() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE EXCEPTION 'gone' USING ERRCODE = '" + state + "'; END $$");
            RestoreReport report = PgRestore.from(archive)
                    .dataOnly()
                    .returnFailures()
                    .into(target.connectionSource())
                    .run();
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.sqlState()).contains(state);
                assertThat(failure.entry().orElseThrow().tag()).isEqualTo("t5");
            });
            assertThat(loaded(target)).isEqualTo("1 2 3 4 6 7 8 9");
        }
    }

    /** Other sessions notify while rows are loaded. */
    @Test
    void notificationsMayComeAtAnyTime() throws Exception {
        try (TestDatabase target = target("pg_catalog.pg_sleep(0.5)");
                Connection connection = target.dataSource().getConnection();
                Connection other = target.dataSource().getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN c");
            }
            Run<RestoreReport> run = PgRestore.from(archive)
                    .dataOnly()
                    .into(BorrowedConnectionTest.lent(connection))
                    .start();
            int sent = 0;
            try (Statement statement = other.createStatement()) {
                while (!run.isDone()) {
                    statement.execute("NOTIFY c, '" + sent++ + "'");
                }
            }
            run.await();
            assertThat(loaded(target)).isEqualTo("1 2 3 4 5 6 7 8 9");
            assertInSync(connection);
            assertThat(connection.unwrap(PGConnection.class).getNotifications())
                    .extracting(PGNotification::getParameter)
                    .startsWith("0", "1", "2")
                    .hasSize(sent);
        }
    }

    @Test
    void aWaitingTableIsCancelled() throws Exception {
        try (TestDatabase target = target("pg_catalog.pg_sleep(60)");
                Connection connection = target.dataSource().getConnection()) {
            Run<RestoreReport> run = PgRestore.from(archive)
                    .dataOnly()
                    .into(BorrowedConnectionTest.lent(connection))
                    .start();
            while (target.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                            + " AND datname = current_database()")
                    .equals("0")) {
                Thread.sleep(20);
            }
            run.cancel();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
            assertInSync(connection);
            assertThat(loaded(target)).startsWith("1 2 3 4").doesNotContain("5");
        }
    }

    @Test
    void aListenerThatThrowsLeavesNoReplyUnread() throws Exception {
        try (TestDatabase target = target(NEW_SETTING);
                Connection connection = target.dataSource().getConnection()) {
            PgRestore restore = PgRestore.from(archive)
                    .dataOnly()
                    .into(BorrowedConnectionTest.lent(connection))
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryFinished(EntryResult result) {
                            throw new IllegalStateException("enough");
                        }
                    });
            assertThatThrownBy(restore::run).hasMessageContaining("enough");
            assertInSync(connection);
        }
    }

    /** Parameters that the server reports reach the driver; notifications reach the connection's owner. */
    @Test
    void theDriverLearnsWhatItMust() throws Exception {
        try (TestDatabase target = target(NEW_SETTING + ", pg_catalog.pg_notify('c', 'said')");
                Connection connection = target.dataSource().getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN c");
            }
            PgRestore.from(archive)
                    .dataOnly()
                    .into(BorrowedConnectionTest.lent(connection))
                    .run();
            assertThat(loaded(target)).isEqualTo("1 2 3 4 5 6 7 8 9");
            PGConnection driver = connection.unwrap(PGConnection.class);
            assertThat(driver.getNotifications())
                    .extracting(PGNotification::getParameter)
                    .containsExactly("said");
            assertInSync(connection);
        }
    }

    /** The driver may send more than one message for a command. */
    @ParameterizedTest
    @ValueSource(strings = {"autosave=always", "autosave=conservative", "preferQueryMode=simple", "prepareThreshold=1"})
    void connectionsMayBeConfiguredInAnyWay(String parameter) throws Exception {
        try (TestDatabase target = target(NEW_SETTING);
                Connection connection = DriverManager.getConnection("jdbc:postgresql://localhost:"
                        + target.server().port() + "/" + target.name() + "?user=postgres&" + parameter)) {
            PgRestore.from(archive)
                    .dataOnly()
                    .singleTransaction()
                    .into(BorrowedConnectionTest.lent(connection))
                    .run();
            assertThat(loaded(target)).isEqualTo("1 2 3 4 5 6 7 8 9");
            assertInSync(connection);
        }
    }

    /** Returns a database with the tables, the fifth of which calls a function once for each load. */
    private static TestDatabase target(String call) {
        TestDatabase target = TestServer.current().createDatabase();
        target.execute("CREATE FUNCTION call() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM " + call
                + "; RETURN NEW; END $$");
        for (int i = 1; i <= TABLES; i++) {
            target.execute("CREATE TABLE t" + i + " (a int)");
        }
        target.execute("CREATE TRIGGER call AFTER INSERT ON t5 EXECUTE FUNCTION call()");
        return target;
    }

    private static String loaded(TestDatabase target) {
        StringBuilder tables = new StringBuilder();
        for (int i = 1; i <= TABLES; i++) {
            tables.append(target.value("SELECT coalesce((SELECT a || ' ' FROM t" + i + "), '')"));
        }
        return tables.toString().strip();
    }

    private static void assertInSync(Connection connection) throws SQLException {
        assertThat(connection.isClosed()).isFalse();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 'own answer', pg_current_xact_id_if_assigned()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("own answer");
            assertThat(row.getString(2)).isNull();
        }
    }
}
