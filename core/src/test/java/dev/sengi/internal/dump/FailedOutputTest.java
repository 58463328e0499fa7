package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.PgDump;
import dev.sengi.PgDumpAll;
import dev.sengi.ProgressListener;
import dev.sengi.Run;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dump that fails leaves in its output. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedOutputTest {

    @TempDir
    private Path folder;

    /** Opening it would wait for a reader, and would empty a file that is written in place. */
    @ParameterizedTest
    @EnumSource
    void aDumpThatNeverBeganDoesNotOpenItsFile(CompressionAlgorithm algorithm) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Compression compression = Compression.of(algorithm);
        assertThatThrownBy(() -> PgDump.from("host=/nowhere dbname=x")
                        .compression(compression)
                        .to(pipe))
                .isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> PgDumpAll.from("host=/nowhere dbname=x")
                        .eachDatabase(each -> each.compression(compression))
                        .to(pipe))
                .isInstanceOf(ConnectionException.class);
    }

    /** The server ends the sessions when the first table has been read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aScriptThatEndsTooEarlyIsNotAWholeFile(int jobs) {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE a AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i",
                    "CREATE TABLE b AS SELECT i, repeat('x', 2000000) FROM generate_series(1, 30) i");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PgDump dump = PgDump.from(database.connectionSource())
                    .compression(Compression.gzip())
                    .jobs(jobs)
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryAdvanced(EntryProgress advance) {
                            database.server()
                                    .maintenance()
                                    .value(
                                            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '"
                                                    + database.name() + "'");
                        }
                    });
            assertThatThrownBy(() -> dump.to(out)).isInstanceOf(ConnectionException.class);
            assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes())
                    .isInstanceOf(EOFException.class);
        }
    }

    /** No other session's error is reported in place of the reason. */
    @Test
    void theReasonIsReportedWhileOtherSessionsWait() {
        for (int i = 0; i < 5; i++) {
            try (TestDatabase database = TestServer.current().createDatabase()) {
                database.execute(
                        "CREATE FUNCTION fail() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'on purpose'; END $$",
                        "CREATE TABLE a (a int)",
                        "INSERT INTO a VALUES (1)",
                        "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
                        "CREATE POLICY p ON a USING (fail() = 1)",
                        "ALTER TABLE a FORCE ROW LEVEL SECURITY",
                        "CREATE TABLE b AS SELECT repeat('x', 1000) FROM generate_series(1, 3000)",
                        "CREATE TABLE c AS SELECT repeat('x', 1000) FROM generate_series(1, 3000)",
                        "DO $$ BEGIN CREATE ROLE failed_reader LOGIN; EXCEPTION WHEN duplicate_object OR"
                                + " unique_violation THEN NULL; END $$",
                        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO failed_reader");
                List<String> messages = new ArrayList<>();
                PgDump dump = PgDump.from(database.connectionSource("failed_reader"))
                        .with(ScriptFlag.ENABLE_ROW_SECURITY)
                        .jobs(3)
                        .onProgress(new MessageCollector(messages));
                assertThatThrownBy(() -> dump.to(OutputStream.nullOutputStream()))
                        .hasMessageContaining("table \"a\"");
                assertThat(messages.get(0)).contains("table \"a\"");
            }
        }
    }

    /** After the last byte, but before the dump has succeeded. */
    @ParameterizedTest
    @EnumSource
    void aDumpThatIsCancelledAtItsEndLeavesNothing(DumpFormat format) throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE a AS SELECT 1 AS a");
            Path file = folder.resolve("dump");
            AtomicReference<Run<DumpReport>> run = new AtomicReference<>();
            PgDump dump = PgDump.from(database.connectionSource())
                    .format(format)
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryFinished(EntryResult result) {
                            while (run.get() == null) {
                                Thread.onSpinWait();
                            }
                            run.get().cancel();
                        }
                    });
            run.set(dump.start(file));
            assertThatThrownBy(() -> run.get().await()).isInstanceOf(CancelledException.class);
            assertThat(folder).isEmptyDirectory();
        }
    }
}
