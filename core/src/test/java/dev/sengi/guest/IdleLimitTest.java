package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.internal.session.IdleLimit;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An idle timeout that is shorter than the time until our first command ends neither a dump nor a restore. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IdleLimitTest {
    private static final int LIMIT_MILLIS = 30;

    /** Keeps every session idle for longer than the limit before its first use. */
    private record Slow(IdleLimit.Source source) implements IdleLimit.Source {
        @Override
        public Connection open() throws SQLException {
            Connection connection = source.open();
            try {
                Thread.sleep(10 * LIMIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return connection;
        }

        @Override
        public IdleLimit.Source withoutIdleLimit() {
            return new Slow((IdleLimit.Source) source.withoutIdleLimit());
        }
    }

    private static Slow slow(TestDatabase database) {
        ConnectionRequest request = new ConnectionRequest(null, null, null, database.connectionString(), null, null);
        return new Slow(new ConninfoSource(request, ClientEnvironment.ofProcess(Map.of(), warning -> {})));
    }

    private static TestDatabase limited() {
        TestDatabase database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE s AS SELECT g AS a FROM generate_series(1, 10) g",
                "CREATE TABLE t (a int PRIMARY KEY)",
                "INSERT INTO t VALUES (1), (2)");
        limit(database, "SET idle_session_timeout = " + LIMIT_MILLIS);
        return database;
    }

    /** Uses a connection to another database, which has no limit. */
    private static void limit(TestDatabase database, String setting) {
        database.server().maintenance().execute("ALTER DATABASE " + database.name() + " " + setting);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void endsNeitherDumpNorRestore(int jobs) throws Exception {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TestDatabase source = limited();
                TestDatabase target = TestServer.current().createDatabase()) {
            PgDump.from(slow(source)).format(DumpFormat.CUSTOM).to(archive);
            limit(target, "SET idle_session_timeout = " + LIMIT_MILLIS);
            PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                    .jobs(jobs)
                    .into(slow(target))
                    .exitOnError()
                    .run();
            limit(target, "RESET idle_session_timeout");
            assertThat(target.column("SELECT count(*) FROM s")).containsExactly("10");
            assertThat(target.column("SELECT count(*) FROM t")).containsExactly("2");
        }
    }

    @Test
    void endsNoDumpAsARole() throws Exception {
        try (TestDatabase source = limited()) {
            PgDump.from(slow(source)).role("postgres").to(new ByteArrayOutputStream());
        }
    }

    @Test
    void isReportedIfItCannotBeLifted() throws Exception {
        try (TestDatabase source = limited()) {
            Slow slow = slow(source);
            assertThatThrownBy(() -> PgDump.from(() -> slow.open()).to(new ByteArrayOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessageContaining("terminating connection due to idle-session timeout");
        }
    }
}
