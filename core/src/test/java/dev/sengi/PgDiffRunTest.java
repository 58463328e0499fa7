package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a comparison reports while it runs, and how it is cancelled. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PgDiffRunTest {
    private static final int ROWS = 40_000;
    private static final long BYTES = (long) ROWS * MadeArchive.ROW_LENGTH;

    @TempDir
    private Path folder;

    /** Returns an archive of two tables with the same rows. */
    private Path archive(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("archive");
        List<TocEntry> entries = List.of(MadeArchive.rows(1, "t", List.of()), MadeArchive.rows(2, "u", List.of()));
        Compression compression = format == ArchiveFormat.TAR ? Compression.none() : Compression.gzip();
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, compression)) {
            writer.begin(MadeArchive.header(format), entries);
            for (TocEntry entry : entries) {
                try (OutputStream data = writer.openData(entry)) {
                    MadeArchive.writeRows(data, ROWS);
                    data.write("\\.\n\n\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            writer.finish();
        }
        return file;
    }

    private Path script() throws IOException {
        Path file = folder.resolve("script");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("--\n-- PostgreSQL database dump\n--\n\n".getBytes(StandardCharsets.US_ASCII));
            out.write("COPY public.t (a) FROM stdin;\n".getBytes(StandardCharsets.US_ASCII));
            MadeArchive.writeRows(out, ROWS);
            out.write("\\.\n\n--\n-- PostgreSQL database dump complete\n--\n".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    /** Collects events. */
    private static final class Events implements ProgressListener {
        private final List<String> entries = new ArrayList<>();
        private final List<Progress> progress = new ArrayList<>();
        private final List<String> messages = new ArrayList<>();
        private final List<Stage> stages = new ArrayList<>();
        private long bytes;

        @Override
        public void message(Severity severity, String text) {
            messages.add(severity + " " + text);
        }

        @Override
        public void stageStarted(Stage stage) {
            stages.add(stage);
        }

        @Override
        public void entryStarted(TocEntry entry) {
            entries.add("start " + entry.tag());
        }

        @Override
        public void entryAdvanced(EntryProgress advance) {
            bytes += advance.bytes();
        }

        @Override
        public void entryFinished(EntryResult result) {
            entries.add("finish " + result.entry().tag());
        }

        @Override
        public void progress(Progress reached) {
            progress.add(reached);
        }

        /** Checks progress that is measured by the bytes of the dump. */
        void assertProportional(long total) {
            assertThat(progress).hasSizeGreaterThan(5).allSatisfy(reached -> {
                double passed = (double) reached.bytes() / total;
                assertThat(reached.fraction()).isBetween(passed - 0.15, passed + 0.15);
            });
            assertThat(progress)
                    .extracting(Progress::fraction)
                    .isSorted()
                    .last()
                    .isEqualTo(1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOM", "DIRECTORY", "TAR"})
    void countingTheRowsOfAnArchiveIsMeasured(ArchiveFormat format) throws Exception {
        Events events = new Events();
        DiffSource none = DiffSource.dump(Files.writeString(
                folder.resolve("none"),
                "--\n-- PostgreSQL database dump\n--\n\n\n--\n-- PostgreSQL database dump complete\n--\n"));
        try (Run<DiffReport> run = PgDiff.between(none, DiffSource.dump(archive(format)))
                .countRows()
                .onProgress(events)
                .start()) {
            DiffReport report = run.await();
            assertThat(report.tables())
                    .extracting(table -> table.second().orElseThrow().number().orElseThrow())
                    .containsExactly((long) ROWS, (long) ROWS);
            assertThat(run.progress()).hasValueSatisfying(progress -> {
                assertThat(progress.entriesDone()).isEqualTo(2);
                assertThat(progress.entriesTotal()).isEqualTo(2);
                assertThat(progress.rows()).isZero();
            });
        }
        assertThat(events.entries).containsExactly("start t", "finish t", "start u", "finish u");
        assertThat(events.bytes).isEqualTo(2 * (BYTES + 5));
        assertThat(events.stages).endsWith(Stage.ARCHIVE, Stage.DATA);
        // The progress of the empty script is separate.
        events.progress.removeIf(reached -> reached.entriesTotal() == 1);
        events.assertProportional(events.bytes);
    }

    @Test
    void readingAScriptIsMeasured() throws IOException {
        Path script = script();
        Events events = new Events();
        DiffReport report = PgDiff.between(DiffSource.dump(script), DiffSource.dump(script))
                .onProgress(events)
                .run();
        assertThat(report.isEqual()).isTrue();
        // Once for each side.
        List<Progress> all = events.progress;
        assertThat(all).filteredOn(reached -> reached.entriesDone() == 1).hasSize(2);
        int first = all.indexOf(all.stream()
                .filter(reached -> reached.entriesDone() == 1)
                .findFirst()
                .orElseThrow());
        all.subList(0, first + 1).clear();
        assertThat(all).allSatisfy(reached -> {
            assertThat(reached.workTotal()).hasValue(Files.size(script));
            assertThat(reached.bytes()).isEqualTo(reached.workDone());
        });
        assertThat(all).extracting(Progress::fraction).isSorted().last().isEqualTo(1.0);
    }

    @Test
    void countingTheRowsOfADatabaseIsMeasured() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE t AS SELECT generate_series(1, 1000) a",
                    "CREATE TABLE u (a int)",
                    "CREATE VIEW v AS TABLE t",
                    "VACUUM t");
            Events events = new Events();
            DiffSource side = DiffSource.database(database.connectionSource());
            assertThat(PgDiff.between(side, side)
                            .countRows()
                            .onProgress(events)
                            .run()
                            .isEqual())
                    .isTrue();
            assertThat(events.progress).extracting(Progress::entriesTotal).containsOnly(2);
            assertThat(events.progress).extracting(Progress::entriesDone).containsExactly(0, 2, 0, 2);
            assertThat(events.progress).extracting(Progress::fraction).containsExactly(0.0, 1.0, 0.0, 1.0);
            assertThat(events.stages).endsWith(Stage.CONNECTING, Stage.DATA);
        }
    }

    /** Nothing is created, although every side is turned into a script. */
    @Test
    void thereAreNoMessagesOfADumpOrRestore() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t (a int)");
            Path dump = folder.resolve("dump");
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(dump);
            Events events = new Events();
            PgDiff diff = PgDiff.between(DiffSource.dump(dump), DiffSource.database(database.connectionSource()))
                    .onProgress(events);
            assertThat(diff.run().isEqual()).isTrue();
            assertThat(events.messages).isEmpty();
            assertThat(events.stages).startsWith(Stage.ARCHIVE, Stage.CONNECTING, Stage.CATALOG);
        }
    }

    /** Cancels a run as soon as it reports this many bytes. */
    private static final class Cancelling implements ProgressListener {
        private final CompletableFuture<Run<?>> running = new CompletableFuture<>();
        private final List<Long> reports = new ArrayList<>();
        private final List<Stage> stages = new ArrayList<>();

        @Override
        public void stageStarted(Stage stage) {
            stages.add(stage);
        }

        @Override
        public void progress(Progress progress) {
            reports.add(progress.bytes());
            running.join().cancel();
        }
    }

    @ParameterizedTest
    @CsvSource({"CUSTOM", "DIRECTORY", "TAR", "SCRIPT"})
    void cancellingEndsTheReadingOfADump(String kind) throws Exception {
        Path dump = kind.equals("SCRIPT") ? script() : archive(ArchiveFormat.valueOf(kind));
        Cancelling listener = new Cancelling();
        try (Run<DiffReport> run = PgDiff.between(
                        DiffSource.dump(dump), DiffSource.database("postgresql://localhost:1/none"))
                .countRows()
                .onProgress(listener)
                .start()) {
            listener.running.complete(run);
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
        }
        assertThat(listener.reports)
                .hasSize(1)
                .allSatisfy(bytes -> assertThat(bytes).isLessThan(BYTES / 2));
        assertThat(listener.stages).doesNotContain(Stage.CONNECTING);
    }
}
