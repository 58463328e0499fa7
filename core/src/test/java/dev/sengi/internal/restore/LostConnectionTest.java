package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionException;
import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.testing.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that ends a connection in the middle of a restore. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
class LostConnectionTest {
    private static final String KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND query LIKE '%CREATE INDEX slow%'"
            + " AND query NOT LIKE '%pg_stat_activity%'";

    @TempDir
    private Path folder;

    @Test
    void theErrorSaysWhichEntryItWasAndWhatWasComplete() throws Exception {
        SengiException error = failure(1, new MessageLog(false));
        assertThat(error).hasMessageContaining("terminating connection due to administrator command");
        assertThat(error.details())
                .singleElement()
                .asString()
                .startsWith("The connection was lost at ")
                .contains(" INDEX slow")
                .endsWith(" entries had been completed before.");
    }

    @Test
    void oneWorkerLessEndsTheOthers() throws Exception {
        MessageLog log = new MessageLog(false);
        assertThat(failure(3, log))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("terminating connection due to administrator command");
        assertThat(log.toString())
                .contains("terminating connection due to administrator command")
                .contains("pg_restore: detail: The connection was lost at ");
    }

    private SengiException failure(int jobs, MessageLog log) throws Exception {
        Path archive = SlowArchive.make(folder.resolve("slow"));
        try (TestDatabase target = SlowArchive.target()) {
            PgRestore restore = PgRestore.from(archive)
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(log);
            CompletableFuture<SengiException> running = CompletableFuture.supplyAsync(
                    () -> Assertions.catchThrowableOfType(SengiException.class, restore::run));
            SlowArchive.awaitIndex(target);
            target.value(KILL);
            return running.get();
        }
    }
}
