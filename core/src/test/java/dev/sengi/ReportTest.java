package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What reports and progress contain about a dump or restore, and the sizes of its output. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReportTest {
    private static final Duration DELAY = Duration.ofSeconds(2);

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void createDatabase() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE t (a int PRIMARY KEY)",
                "INSERT INTO t SELECT generate_series(1, 1000)",
                "CREATE TABLE u (b text)");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void aDividedTableIsOneTableInTheReport() throws IOException {
        PgDump dump = PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM);
        DumpReport whole = dump.to(OutputStream.nullOutputStream());
        DumpReport divided = dump.splitTablesLargerThan(8192).to(OutputStream.nullOutputStream());
        assertThat(divided.entries()).isGreaterThan(whole.entries());
        assertThat(divided.tables()).isEqualTo(whole.tables());
    }

    /** Small loads are sent together, and only the rows of large ones are estimated. */
    @ParameterizedTest
    @CsvSource({"CUSTOM, 10", "CUSTOM, 6000", "CUSTOM, 300000", "PLAIN, 10", "PLAIN, 300000"})
    void rowsOfAFailedLoadDoNotCount(DumpFormat format, int rows) throws IOException {
        Path file = folder.resolve("dump");
        List<Progress> reached = new ArrayList<>();
        long[] advanced = new long[1];
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE kept AS SELECT generate_series(1, 3) AS a",
                    "CREATE TABLE refused AS SELECT generate_series(1, " + rows + ") AS a");
            PgDump.from(source.connectionSource()).format(format).to(file);
            target.execute("CREATE TABLE refused (a int CHECK (a < " + rows + "))");
            RestoreReport report = PgRestore.from(file)
                    .into(target.connectionSource())
                    .returnFailures()
                    .onProgress(new ProgressListener() {
                        @Override
                        public void entryAdvanced(EntryProgress advance) {
                            advanced[0] += advance.rows();
                        }

                        @Override
                        public void progress(Progress progress) {
                            reached.add(progress);
                        }
                    })
                    .run();
            assertThat(report.failures())
                    .extracting(failure -> failure.sqlState().orElse(""))
                    .containsExactly("42P07", "23514");
            assertThat(report.rows()).isEqualTo(3);
        }
        assertThat(reached.get(reached.size() - 1).rows()).isEqualTo(3);
        assertThat(advanced[0]).isEqualTo(format == DumpFormat.PLAIN ? 0 : 3);
    }

    @ParameterizedTest
    @EnumSource
    void aReportDescribesWhatWasWritten(DumpFormat format) throws Exception {
        Path file = folder.resolve("dump");
        DumpReport report =
                PgDump.from(database.connectionSource()).format(format).to(file);
        assertThat(report.rows()).isEqualTo(1000);
        assertThat(report.tables()).isEqualTo(2);
        if (format == DumpFormat.DIRECTORY) {
            try (Stream<Path> files = Files.list(file)) {
                assertThat(report.size())
                        .isEqualTo(files.mapToLong(f -> f.toFile().length()).sum());
            }
            assertThat(report.sha256()).isEmpty();
            return;
        }
        assertThat(report.size()).isEqualTo(Files.size(file));
        assertThat(report.sha256()).hasValue(sha256(Files.readAllBytes(file)));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        DumpReport streamed =
                PgDump.from(database.connectionSource()).format(format).to(stream);
        assertThat(streamed.size()).isEqualTo(stream.size());
        assertThat(streamed.sha256()).hasValue(sha256(stream.toByteArray()));
        assertThat(PgDump.from(database.connectionSource())
                        .format(format)
                        .checksum(false)
                        .to(file)
                        .sha256())
                .isEmpty();
    }

    /** Its beginning is read before it is known to be a script. */
    @Test
    void theTimeThatAScriptTakesBeginsWithItsFirstByte() throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).with(ScriptFlag.CLEAN).to(script);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(script.toByteArray())) {
            private boolean begun;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (!begun) {
                    begun = true;
                    LockSupport.parkNanos(DELAY.toNanos());
                }
                return super.read(target, offset, length);
            }
        };
        RestoreReport report =
                PgRestore.from(slow).into(database.connectionSource()).run();
        assertThat(report.duration()).isGreaterThan(DELAY);
    }

    @Test
    void listsAndPlansAreCounted() throws IOException {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        PgRestore all = PgRestore.from(archive);
        for (PgRestore restore : List.of(all, all.dataOnly())) {
            ByteArrayOutputStream list = new ByteArrayOutputStream();
            assertThat(restore.toList(list).entries()).isPositive().isEqualTo((int)
                    list.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith(";"))
                            .count());
            assertThat(restore.toPlan(OutputStream.nullOutputStream()).entries())
                    .isEqualTo(restore.toScript(OutputStream.nullOutputStream()).entries());
        }
        assertThat(all.dataOnly().toList(OutputStream.nullOutputStream()).entries())
                .isLessThan(all.toList(OutputStream.nullOutputStream()).entries());
    }

    /** A script's rows and bytes are those of the data in it, wherever they come from. */
    @Test
    void scriptsAreMeasured() throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE few AS SELECT generate_series(1, 5) AS a",
                    "CREATE TABLE many AS SELECT i, repeat('x', 50) AS a FROM generate_series(1, 5000) AS i",
                    "CREATE TABLE none (a int)",
                    "SELECT lo_from_bytea(0, convert_to(repeat('y', 1234), 'UTF8')) FROM generate_series(1, 2)");
            for (boolean inserts : new boolean[] {false, true}) {
                PgDump dump = PgDump.from(source.connectionSource());
                dump = inserts ? dump.with(DumpFlag.INSERTS) : dump;
                Path file = folder.resolve("archive");
                DumpReport archived = dump.format(DumpFormat.CUSTOM).to(file);
                List<Progress> progress = new ArrayList<>();
                ScriptReport report = PgRestore.from(file)
                        .onProgress(new ProgressListener() {
                            @Override
                            public void progress(Progress reached) {
                                progress.add(reached);
                            }
                        })
                        .toScript(OutputStream.nullOutputStream());
                assertThat(report.rows()).isEqualTo(5005);
                assertThat(report.dataBytes()).isEqualTo(archived.dataBytes());
                assertThat(dump.to(OutputStream.nullOutputStream()).dataBytes()).isEqualTo(archived.dataBytes());
                Progress last = progress.get(progress.size() - 1);
                assertThat(last.rows()).isEqualTo(5005);
                assertThat(last.fraction()).isEqualTo(1.0);
            }
        }
    }

    @Test
    void aScriptIsCompleteAtItsEnd() throws IOException {
        Path script = folder.resolve("script.sql");
        PgDump.from(database.connectionSource()).includeTable("t").to(script);
        for (boolean isStream : new boolean[] {false, true}) {
            List<Progress> progress = new ArrayList<>();
            try (TestDatabase target = TestServer.current().createDatabase();
                    InputStream stream = Files.newInputStream(script)) {
                (isStream ? PgRestore.from(stream) : PgRestore.from(script))
                        .into(target.connectionSource())
                        .onProgress(new ProgressListener() {
                            @Override
                            public void progress(Progress reached) {
                                progress.add(reached);
                            }
                        })
                        .run();
            }
            assertThat(progress.get(progress.size() - 1).fraction()).isEqualTo(1.0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "DIRECTORY", mode = EnumSource.Mode.EXCLUDE)
    void theDurationIncludesTheCompletionOfTheOutput(DumpFormat format) throws IOException {
        long[] connecting = new long[1];
        long[] flushed = new long[1];
        OutputStream slow = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                LockSupport.parkNanos(200_000_000);
                flushed[0] = System.nanoTime();
            }
        };
        DumpReport report = PgDump.from(database.connectionSource())
                .format(format)
                .onProgress(new ProgressListener() {
                    @Override
                    public void stageStarted(Stage stage) {
                        if (stage == Stage.CONNECTING) {
                            connecting[0] = System.nanoTime();
                        }
                    }
                })
                .to(slow);
        assertThat(flushed[0]).isNotZero();
        assertThat(report.duration()).isGreaterThanOrEqualTo(Duration.ofNanos(flushed[0] - connecting[0]));
    }

    /** Sections that a script does not contain are not counted. */
    @ParameterizedTest
    @EnumSource
    void aReportCountsWhatIsInTheDump(DumpFormat format) throws IOException {
        DumpReport report = PgDump.from(database.connectionSource())
                .format(format)
                .sections(Set.of(Section.PRE_DATA))
                .to(folder.resolve("dump"));
        assertThat(report.tables()).isZero();
        assertThat(report.entries()).isLessThan(8);
    }

    /** In the file system inside a zip file, a file exists only once it is closed. */
    @Test
    void zipFilesReceiveWholeDumps() throws Exception {
        Path zip = folder.resolve("backups.zip");
        byte[] first;
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            PgDump dump = PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM);
            Path file = inside.getPath("/shop.dump");
            assertThat(dump.jobs(2).to(file).sha256()).hasValue(sha256(Files.readAllBytes(file)));
            first = Files.readAllBytes(file);
            assertThatThrownBy(() -> dump.includeTable("missing").to(inside.getPath("/other.dump")))
                    .isInstanceOf(SengiException.class);
            AtomicReference<Run<DumpReport>> run = new AtomicReference<>();
            PgDump cancelled = dump.executor(task -> {}).onProgress(new ProgressListener() {
                @Override
                public void entryStarted(TocEntry entry) {
                    run.get().cancel();
                }
            });
            CompletableFuture<Runnable> task = new CompletableFuture<>();
            run.set(cancelled.executor(task::complete).start(file));
            task.get().run();
            assertThatThrownBy(() -> run.get().await()).isInstanceOf(CancelledException.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(first);
            AtomicBoolean connects = new AtomicBoolean();
            assertThatThrownBy(() -> dump.onProgress(new ProgressListener() {
                                @Override
                                public void stageStarted(Stage stage) {
                                    connects.set(true);
                                }
                            })
                            .to(inside.getPath("/missing/shop.dump")))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(connects).isFalse();
            // The complete dump stays in its place.
            Path removed = Files.createDirectory(inside.getPath("/removed"));
            assertThatThrownBy(() -> dump.onProgress(new ProgressListener() {
                                @Override
                                public void stageStarted(Stage stage) {
                                    try {
                                        Files.deleteIfExists(removed);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                }
                            })
                            .to(removed.resolve("shop.dump")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the complete dump is in")
                    .satisfies(e -> Files.delete(Path.of(e.getMessage().replaceFirst("(?s).*is in \"(.*)\"", "$1"))));
            assertThatThrownBy(() -> dump.with(DumpFlag.CHECKSUM_FILE).to(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not supported by this file system");
        }
        try (FileSystem inside = FileSystems.newFileSystem(zip);
                Stream<Path> files = Files.list(inside.getPath("/"))) {
            assertThat(files.map(Path::toString)).containsExactly("/shop.dump");
            assertThat(PgRestore.from(inside.getPath("/shop.dump"))
                            .toScript(OutputStream.nullOutputStream())
                            .rows())
                    .isEqualTo(1000);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
