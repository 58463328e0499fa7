package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.CancelledException;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps of several sessions that fail or are cancelled leave no sessions, threads or files behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedParallelDumpTest {
    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeAll
    void create() {
        database = ParallelDumpTest.createDatabase();
    }

    @AfterAll
    void drop() {
        database.close();
    }

    private PgDump dump(DumpFormat format) {
        return PgDump.from(database.connectionSource()).format(format);
    }

    @Test
    void aTableThatSomeoneElseWantsEndsTheDump() throws Exception {
        List<Thread> others = new ArrayList<>();
        List<String> errors = Collections.synchronizedList(new ArrayList<>());
        PgDump dump = PgDump.from(database.connectionSource())
                .format(DumpFormat.CUSTOM)
                .jobs(3)
                .onProgress(new ProgressListener() {
                    @Override
                    public void stageStarted(Stage stage) {
                        if (stage == Stage.DATA && others.isEmpty()) {
                            for (int i = 0; i < ParallelDumpTest.TABLES; i += 5) {
                                String lock = "BEGIN; LOCK TABLE t" + i + "; COMMIT";
                                others.add(new Thread(() -> database.execute(lock)));
                            }
                            others.forEach(Thread::start);
                            awaitWaiting(others.size());
                        }
                    }

                    @Override
                    public void message(Severity severity, String text) {
                        if (severity == Severity.ERROR) {
                            errors.add(text);
                        }
                    }
                });
        Path file = folder.resolve("locked");
        assertThatThrownBy(() -> dump.to(file))
                .isInstanceOf(SengiException.class)
                .hasMessageMatching(
                        "(?s)could not obtain lock on relation \"public.t\\d+\"\nThis usually means that .*");
        for (Thread other : others) {
            other.join();
        }
        assertThat(errors).hasSize(1);
        assertThat(file).doesNotExist();
        assertThat(ParallelDumpTest.otherSessions(database)).isEqualTo("0");
    }

    private void awaitWaiting(int sessions) {
        String waiting = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE NOT l.granted AND d.datname = current_database()";
        for (int i = 0; i < 500; i++) {
            if (Integer.parseInt(database.value(waiting)) >= sessions) {
                return;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("fewer than " + sessions + " sessions wait for a lock");
    }

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DIRECTORY"})
    void aFailingStreamEndsTheSessions(DumpFormat format) throws Exception {
        IOException full = new IOException("No space left on device");
        OutputStream out = new OutputStream() {
            private int room = 1_000_000;

            @Override
            public void write(int b) throws IOException {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                room -= length;
                if (room < 0) {
                    throw full;
                }
            }
        };
        PgDump dump = dump(format).jobs(3);
        assertThatThrownBy(() -> (format == DumpFormat.PLAIN ? dump : dump.compression(Compression.none())).to(out))
                .isSameAs(full);
        assertThat(ParallelDumpTest.otherSessions(database)).isEqualTo("0");
        assertThat(threads()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DumpFormat.class)
    void isCancelled(DumpFormat format) throws Exception {
        for (int seed = 0; seed < 2; seed++) {
            Path file = folder.resolve("cancelled");
            int after = seed * 7;
            int[] started = {0};
            Thread caller = Thread.currentThread();
            PgDump dump = dump(format).jobs(3).onProgress(new ProgressListener() {
                @Override
                public void entryStarted(TocEntry entry) {
                    if (entry.hadDumper() && started[0]++ == after) {
                        caller.interrupt();
                    }
                }
            });
            assertThatThrownBy(() -> dump.to(file)).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file).doesNotExist();
            assertThat(ParallelDumpTest.otherSessions(database)).isEqualTo("0");
            assertThat(threads()).isEmpty();
        }
    }

    /** The stream sets the status of the thread that writes, which a run may have started itself. */
    @ParameterizedTest
    @CsvSource({
        "CUSTOM, NONE, 1", "CUSTOM, GZIP, 1", "CUSTOM, ZSTD, 1", "CUSTOM, NONE, 3", "CUSTOM, GZIP, 3",
                "CUSTOM, ZSTD, 3",
        "PLAIN, NONE, 1", "PLAIN, GZIP, 1", "PLAIN, ZSTD, 1", "PLAIN, NONE, 3", "PLAIN, GZIP, 3", "PLAIN, ZSTD, 3",
        "TAR, NONE, 1", "TAR, NONE, 3"
    })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isCancelledByAStreamThatInterrupts(DumpFormat format, CompressionAlgorithm algorithm, int jobs)
            throws Exception {
        PgDump dump = dump(format).compression(Compression.of(algorithm)).jobs(jobs);
        int completed = 0;
        for (int writes = 1; writes <= 8; writes++) {
            InterruptingOutput out = new InterruptingOutput(writes);
            Throwable end = catchThrowable(() -> dump.to(out));
            if (end == null) {
                completed++;
            } else {
                assertThat(end)
                        .as("after " + writes)
                        .isExactlyInstanceOf(CancelledException.class)
                        .hasMessage("dump was cancelled");
            }
            // The stream has set the status of this thread.
            Thread.interrupted();
            assertThat(ParallelDumpTest.otherSessions(database)).isEqualTo("0");
            assertThat(threads()).isEmpty();
        }
        // A dump may have finished before it notices.
        assertThat(completed).isLessThan(8);
    }

    /** An interrupt closes the channel of a file that several threads write. */
    @ParameterizedTest
    @EnumSource(DumpFormat.class)
    void isCancelledByAListenerThatInterrupts(DumpFormat format) throws Exception {
        for (int after = 0; after < 12; after += 3) {
            Path file = folder.resolve("interrupted");
            AtomicInteger left = new AtomicInteger(after);
            PgDump dump = dump(format).jobs(3).onProgress(new ProgressListener() {
                @Override
                public void entryStarted(TocEntry entry) {
                    if (entry.hadDumper() && left.getAndDecrement() == 0) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            assertThatThrownBy(() -> dump.to(file)).isExactlyInstanceOf(CancelledException.class);
            Thread.interrupted();
            assertThat(file).doesNotExist();
            assertThat(ParallelDumpTest.otherSessions(database)).isEqualTo("0");
            assertThat(threads()).isEmpty();
        }
    }

    /** Interrupts the thread that writes. */
    private static final class InterruptingOutput extends OutputStream {
        private final AtomicInteger left;

        InterruptingOutput(int writes) {
            left = new AtomicInteger(writes);
        }

        @Override
        public void write(int b) {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (left.decrementAndGet() == 0) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns the threads of dumps; those of tests that run at the same time end eventually. */
    private static List<String> threads() throws InterruptedException {
        List<String> names = List.of("");
        for (int i = 0; i < 6000 && !names.isEmpty(); i++) {
            names = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("dump") || name.equals("sengi-data"))
                    .toList();
            Thread.sleep(10);
        }
        return names;
    }
}
