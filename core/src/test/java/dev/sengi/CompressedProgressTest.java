package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The progress of reading a compressed archive whose only table takes up much more space when it is restored. */
class CompressedProgressTest {
    private static final int ROWS = 20_000;
    private static final long BYTES = (long) ROWS * MadeArchive.ROW_LENGTH;

    @TempDir
    private Path folder;

    private final List<Progress> reports = new ArrayList<>();
    private final ProgressListener collector = new ProgressListener() {
        @Override
        public void progress(Progress progress) {
            reports.add(progress);
        }
    };

    private Path archive(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("archive");
        TocEntry table = TocEntry.builder(1)
                .tag("t")
                .desc("TABLE")
                .section(Section.PRE_DATA)
                .namespace("public")
                .defn("CREATE TABLE public.t (a text);\n")
                .dropStmt("DROP TABLE public.t;\n")
                .build();
        TocEntry rows = MadeArchive.rows(2, "t", List.of(1));
        TocEntry index = TocEntry.builder(3)
                .tag("i")
                .desc("INDEX")
                .section(Section.POST_DATA)
                .namespace("public")
                .defn("CREATE INDEX i ON public.t (left(a, 5));\n")
                .dropStmt("DROP INDEX public.i;\n")
                .dependencies(List.of(1))
                .build();
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.gzip())) {
            writer.begin(MadeArchive.header(format), List.of(table, rows, index));
            try (OutputStream data = writer.openData(rows)) {
                MadeArchive.writeRows(data, ROWS);
                data.write("\\.\n\n\n".getBytes(StandardCharsets.US_ASCII));
            }
            writer.finish();
        }
        return file;
    }

    private void assertProportional() {
        List<Progress> within =
                reports.stream().filter(progress -> progress.bytes() < BYTES).toList();
        assertThat(within).hasSizeGreaterThan(10).allSatisfy(progress -> {
            double passed = (double) progress.bytes() / BYTES;
            assertThat(progress.fraction()).isBetween(passed - 0.1, passed + 0.15);
        });
        assertThat(reports).extracting(Progress::fraction).isSorted().last().isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource({"CUSTOM, 1", "CUSTOM, 2", "DIRECTORY, 1", "DIRECTORY, 2"})
    void aRestoreAdvancesAsItsRowsDo(ArchiveFormat format, int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            RestoreReport report = PgRestore.from(archive(format))
                    .jobs(jobs)
                    .into(target.connectionSource())
                    .onProgress(collector)
                    .run();
            assertThat(report.rows()).isEqualTo(ROWS);
        }
        assertProportional();
    }

    /** How long it takes to create an index is unknown. */
    @Test
    void nothingIsPredictedOfWhatFollowsTheData() throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore.from(archive(ArchiveFormat.CUSTOM))
                    .into(target.connectionSource())
                    .onProgress(collector)
                    .run();
        }
        Progress last = reports.get(reports.size() - 1);
        Progress afterData = reports.get(reports.size() - 2);
        assertThat(afterData.fraction()).isEqualTo(1.0);
        assertThat(afterData.entriesDone()).isLessThan(afterData.entriesTotal());
        assertThat(afterData.remaining()).isEmpty();
        assertThat(last.remaining()).hasValueSatisfying(rest -> assertThat(rest).isZero());
    }

    @ParameterizedTest
    @CsvSource({"CUSTOM", "DIRECTORY"})
    void aCopyAdvancesAsItsRowsDo(ArchiveFormat format) throws IOException {
        PgRestore.from(archive(format))
                .onProgress(collector)
                .toArchive(folder.resolve("copy"), ArchiveFormat.TAR, Compression.none());
        assertProportional();
    }

    @ParameterizedTest
    @CsvSource({"CUSTOM", "DIRECTORY"})
    void aScriptAdvancesAsItsRowsDo(ArchiveFormat format) throws IOException {
        PgRestore.from(archive(format)).onProgress(collector).toScript(OutputStream.nullOutputStream());
        assertProportional();
    }
}
