package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgDumpAll;
import dev.sengi.ProgressListener;
import dev.sengi.Run;
import dev.sengi.SengiException;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dump that fails leaves in its output. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedOutputTest {

    @TempDir
    private Path folder;

    /** Opening it waits for a reader; a file that is written in place would be emptied. */
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

    @Test
    void aScriptThatEndsTooEarlyIsNotAWholeFile() {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE a AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i",
                    "CREATE TABLE b AS SELECT 1 AS a");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PgDump dump = PgDump.from(database.connectionSource())
                    .compression(Compression.gzip())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryFinished(TocEntry entry, long bytes) {
                            throw new SengiException("enough");
                        }
                    });
            assertThatThrownBy(() -> dump.to(out)).hasMessage("enough");
            assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes())
                    .isInstanceOf(EOFException.class);
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
                        public void entryFinished(TocEntry entry, long bytes) {
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
