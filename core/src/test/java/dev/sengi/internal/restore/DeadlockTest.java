package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server ends a load because of a deadlock with another session: its rows are sent once more. */
class DeadlockTest {
    @TempDir
    private Path folder;

    /** The number of rows decides how they are sent. */
    @ParameterizedTest
    @CsvSource({"10, 1", "10, 2", "20000, 1", "20000, 2"})
    void rowsAreLoadedAfterADeadlock(int rows, int jobs) throws Exception {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    SessionsCompared.FILL,
                    "CREATE TABLE a (id int, x text)",
                    "SELECT fill('a', " + rows + ")",
                    "CREATE TABLE b AS SELECT 1 AS id",
                    "CREATE TABLE c AS SELECT 2 AS id");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            target.execute(
                    "CREATE TABLE a (id int, x text); CREATE TABLE b (id int); CREATE TABLE c (id int); CREATE TABLE held ()",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN LOCK TABLE public.held IN SHARE MODE;"
                            + " RETURN NEW; END'",
                    "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH STATEMENT EXECUTE FUNCTION f()");
            try (Connection other = target.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                // The session that waits longer than its deadlock_timeout is ended.
                statement.execute("SET deadlock_timeout = '1min'; BEGIN; LOCK TABLE held IN EXCLUSIVE MODE");
                CompletableFuture<RestoreReport> restore =
                        CompletableFuture.supplyAsync(() -> restored(archive, jobs, target));
                target.awaitLockWaits(1);
                statement.execute("LOCK TABLE a IN EXCLUSIVE MODE; COMMIT");
                RestoreReport report = restore.get();
                assertThat(report.failures()).isEmpty();
            }
            assertThat(target.value("SELECT concat_ws(' ', (SELECT count(*) FROM a), (SELECT sum(id) FROM b),"
                            + " (SELECT sum(id) FROM c))"))
                    .isEqualTo(rows + " 1 2");
        }
    }

    private static RestoreReport restored(Path archive, int jobs, TestDatabase target) {
        try {
            return PgRestore.from(archive)
                    .sections(Set.of(Section.DATA))
                    .jobs(jobs)
                    .returnFailures()
                    .into(target.connectionSource())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
