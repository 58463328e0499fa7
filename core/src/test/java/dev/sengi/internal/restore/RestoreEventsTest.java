package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFormat;
import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailedException;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.ServerException;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a restore that a listener receives besides messages. */
class RestoreEventsTest {
    @TempDir
    private Path folder;

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
            assertThat(last.workTotal().orElseThrow())
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
    void failuresAreReported(int jobs, int atLeast) throws IOException {
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

    /** Comments and grants belong to no section. */
    @Test
    void failuresOccurInTheCurrentStage() throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE t (a int)",
                    "COMMENT ON TABLE t IS 'x'",
                    "CREATE INDEX i ON t (a)",
                    "COMMENT ON INDEX i IS 'x'",
                    "GRANT SELECT ON t TO PUBLIC");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            target.execute("CREATE VIEW t AS SELECT 1 AS a");
            Events events = new Events();
            List<Stage> reached = new ArrayList<>();
            RestoreReport report = PgRestore.from(archive)
                    .returnFailures()
                    .into(target.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void stageStarted(Stage stage) {
                            events.stageStarted(stage);
                        }

                        @Override
                        public void failed(RestoreFailure failure) {
                            reached.add(events.stages.get(events.stages.size() - 1));
                        }
                    })
                    .run();
            assertThat(report.failures()).extracting(RestoreFailure::stage).isEqualTo(reached);
            assertThat(reached).contains(Stage.PRE_DATA, Stage.POST_DATA);
        }
    }

    /** Names of a SQL_ASCII database are bytes, which its archives and scripts contain unchanged. */
    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            names = {"CUSTOM", "PLAIN"})
    void namesWithoutEncodingAreReadable(DumpFormat format) throws IOException {
        Path file = folder.resolve("dump");
        try (TestDatabase database = TestServer.current().createDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'")) {
            database.execute("CREATE SCHEMA sch\u00f6n", "CREATE TABLE sch\u00f6n.t\u00e4ble (a int)");
            PgDump.from(database.connectionSource()).format(format).to(file);
            List<RestoreFailure> failures = new ArrayList<>();
            Set<String> names = new LinkedHashSet<>();
            PgRestore restore = PgRestore.from(file)
                    .into(database.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryStarted(TocEntry entry) {
                            names.add(entry.namespace() + "." + entry.tag());
                        }

                        @Override
                        public void entryFinished(EntryResult result) {
                            assertThat(names)
                                    .contains(result.entry().namespace() + "."
                                            + result.entry().tag());
                        }

                        @Override
                        public void failed(RestoreFailure failure) {
                            failures.add(failure);
                        }
                    });
            assertThatThrownBy(restore::run)
                    .isInstanceOfSatisfying(
                            RestoreFailedException.class,
                            e -> assertThat(e.report().failures()).isEqualTo(failures))
                    .hasMessageContaining("schema \"sch\u00f6n\" already exists");
            RestoreFailure last = failures.get(failures.size() - 1);
            assertThat(last.serverMessage()).isEqualTo("relation \"t\u00e4ble\" already exists");
            assertThat(last.message()).contains("ERROR:  relation \"t\u00e4ble\" already exists");
            assertThat(last.statement().orElseThrow()).contains("CREATE TABLE \"sch\u00f6n\".\"t\u00e4ble\" (");
            if (format == DumpFormat.CUSTOM) {
                assertThat(last.entry().orElseThrow().tag()).isEqualTo("t\u00e4ble");
                assertThat(last.entry().orElseThrow().namespace()).isEqualTo("sch\u00f6n");
                assertThat(names).contains("sch\u00f6n.t\u00e4ble");
            }
            assertThatThrownBy(() -> restore.exitOnError().run())
                    .isInstanceOfSatisfying(ServerException.class, e -> {
                        assertThat(e.statement().orElseThrow()).contains("sch\u00f6n");
                        assertThat(e.entry().map(TocEntry::tag)).isIn(Optional.empty(), Optional.of("sch\u00f6n"));
                    })
                    .hasMessageContaining("schema \"sch\u00f6n\" already exists");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largeDataAreReportedAsTheyPass(boolean inserts) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE large AS SELECT repeat('x', 1000) FROM generate_series(1, 4000)",
                    "CREATE TABLE empty ()",
                    "SELECT lo_from_bytea(0, decode(repeat('ab', 3000000), 'hex'))",
                    "SELECT lo_from_bytea(0, decode(repeat('cd', n * 10000), 'hex')) FROM generate_series(0, 20) n");
            PgDump dump = PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM);
            (inserts ? dump.rowsPerInsert(10) : dump).to(archive);
            Map<Integer, List<Long>> parts = new HashMap<>();
            Map<Integer, Long> sizes = new HashMap<>();
            PgRestore.from(archive)
                    .into(target.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryAdvanced(EntryProgress advance) {
                            parts.computeIfAbsent(advance.entry().dumpId(), unused -> new ArrayList<>())
                                    .add(advance.bytes());
                        }

                        @Override
                        public void entryFinished(EntryResult result) {
                            sizes.put(result.entry().dumpId(), result.bytes());
                        }
                    })
                    .run();
            assertThat(parts).hasSizeGreaterThanOrEqualTo(2);
            parts.forEach((dumpId, bytes) -> {
                assertThat(bytes.stream().mapToLong(Long::longValue).sum()).isEqualTo(sizes.get(dumpId));
                assertThat(bytes).allMatch(part -> part < 2 << 20);
            });
            assertThat(parts.values()).filteredOn(bytes -> bytes.size() >= 4).hasSizeGreaterThanOrEqualTo(2);
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
        public void entryFinished(EntryResult result) {
            finished.add(result.entry().dumpId());
            bytes += result.bytes();
        }

        @Override
        public void progress(Progress now) {
            progress.add(now);
        }
    }
}
