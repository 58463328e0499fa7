package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.CancelledException;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores and dumps are ended by another thread, and what the server does for them too. */
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
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> runUntilCancelled(restore));
            SlowArchive.awaitIndex(target);
            restore.cancel();
            running.get();
            assertThat(SlowArchive.running(target)).isEqualTo("0");
            assertThat(target.value("SELECT count(*) FROM b")).isEqualTo("1");
            assertThat(log.toString()).isEmpty();
            assertThatThrownBy(restore::run).isInstanceOf(CancelledException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aListenerMayCancelWhatItIsToldOf(int jobs) {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore restore =
                    PgRestore.from(RestoreArchives.of("chinook")).jobs(jobs).into(target.connectionSource());
            restore.onProgress(new ProgressListener() {
                @Override
                public void entryFinished(TocEntry entry, long bytes) {
                    if (entry.desc().equals("TABLE DATA")) {
                        restore.cancel();
                    }
                }
            });
            runUntilCancelled(restore);
        }
    }

    private static void runUntilCancelled(PgRestore restore) {
        assertThatThrownBy(restore::run).isInstanceOf(CancelledException.class).hasMessage("restore was cancelled");
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
            PgDump dump = PgDump.from(source.connectionSource());
            CompletableFuture<Void> running = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(() -> dump.to(file)).isInstanceOf(CancelledException.class));
            while (source.value("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                Thread.sleep(20);
            }
            dump.cancel();
            running.get();
            assertThat(Files.exists(file)).isFalse();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
