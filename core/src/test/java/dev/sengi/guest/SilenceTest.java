package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sengi.CancelledException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.Run;
import dev.sengi.Stage;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.SlowOutput;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run can be cancelled while neither the server nor a pool answers. The limits allow for a busy machine. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
class SilenceTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(6);

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        for (int i = 0; i < 4; i++) {
            database.execute("CREATE TABLE t" + i + " AS SELECT repeat('x', 1000) AS t FROM generate_series(1, 50000)");
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static void cancelled(Run<?> run) {
        long start = System.nanoTime();
        run.cancel();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        assertThat(catchThrowable(run::await)).isInstanceOf(CancelledException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    /** Freezes the network when the first rows have passed. */
    private static final class Freezing implements ProgressListener {
        private final RoundTrips network;
        private final CountDownLatch frozen = new CountDownLatch(1);

        Freezing(RoundTrips network) {
            this.network = network;
        }

        @Override
        public void progress(Progress reached) {
            if (reached.rows() > 0) {
                network.freeze();
                frozen.countDown();
            }
        }

        void await() throws InterruptedException {
            frozen.await();
            // The sessions read or write what is still in transit.
            Thread.sleep(500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theNetworkOfADump(int jobs) throws Exception {
        try (RoundTrips network = new RoundTrips(database)) {
            Freezing freezing = new Freezing(network);
            Run<?> run = PgDump.from(ConnectionSource.of(network.connectionString()))
                    .jobs(jobs)
                    .onProgress(freezing)
                    .start(folder.resolve("dump"));
            freezing.await();
            cancelled(run);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"CUSTOM, 1", "CUSTOM, 3", "PLAIN, 1"})
    void theNetworkOfARestore(DumpFormat format, int jobs) throws Exception {
        Path archive = folder.resolve("dump");
        PgDump.from(database.connectionSource()).format(format).to(archive);
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips network = new RoundTrips(target)) {
            Freezing freezing = new Freezing(network);
            Run<?> run = PgRestore.from(archive)
                    .jobs(jobs)
                    .into(ConnectionSource.of(network.connectionString()))
                    .onProgress(freezing)
                    .start();
            freezing.await();
            cancelled(run);
        }
    }

    /** Even while sessions are being opened. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 30, 60, 100, 200})
    void theNetworkAtAnyTime(int milliseconds) throws Exception {
        Path archive = folder.resolve("dump");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips network = new RoundTrips(target)) {
            Run<?> run = PgRestore.from(archive)
                    .jobs(3)
                    .into(ConnectionSource.of(network.connectionString()))
                    .start();
            Thread.sleep(milliseconds);
            network.freeze();
            Thread.sleep(300);
            cancelled(run);
        }
        try (RoundTrips network = new RoundTrips(database)) {
            Run<?> run = PgDump.from(ConnectionSource.of(network.connectionString()))
                    .format(DumpFormat.CUSTOM)
                    .jobs(3)
                    .start(folder.resolve("another"));
            Thread.sleep(milliseconds);
            network.freeze();
            Thread.sleep(300);
            cancelled(run);
        }
    }

    /** The rows of a table are complete, and are being copied from a temporary file to the stream. */
    @Test
    void aSlowStream() throws Exception {
        SlowOutput slow = new SlowOutput(Duration.ofMillis(10));
        Run<?> run =
                PgDump.from(database.connectionSource()).format(DumpFormat.TAR).start(slow);
        slow.awaitData();
        cancelled(run);
    }

    @Test
    void aServerThatNeverAnswers() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ConnectionSource source = ConnectionSource.of("host=localhost user=postgres dbname=postgres sslmode=disable"
                    + " gssencmode=disable port=" + mute.getLocalPort());
            Run<?> run = PgDump.from(source).start(folder.resolve("dump"));
            Thread.sleep(500);
            cancelled(run);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anExhaustedPool() throws Exception {
        Path archive = folder.resolve("dump");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection taken = pool.getConnection()) {
            assertThat(taken.isValid(10)).isTrue();
            Run<?> run = PgRestore.from(archive).into(ConnectionSource.of(pool)).start();
            Thread.sleep(500);
            cancelled(run);
            // In a caller's own thread: the interrupt that ends the wait is cleared again.
            boolean[] interrupted = {true};
            CountDownLatch over = new CountDownLatch(1);
            Run<?> inCallersThread = PgRestore.from(archive)
                    .into(ConnectionSource.of(pool))
                    .executor(work -> new Thread(() -> {
                                work.run();
                                interrupted[0] = Thread.interrupted();
                                over.countDown();
                            })
                            .start())
                    .start();
            Thread.sleep(500);
            cancelled(inCallersThread);
            over.await();
            assertThat(interrupted).containsExactly(false);
        }
    }

    @Test
    void workersAtAnExhaustedPool() throws IOException, InterruptedException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        CountDownLatch reading = new CountDownLatch(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Run<?> run = PgDump.from(ConnectionSource.of(pool))
                    .jobs(3)
                    .onProgress(new ProgressListener() {
                        @Override
                        public void stageStarted(Stage stage) {
                            if (stage == Stage.DATA) {
                                reading.countDown();
                            }
                        }
                    })
                    .start(folder.resolve("dump"));
            reading.await();
            cancelled(run);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
