package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CopyReport;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract with callers about configurations, which are values, and their runs and listeners. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void createDatabase() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE t (a int PRIMARY KEY)",
                "INSERT INTO t SELECT generate_series(1, 1000)",
                "CREATE ROLE run_gone",
                "CREATE TABLE u (b text)",
                "ALTER TABLE u OWNER TO run_gone");
    }

    @AfterAll
    static void dropDatabase() {
        database.execute("DROP OWNED BY run_gone", "DROP ROLE run_gone");
        database.close();
    }

    /** The executor never starts it. */
    @Test
    void canBeCancelledBeforeItStarts() throws IOException, InterruptedException {
        List<Runnable> dropped = new ArrayList<>();
        Run<DumpReport> run =
                PgDump.from(database.connectionSource()).executor(dropped::add).start(folder.resolve("dump"));
        assertThat(run.await(Duration.ZERO)).isFalse();
        run.close();
        assertThat(run.isDone()).isTrue();
        assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
        // Too late, and without effect.
        dropped.get(0).run();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aComparisonRunsInItsExecutor() throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        PgDump.from(database.connectionSource()).to(script);
        List<Runnable> tasks = new ArrayList<>();
        try (Run<DiffReport> run = PgDiff.between(DiffSource.dump(script), DiffSource.dump(script))
                .executor(tasks::add)
                .start()) {
            assertThat(tasks).hasSize(1);
            tasks.get(0).run();
            assertThat(run.isDone()).isTrue();
            assertThat(run.await().objects()).isEmpty();
        }
    }

    /** What has been committed is not reported as cancelled. */
    @Test
    void aCommitThatSucceedsIsNotCancelled() throws Exception {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource())
                .format(DumpFormat.CUSTOM)
                .includeTable("t")
                .to(archive);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE t (a int)",
                    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20);"
                            + " RETURN NULL; EXCEPTION WHEN query_canceled THEN RETURN NULL; END'",
                    "CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                            + " FOR EACH ROW WHEN (new.a = 1000) EXECUTE FUNCTION slow()");
            Run<RestoreReport> run = PgRestore.from(archive)
                    .dataOnly()
                    .singleTransaction()
                    .into(target.connectionSource())
                    .start();
            target.await(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COMMIT%' AND state = 'active'"
                            + " AND datname = current_database()",
                    "1");
            run.cancel();
            assertThat(run.await().failureCount()).isZero();
            assertThat(target.value("SELECT count(*) FROM t")).isEqualTo("1000");
        }
    }

    @Test
    void anyLimitIsAllowed() throws Exception {
        try (Run<DumpReport> run = PgDump.from(database.connectionSource()).start(folder.resolve("dump"))) {
            assertThat(run.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
            assertThat(run.await(Duration.ofSeconds(Long.MIN_VALUE))).isTrue();
        }
    }

    @Test
    void choicesAreValues() throws IOException {
        PgDump all = PgDump.from(database.connectionSource());
        PgDump one = all.includeTable("t");
        assertThat(all.to(OutputStream.nullOutputStream()).tables()).isEqualTo(2);
        assertThat(one.to(OutputStream.nullOutputStream()).tables()).isEqualTo(1);
        assertThat(one.to(OutputStream.nullOutputStream()).tables()).isEqualTo(1);
    }

    @Test
    void dependentsOfTheFutureGetTheExceptionItself() throws Exception {
        Run<DumpReport> run = PgDump.from(ConnectionSource.of("postgresql://localhost:1/none"))
                .start(OutputStream.nullOutputStream());
        Throwable failure = run.toFuture().handle((report, thrown) -> thrown).get();
        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(run::await).isSameAs(failure);
    }

    @Test
    void cancellingItsFutureCancelsTheRun() throws Exception {
        Map<String, Consumer<CompletableFuture<DumpReport>>> ends = Map.of(
                "cancel",
                future -> future.cancel(true),
                "limit",
                future -> future.orTimeout(10, TimeUnit.MILLISECONDS));
        try (Connection owner = database.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            for (String end : ends.keySet()) {
                Path file = folder.resolve(end);
                try (Run<DumpReport> run =
                        PgDump.from(database.connectionSource()).start(file)) {
                    assertThat(run.await(Duration.ofMillis(300))).isFalse();
                    ends.get(end).accept(run.toFuture());
                    assertThat(run.await(Duration.ofSeconds(30))).as(end).isTrue();
                    assertThatThrownBy(run::await).as(end).isInstanceOf(CancelledException.class);
                    assertThat(file).doesNotExist();
                }
            }
        }
    }

    @Test
    void aRunIsAwaited() throws Exception {
        Path file = folder.resolve("dump");
        try (Run<DumpReport> run = PgDump.from(database.connectionSource())
                .format(DumpFormat.CUSTOM)
                .start(file)) {
            assertThat(run.await().rows()).isEqualTo(1000);
            assertThat(run.await()).isSameAs(run.toFuture().get());
            assertThat(run.isDone()).isTrue();
            assertThat(run.progress())
                    .hasValueSatisfying(
                            progress -> assertThat(progress.fraction()).isEqualTo(1.0));
        }
        try (Archive archive = Archive.open(file)) {
            assertThat(archive.entries()).isNotEmpty();
        }
    }

    @Test
    void closingCancelsAndWaits() throws Exception {
        Path file = folder.resolve("dump");
        try (Connection owner = database.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            Run<DumpReport> run = PgDump.from(database.connectionSource()).start(file);
            assertThat(run.await(Duration.ofMillis(300))).isFalse();
            run.close();
            assertThat(run.isDone()).isTrue();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aListenerMayCloseItsRun() throws Exception {
        CompletableFuture<Run<DumpReport>> running = new CompletableFuture<>();
        Run<DumpReport> run = PgDump.from(database.connectionSource())
                .onProgress(new ProgressListener() {
                    @Override
                    public void stageStarted(Stage stage) {
                        running.join().close();
                    }
                })
                .start(folder.resolve("dump"));
        running.complete(run);
        assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
    }

    @Test
    void conversionsAreStartedAndMeasured() throws Exception {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        List<String> events = new ArrayList<>();
        PgRestore conversion = PgRestore.from(archive).onProgress(new ProgressListener() {
            @Override
            public void entryStarted(TocEntry entry) {
                events.add("start " + entry.tag());
            }

            @Override
            public void entryFinished(EntryResult result) {
                events.add("finish " + result.entry().tag() + (result.bytes() > 1000 ? " with data" : ""));
            }
        });
        try (Run<CopyReport> run =
                conversion.startArchive(folder.resolve("copy"), ArchiveFormat.TAR, Compression.none())) {
            assertThat(run.await().entries()).isPositive();
            assertThat(events).containsExactly("start t", "finish t with data", "start u", "finish u");
            Progress progress = run.progress().orElseThrow();
            assertThat(progress.fraction()).isEqualTo(1.0);
            assertThat(progress.entriesDone())
                    .isEqualTo(progress.entriesTotal())
                    .isEqualTo(2);
            assertThat(progress.workTotal()).isPresent();
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgRestore restore = PgRestore.from(folder.resolve("copy")).restrictKey("key");
        restore.toScript(expected);
        try (Run<ScriptReport> run = restore.startScript(script)) {
            assertThat(run.await().rows()).isEqualTo(1000);
        }
        assertThat(script.toByteArray()).isEqualTo(expected.toByteArray());
    }

    /** Even if no stream of the caller is involved. */
    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void closingEndsAConversion(ArchiveFormat format) throws Exception {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        Path copies = Files.createDirectory(folder.resolve("copies"));
        CompletableFuture<Run<CopyReport>> running = new CompletableFuture<>();
        Run<CopyReport> run = PgRestore.from(archive)
                .onProgress(new ProgressListener() {
                    @Override
                    public void entryStarted(TocEntry entry) {
                        running.join().cancel();
                    }
                })
                .startArchive(copies.resolve("copy"), format, Compression.none());
        running.complete(run);
        assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
        assertThat(copies).isEmptyDirectory();
    }

    @Test
    void aListenerOfSeveralSessionsMayCloseItsRun() throws Exception {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            CompletableFuture<Run<RestoreReport>> running = new CompletableFuture<>();
            Run<RestoreReport> run = PgRestore.from(archive)
                    .into(target.connectionSource())
                    .jobs(3)
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryStarted(TocEntry entry) {
                            if (Stage.of(entry) == Stage.DATA) {
                                running.join().close();
                            }
                        }
                    })
                    .start();
            running.complete(run);
            assertThat(run.await(Duration.ofSeconds(20))).as("ended").isTrue();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
        }
    }
}
