package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreReport;
import dev.sengi.Run;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another thread cancels restores and dumps, which also ends the server's work for them. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
class CancellationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRestoreIsCancelled(int jobs) throws Exception {
        Path archive = SlowArchive.make(folder.resolve("slow"));
        try (TestDatabase target = SlowArchive.target()) {
            MessageLog log = new MessageLog(false);
            PgRestore restore = PgRestore.from(archive)
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(log);
            Run<RestoreReport> run = restore.start();
            SlowArchive.awaitIndex(target);
            // Another session may still have to load it.
            target.await("SELECT count(*) FROM b", "1");
            run.cancel();
            assertCancelled(run);
            SlowArchive.awaitEnd(target);
            assertThat(target.value("SELECT count(*) FROM b")).isEqualTo("1");
            assertThat(log.toString()).isEmpty();
            // The same configuration can be run again.
            try (Run<RestoreReport> another = restore.clean().ifExists().start()) {
                SlowArchive.awaitIndex(target);
                another.cancel();
                assertCancelled(another);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aListenerMayCancelWhatIsReportedToIt(int jobs) {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            CompletableFuture<Run<RestoreReport>> running = new CompletableFuture<>();
            Run<RestoreReport> run = PgRestore.from(RestoreArchives.of(Samples.DEMO))
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryFinished(EntryResult result) {
                            if (result.entry().desc().equals("TABLE DATA")) {
                                running.join().cancel();
                            }
                        }
                    })
                    .start();
            running.complete(run);
            assertCancelled(run);
        }
    }

    /** Neither a cancellation nor a failure leaves triggers disabled, which enforce foreign keys. */
    @ParameterizedTest
    @CsvSource({"1, true", "3, true", "1, false", "3, false"})
    void triggersAreEnabledAgain(int jobs, boolean cancelled) throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE a (x int PRIMARY KEY)",
                    "CREATE TABLE b (x int REFERENCES a, t text)",
                    "INSERT INTO a VALUES (1)",
                    "INSERT INTO b SELECT 1, repeat('x', 100) FROM generate_series(1, 200000)");
            Path archive = folder.resolve("archive");
            PgDump.from(target.connectionSource())
                    .dataOnly()
                    .format(DumpFormat.CUSTOM)
                    .to(archive);
            target.execute("TRUNCATE a, b");
            AtomicLong sent = new AtomicLong();
            CompletableFuture<Run<RestoreReport>> running = new CompletableFuture<>();
            Run<RestoreReport> run = PgRestore.from(archive)
                    .dataOnly()
                    .with(ScriptFlag.DISABLE_TRIGGERS)
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryAdvanced(EntryProgress advance) {
                            if (sent.addAndGet(advance.bytes()) < 5_000_000) {
                                return;
                            }
                            if (!cancelled) {
                                throw new UnsupportedOperationException();
                            }
                            running.join().cancel();
                        }
                    })
                    .start();
            running.complete(run);
            assertThatThrownBy(run::await)
                    .isInstanceOf(cancelled ? CancelledException.class : UnsupportedOperationException.class);
            assertThat(target.value("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"))
                    .isEqualTo("0");
            assertThat(target.value("SELECT count(*) FROM b")).isEqualTo("0");
        }
    }

    /** The server has committed the command that disabled them, and only the user can undo it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aKilledSessionReportsTriggersThatStayDisabled(int jobs) throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE b (x int PRIMARY KEY, y int REFERENCES b, t text)",
                    "INSERT INTO b SELECT x, 1, repeat('x', 100) FROM generate_series(1, 100000) AS u(x)");
            Path archive = folder.resolve("archive");
            PgDump.from(target.connectionSource())
                    .dataOnly()
                    .format(DumpFormat.CUSTOM)
                    .to(archive);
            target.execute("TRUNCATE b");
            List<String> warnings = Collections.synchronizedList(new ArrayList<>());
            PgRestore restore = PgRestore.from(archive)
                    .dataOnly()
                    .with(ScriptFlag.DISABLE_TRIGGERS)
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryAdvanced(EntryProgress advance) {
                            target.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE query LIKE 'COPY%' AND datname = current_database()");
                        }

                        @Override
                        public void message(Severity severity, String text) {
                            if (severity == Severity.WARNING) {
                                warnings.add(text);
                            }
                        }
                    });
            assertThatThrownBy(restore::run).isInstanceOf(ConnectionException.class);
            assertThat(warnings)
                    .singleElement(as(STRING))
                    .startsWith("could not execute \"ALTER TABLE public.b ENABLE TRIGGER ALL;\" at the end: ");
        }
    }

    /** The commands of small tables wait in a queue when such a failure occurs. */
    @ParameterizedTest
    @ValueSource(strings = {"disabling triggers", "processing data", "enabling triggers"})
    void triggersOfSmallTablesAreEnabledAgain(String last) throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute(
                    "CREATE TABLE a (x int PRIMARY KEY)",
                    "CREATE TABLE b (x int REFERENCES a)",
                    "INSERT INTO a VALUES (1)",
                    "INSERT INTO b VALUES (1)");
            PgDump dump = PgDump.from(target.connectionSource()).dataOnly().format(DumpFormat.CUSTOM);
            for (boolean inserts : new boolean[] {false, true}) {
                Path archive = folder.resolve("inserts " + inserts);
                (inserts ? dump.with(DumpFlag.COLUMN_INSERTS) : dump).to(archive);
                target.execute("TRUNCATE a, b");
                PgRestore restore = PgRestore.from(archive)
                        .dataOnly()
                        .with(ScriptFlag.DISABLE_TRIGGERS)
                        .into(target.connectionSource());
                assertThatThrownBy(() -> restore.onProgress(new ProgressListener() {
                                    @Override
                                    public void message(Severity severity, String message) {
                                        if (message.startsWith(last)) {
                                            throw new UnsupportedOperationException();
                                        }
                                    }
                                })
                                .run())
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThat(target.value("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"))
                        .isEqualTo("0");
                restore.with(ScriptFlag.DISABLE_TRIGGERS).returnFailures().run();
                assertThat(target.value("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"))
                        .isEqualTo("0");
            }
        }
    }

    private static void assertCancelled(Run<RestoreReport> run) {
        assertThatThrownBy(run::await).isInstanceOf(CancelledException.class).hasMessage("restore was cancelled");
    }

    @Test
    void aDumpIsCancelledAndLeavesNoFile() throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase();
                Connection owner = source.dataSource().getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("CREATE TABLE a (x int)");
            owner.commit();
            statement.execute("LOCK TABLE a");
            Path file = folder.resolve("dump");
            Run<DumpReport> run = PgDump.from(source.connectionSource()).start(file);
            source.awaitLockWaits(1);
            run.cancel();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
            assertThat(Files.exists(file)).isFalse();
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** A pipe among the files makes the dump wait when it computes the checksums. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisabledOnOs(OS.WINDOWS)
    void aDumpIsCancelledWhileItsFilesAreReadForTheirChecksums(boolean interrupts) throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a AS SELECT 1");
            Path dump = folder.resolve("dump");
            Path pipe = dump.resolve("0");
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            Run<DumpReport> run = PgDump.from(source.connectionSource())
                    .format(DumpFormat.DIRECTORY)
                    .with(DumpFlag.CHECKSUM_FILE)
                    .executor(task -> {
                        Thread thread = new Thread(task);
                        worker.complete(thread);
                        thread.start();
                    })
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryStarted(TocEntry entry) {
                            makePipe(pipe);
                        }
                    })
                    .start(dump);
            while (!Files.exists(pipe)) {
                Thread.sleep(10);
            }
            try (OutputStream out = Files.newOutputStream(pipe)) {
                Files.delete(pipe);
                if (interrupts) {
                    worker.join().interrupt();
                } else {
                    run.cancel();
                    out.write(1);
                }
                assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
            }
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static void makePipe(Path pipe) {
        try {
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
