package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Compression;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with callers about the streams of runs: pipes that stop, and streams that fail, block or close their run. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunStreamTest {
    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE t (a int PRIMARY KEY)",
                "INSERT INTO t SELECT generate_series(1, 1000)",
                "CREATE TABLE u (b text)");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    /** Futures replace some exceptions. */
    @Test
    void whatAStreamThrowsIsAwaited() throws Exception {
        for (RuntimeException thrown : List.of(
                new CompletionException(new IOException("inner")),
                new CancellationException("the caller's"),
                new IllegalStateException())) {
            OutputStream failing = new OutputStream() {
                @Override
                public void write(int octet) {
                    throw thrown;
                }
            };
            Run<DumpReport> run = PgDump.from(database.connectionSource()).start(failing);
            assertThat(run.await(Duration.ofMinutes(1))).isTrue();
            assertThatThrownBy(run::await).isSameAs(thrown);
        }
    }

    /** The thread that writes is not the one that works. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM", "TAR"})
    void aStreamMayCloseItsRun(DumpFormat format) throws Exception {
        try (TestDatabase large = TestServer.current().createDatabase()) {
            large.execute("CREATE TABLE t AS SELECT i, repeat(md5(i::text), 10) FROM generate_series(1, 20000) i");
            CompletableFuture<Run<DumpReport>> run = new CompletableFuture<>();
            OutputStream closing = new OutputStream() {
                private int written;

                @Override
                public void write(int octet) {
                    throw new AssertionError();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    written += length;
                    if (written > 1 << 20) {
                        run.join().close();
                    }
                }
            };
            run.complete(PgDump.from(large.connectionSource())
                    .format(format)
                    .compression(Compression.none())
                    .start(closing));
            assertThatThrownBy(run.get()::await).isInstanceOf(CancelledException.class);
        }
    }

    /** As if the reader of a pipe had failed: what is written is never read. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM", "TAR"})
    void closingEndsADumpWhosePipeIsNotRead(DumpFormat format) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (TestDatabase large = TestServer.current().createDatabase()) {
            large.execute("CREATE TABLE t AS SELECT i, repeat(md5(i::text), 10) FROM generate_series(1, 20000) i");
            for (int jobs : new int[] {1, 3}) {
                PipedInputStream in = new PipedInputStream();
                Run<DumpReport> run = PgDump.from(large.connectionSource())
                        .format(format)
                        .jobs(jobs)
                        .executor(executor)
                        .start(new PipedOutputStream(in));
                assertThat(in.read()).isNotNegative();
                run.close();
                assertThat(run.isDone()).isTrue();
                assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
                assertThat(executor.submit(() -> Thread.currentThread().isInterrupted())
                                .get())
                        .isFalse();
            }
        } finally {
            executor.shutdown();
        }
    }

    /** A tar continues after its last data. */
    @ParameterizedTest
    @EnumSource(names = {"CUSTOM", "TAR"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDumpThatIsRestoredThroughAPipeEnds(DumpFormat format) throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PipedInputStream in = new PipedInputStream();
            try (PipedOutputStream out = new PipedOutputStream(in);
                    Run<DumpReport> dump = PgDump.from(database.connectionSource())
                            .format(format)
                            .start(out)) {
                RestoreReport restored =
                        PgRestore.from(in).into(target.connectionSource()).run();
                assertThat(restored.rows()).isEqualTo(dump.await().rows());
            }
        }
    }

    /** As if the writer of a pipe had failed: no more data arrive. */
    @ParameterizedTest
    @ValueSource(strings = {"", "part"})
    void closingEndsARestoreWhosePipeIsNotWritten(String begin) throws Exception {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(dump);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PipedInputStream in = new PipedInputStream(1 << 20);
            PipedOutputStream out = new PipedOutputStream(in);
            if (!begin.isEmpty()) {
                out.write(dump.toByteArray(), 0, dump.size() - 500);
            }
            Run<RestoreReport> run = PgRestore.from(in)
                    .into(target.connectionSource())
                    .executor(executor)
                    .start();
            assertThat(run.await(Duration.ofMillis(500))).isFalse();
            run.close();
            assertThat(run.isDone()).isTrue();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
            assertThat(executor.submit(() -> Thread.currentThread().isInterrupted())
                            .get())
                    .isFalse();
        } finally {
            executor.shutdown();
        }
    }

    /** A stream that ignores interrupts, as sockets' streams do. */
    @Test
    void anInterruptEndsWaitingForAStreamThatDoesNotReturn() throws Exception {
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Run<DumpReport> run = PgDump.from(database.connectionSource()).start(new OutputStream() {
            @Override
            public void write(int octet) {
                inside.complete(null);
                end.join();
            }
        });
        try {
            inside.join();
            Thread.currentThread().interrupt();
            run.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.isDone()).isFalse();
        } finally {
            end.complete(null);
        }
        assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
    }
}
