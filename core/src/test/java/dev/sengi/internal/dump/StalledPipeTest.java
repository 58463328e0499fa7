package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.CancelledException;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.Run;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run can be cancelled while the process at the other end of a named pipe does nothing. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 50, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StalledPipeTest {
    private TestDatabase database;
    private Path pipe;

    @BeforeAll
    void create() {
        database = TestServer.current().createDatabase();
        for (int i = 0; i < 4; i++) {
            database.execute("CREATE TABLE t" + i
                    + " AS SELECT md5(i::text) || md5((i + 1)::text) AS a FROM generate_series(1, 20000) i");
        }
    }

    @AfterAll
    void drop() {
        database.close();
    }

    @BeforeEach
    void makePipe(@TempDir Path folder) throws Exception {
        pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "PLAIN, 3", "CUSTOM, 1", "CUSTOM, 3", "TAR, 1", "TAR, 3"})
    void thatADumpWrites(DumpFormat format, int jobs) throws Exception {
        Run<?> run = PgDump.from(database.connectionSource())
                .format(format)
                .jobs(jobs)
                .start(pipe);
        try (InputStream reader = Files.newInputStream(pipe)) {
            assertThat(reader.read()).isPositive();
            assertIsCancelled(run);
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "CUSTOM, 1", "CUSTOM, 3", "TAR, 1", "TAR, 3"})
    void thatARestoreReads(DumpFormat format, int jobs) throws Exception {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).format(format).to(dump);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            Run<?> run = PgRestore.from(pipe)
                    .into(target.connectionSource())
                    .jobs(jobs)
                    .start();
            try (OutputStream writer = Files.newOutputStream(pipe)) {
                FutureTask<Void> writing = new FutureTask<>(() -> {
                    writer.write(dump.toByteArray(), 0, dump.size() / 2);
                    return null;
                });
                new Thread(writing).start();
                writing.get();
                assertIsCancelled(run);
            }
        }
    }

    private static void assertIsCancelled(Run<?> run) throws InterruptedException {
        assertThat(run.await(Duration.ofMillis(300))).isFalse();
        run.cancel();
        assertThat(run.await(Duration.ofSeconds(5))).isTrue();
        assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
    }
}
