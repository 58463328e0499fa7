package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a restore that a listener receives besides messages. */
class RestoreEventsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void entriesAreStartedAndFinishedOnceEach(int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            Events events = new Events();
            RestoreReport report = PgRestore.from(RestoreArchives.of(Samples.DEMO))
                    .returnFailures()
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(events)
                    .run();
            assertThat(events.started).hasSize(report.entries());
            assertThat(events.finished).hasSize(report.entries()).hasSameElementsAs(events.started);
            assertThat(events.bytes).isEqualTo(report.dataBytes()).isPositive();
            if (jobs == 1) {
                assertThat(events.stages)
                        .containsExactly(Stage.ARCHIVE, Stage.CONNECTING, Stage.PRE_DATA, Stage.DATA, Stage.POST_DATA);
            }
            Progress last = events.progress.get(events.progress.size() - 1);
            assertThat(last.entriesDone()).isEqualTo(report.entries()).isEqualTo(last.entriesTotal());
            assertThat(last.bytes()).isEqualTo(report.dataBytes());
            assertThat(last.rows()).isEqualTo(rows(target));
            assertThat(last.workTotal())
                    .isPositive()
                    .isLessThan(Files.size(RestoreArchives.of(Samples.DEMO)))
                    .isEqualTo(last.workDone());
            assertThat(last.fraction()).isEqualTo(1.0);
            assertThat(last.remaining())
                    .hasValueSatisfying(rest -> assertThat(rest).isZero());
            assertThat(events.progress)
                    .extracting(Progress::fraction)
                    .allMatch(fraction -> fraction >= 0 && fraction <= 1);
        }
    }

    @Test
    void dropsAreNoEventsOfEntries() throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            Events events = new Events();
            RestoreReport report = PgRestore.from(RestoreArchives.of(Samples.DEMO))
                    .returnFailures()
                    .clean()
                    .ifExists()
                    .into(target.connectionSource())
                    .onProgress(events)
                    .run();
            assertThat(events.started).hasSize(report.entries()).isEqualTo(events.finished);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3"})
    void failuresAreTold(int jobs, int atLeast) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            Events events = new Events();
            RestoreReport report = PgRestore.from(RestoreArchives.of("owners"))
                    .returnFailures()
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(events)
                    .run();
            assertThat(events.failed).hasSizeGreaterThanOrEqualTo(atLeast).isSubsetOf(events.finished);
            assertThat(events.finished).hasSize(report.entries());
        }
    }

    private static long rows(TestDatabase target) {
        return target.column("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384").stream()
                .mapToLong(table -> Long.parseLong(target.value("SELECT count(*) FROM ONLY " + table)))
                .sum();
    }

    private static final class Events implements ProgressListener {
        private final List<Integer> started = new ArrayList<>();
        private final List<Integer> finished = new ArrayList<>();
        private final Set<Integer> failed = new LinkedHashSet<>();
        private final List<Progress> progress = new ArrayList<>();
        private final List<Stage> stages = new ArrayList<>();
        private long bytes;

        @Override
        public void stageStarted(Stage stage) {
            stages.add(stage);
        }

        @Override
        public void entryStarted(TocEntry entry) {
            started.add(entry.dumpId());
        }

        @Override
        public void failed(RestoreFailure failure) {
            assertThat(failure.message()).contains("ERROR:  ");
            failed.add(failure.entry().orElseThrow().dumpId());
        }

        @Override
        public void entryFinished(TocEntry entry, long entryBytes) {
            finished.add(entry.dumpId());
            bytes += entryBytes;
        }

        @Override
        public void progress(Progress now) {
            progress.add(now);
        }
    }
}
