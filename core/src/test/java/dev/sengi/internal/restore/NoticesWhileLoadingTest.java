package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.EntryProgress;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that cannot send its notices accepts no more rows, so they are read while rows are sent. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NoticesWhileLoadingTest {
    private static final int ROWS = 150_000;
    private static final String TABLE =
            "CREATE TABLE t AS SELECT i, repeat('row', 30) AS x FROM generate_series(1, " + ROWS + ") i";
    private static final String FUNCTION = "CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " RAISE WARNING 'row % %', NEW.i, repeat('warned', 60); RETURN NEW; END $$";
    private static final String TRIGGER = "CREATE TRIGGER warn BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION warn()";

    @TempDir
    private Path folder;

    private static final class Warnings implements ProgressListener {
        private final AtomicInteger count = new AtomicInteger();
        /** How many there were when the second-to-last bytes were sent. */
        private final AtomicInteger early = new AtomicInteger();

        @Override
        public void message(Severity severity, String text) {
            if (text.contains("warned")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void entryAdvanced(EntryProgress advance) {
            if (advance.bytes() > 0) {
                early.set(count.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ofATrigger(int jobs) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(TABLE);
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            database.execute("TRUNCATE t", FUNCTION, TRIGGER);
            Warnings warnings = new Warnings();
            PgRestore.from(archive)
                    .dataOnly()
                    .jobs(jobs)
                    .into(database.connectionSource())
                    .onProgress(warnings)
                    .run();
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo(Integer.toString(ROWS));
            assertThat(warnings.count).hasValue(ROWS);
            assertThat(warnings.early)
                    .as("warnings passed on while rows were sent")
                    .hasPositiveValue();
        }
    }

    @Test
    void ofAScript() throws IOException {
        Path script = folder.resolve("script");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(TABLE);
            PgDump.from(database.connectionSource()).dataOnly().to(script);
            database.execute("TRUNCATE t", FUNCTION, TRIGGER);
            Warnings warnings = new Warnings();
            PgRestore.from(script)
                    .into(database.connectionSource())
                    .onProgress(warnings)
                    .run();
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo(Integer.toString(ROWS));
            assertThat(warnings.count).hasValue(ROWS);
        }
    }
}
