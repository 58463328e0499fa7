package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.internal.restore.SlowArchive;
import dev.sengi.testing.SlowOutput;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt soon ends a dump or restore, with a cancellation, as well as the server's work for it. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
class InterruptTest {
    private static final String OTHERS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()";

    @TempDir
    private Path folder;

    /** A thread that does some work and keeps its result. */
    private static final class Working extends Thread {
        private final ThrowingCallable work;
        private Throwable thrown;
        private boolean leftInterrupted;

        Working(ThrowingCallable work) {
            this.work = work;
            start();
        }

        @Override
        public void run() {
            thrown = catchThrowable(work);
            leftInterrupted = isInterrupted();
        }

        void interruptAndJoin() throws InterruptedException {
            long start = System.nanoTime();
            interrupt();
            join();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(thrown).isInstanceOf(CancelledException.class);
            assertThat(leftInterrupted).isTrue();
        }
    }

    @Test
    void waitingForALock() throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            source.execute("CREATE TABLE a (x int)");
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE a");
            PgDump dump = PgDump.from(source.connectionSource());
            Working working = new Working(() -> dump.to(folder.resolve("dump")));
            source.awaitLockWaits(1);
            working.interruptAndJoin();
            source.await(OTHERS, "0");
            assertThat(folder).isEmptyDirectory();
            owner.rollback();
            // An interrupt affects only that one dump.
            dump.to(folder.resolve("dump"));
        }
    }

    /** No thread is waiting for a server. */
    @ParameterizedTest
    @ValueSource(strings = {"script", "archive"})
    void copyingAFolder(String kind) throws Exception {
        Path archive = folder.resolve("dump");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a AS SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
            PgDump.from(source.connectionSource()).format(DumpFormat.DIRECTORY).to(archive);
        }
        SlowOutput slow = new SlowOutput(Duration.ofMillis(100));
        PgRestore restore = PgRestore.from(archive);
        Working working = new Working(() -> {
            if (kind.equals("script")) {
                restore.toScript(slow);
            } else {
                restore.toArchive(slow, ArchiveFormat.CUSTOM, Compression.none());
            }
        });
        slow.awaitData();
        working.interruptAndJoin();
    }

    /** The pipe's own stream clears the interrupt status of a thread that it keeps waiting. */
    @Test
    void dumpingAnArchiveIntoAFullPipe() throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase();
                PipedInputStream unread = new PipedInputStream();
                PipedOutputStream pipe = new PipedOutputStream(unread)) {
            source.execute("CREATE TABLE a AS SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
            PgDump dump = PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .compression(Compression.none());
            Working working = new Working(() -> dump.to(pipe));
            while (working.getState() != Thread.State.WAITING || unread.available() == 0) {
                Thread.sleep(10);
            }
            working.interruptAndJoin();
            source.await(OTHERS, "0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void dumpingIntoAFile(DumpFormat format) throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a AS SELECT repeat('x', 1000) FROM generate_series(1, 1000)");
            source.execute("CREATE VIEW v AS SELECT a.*, pg_sleep(0.01)::text FROM a");
            source.execute("CREATE FUNCTION nap() RETURNS boolean LANGUAGE plpgsql AS"
                    + " $$ BEGIN PERFORM pg_sleep(0.01); RETURN true; END $$");
            source.execute("ALTER TABLE a ENABLE ROW LEVEL SECURITY", "CREATE POLICY p ON a USING (public.nap())");
            String role = "interrupted_" + source.name();
            source.execute("CREATE ROLE " + role + " LOGIN", "GRANT SELECT ON a, v TO " + role);
            try {
                PgDump dump = PgDump.from(source.connectionSource(role))
                        .format(format)
                        .includeTable("a")
                        .with(ScriptFlag.ENABLE_ROW_SECURITY);
                Working working = new Working(() -> dump.to(folder.resolve("dump")));
                while (source.value(OTHERS).equals("0")
                        || source.value(
                                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'")
                                .equals("0")) {
                    Thread.sleep(20);
                }
                working.interruptAndJoin();
                source.await(OTHERS, "0");
            } finally {
                source.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void restoring(int jobs) throws Exception {
        Path archive = SlowArchive.make(folder.resolve("slow"));
        try (TestDatabase target = SlowArchive.target()) {
            PgRestore restore = PgRestore.from(archive).jobs(jobs).into(target.connectionSource());
            Working working = new Working(restore::run);
            SlowArchive.awaitIndex(target);
            working.interruptAndJoin();
            SlowArchive.awaitEnd(target);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void waitingForAConnection(int jobs) throws Exception {
        Path archive = SlowArchive.make(folder.resolve("slow"));
        try (TestDatabase target = TestServer.current().createDatabase();
                Lender lender = Lender.Kind.HIKARI.of(target);
                Connection taken = lender.next()) {
            ConnectionSource source = lender.source();
            PgRestore restore = PgRestore.from(archive).jobs(jobs).into(source);
            Working working = new Working(restore::run);
            Thread.sleep(200);
            working.interruptAndJoin();
            assertThat(taken.isValid(10)).isTrue();
        }
    }

    /** Like Tomcat's pool and c3p0. */
    @Test
    void poolsThatClearTheStatus() throws Exception {
        DataSource pool = (DataSource) Proxy.newProxyInstance(
                InterruptTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        throw new SQLException("wait interrupted", e);
                    }
                    throw new AssertionError();
                });
        Working working =
                new Working(() -> PgDump.from(ConnectionSource.of(pool)).to(folder.resolve("dump")));
        Thread.sleep(100);
        working.interruptAndJoin();
    }

    @Test
    void beforeItBegins() throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            Working working = new Working(() -> {
                Thread.currentThread().interrupt();
                PgDump.from(source.connectionSource()).to(folder.resolve("dump"));
            });
            working.interruptAndJoin();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
