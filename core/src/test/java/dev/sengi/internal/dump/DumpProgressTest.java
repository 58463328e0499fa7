package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.EntryProgress;
import dev.sengi.PgDump;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Progress that a dump reports while it reads data. */
class DumpProgressTest {
    private static final int ROWS = 60_000;
    private static TestDatabase database;

    @BeforeAll
    static void load() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE large AS SELECT g AS id, repeat('x', 100) AS text FROM generate_series(1, " + ROWS
                        + ") g",
                "CREATE TABLE small AS SELECT 1 AS id",
                "CREATE TABLE empty (id int)",
                "SELECT lo_from_bytea(0, decode(repeat('ab', 3000000), 'hex'))");
        database.analyze();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, false", "PLAIN, true", "CUSTOM, false", "CUSTOM, true", "TAR, false"})
    void rowsAndBytesAreReportedAsTheyPass(DumpFormat format, boolean inserts) throws IOException {
        Events events = new Events();
        PgDump dump = PgDump.from(database.connectionSource()).format(format).onProgress(events);
        if (inserts) {
            dump = dump.rowsPerInsert(10);
        }
        DumpReport report = dump.to(OutputStream.nullOutputStream());

        Progress last = events.progress.get(events.progress.size() - 1);
        assertThat(last.entriesTotal()).isEqualTo(4);
        assertThat(last.entriesDone()).isEqualTo(4);
        assertThat(last.rows()).isEqualTo(ROWS + 1).isEqualTo(events.rows);
        assertThat(last.bytes()).isEqualTo(events.bytes).isGreaterThanOrEqualTo(6_000_000 + 3_000_000);
        assertThat(last.fraction()).isEqualTo(1.0);
        assertThat(last.workTotal().orElseThrow()).isGreaterThan(7_000_000);
        assertThat(events.mostAtOnce).isLessThan(2 << 20);
        assertThat(events.progress).extracting(Progress::fraction).isSorted();
        assertThat(events.progress)
                .filteredOn(p -> p.fraction() > 0.1 && p.fraction() < 0.9)
                .hasSizeGreaterThan(3);
        if (format != DumpFormat.PLAIN) {
            assertThat(report.dataBytes()).isEqualTo(events.bytes);
        }
    }

    /**
     * Short rows take much more space in pages than in a dump, but that says nothing about the rows of other tables.
     */
    @Test
    void shortRowsDoNotDistortTheProgressOfLongerOnes() throws IOException {
        try (TestDatabase mixed = TestServer.current().createDatabase()) {
            mixed.execute(
                    "CREATE TABLE a_short AS SELECT g AS id FROM generate_series(1, 200000) g",
                    "CREATE TABLE b_long AS SELECT g AS id, repeat('x', 100) AS text FROM generate_series(1, " + ROWS
                            + ") g");
            mixed.analyze();
            Events events = new Events();
            PgDump.from(mixed.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .onProgress(events)
                    .to(OutputStream.nullOutputStream());
            List<Progress> inLong = events.progress.stream()
                    .filter(progress -> progress.entriesDone() == 1 && progress.rows() > 200_000)
                    .toList();
            assertThat(inLong).hasSizeGreaterThan(3).allSatisfy(progress -> {
                double left = 1 - (progress.rows() - 200_000) / (double) ROWS;
                // The long rows are about half of all pages.
                assertThat(1 - progress.fraction()).isBetween(left * 0.4, left * 0.7);
            });
        }
    }

    private static final class Events implements ProgressListener {
        private final List<Progress> progress = new ArrayList<>();
        private long bytes;
        private long rows;
        private long mostAtOnce;

        @Override
        public void entryAdvanced(EntryProgress advance) {
            bytes += advance.bytes();
            rows += advance.rows();
            mostAtOnce = Math.max(mostAtOnce, advance.bytes());
        }

        @Override
        public void progress(Progress now) {
            progress.add(now);
        }
    }
}
