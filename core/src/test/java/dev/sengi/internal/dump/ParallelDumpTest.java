package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.DumpPattern;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.UsageException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Compression;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sessions dump what one session dumps, in every format. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelDumpTest {
    static final int TABLES = 25;

    @TempDir
    private Path folder;

    private TestDatabase database;
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    void create() {
        database = createDatabase();
    }

    /** Returns a database whose tables keep several sessions busy. */
    static TestDatabase createDatabase() {
        TestDatabase database = TestServer.current().createDatabase();
        Random random = new Random(1);
        List<String> script = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            int rows = i % 5 == 0 ? 40_000 : random.nextInt(500);
            script.add("CREATE TABLE t" + i + " (id integer PRIMARY KEY, a text, s integer DEFAULT " + i + ")");
            script.add("INSERT INTO t" + i + " SELECT i, md5((i * " + i + ")::text) FROM generate_series(1, " + rows
                    + ") i");
        }
        script.add("CREATE TABLE parts (i integer, a text) PARTITION BY HASH (i)");
        for (int i = 0; i < 3; i++) {
            script.add(
                    "CREATE TABLE part" + i + " PARTITION OF parts FOR VALUES WITH (MODULUS 3, REMAINDER " + i + ")");
        }
        script.add("INSERT INTO parts SELECT i, 'x' FROM generate_series(1, 1000) i");
        script.add("SELECT lo_from_bytea(0, convert_to(repeat(i::text, 3000), 'UTF8')) FROM generate_series(1, 30) i");
        script.add("CREATE MATERIALIZED VIEW sums AS SELECT sum(id) FROM t0");
        database.execute(script.toArray(String[]::new));
        database.analyze();
        return database;
    }

    @AfterAll
    void drop() {
        database.close();
    }

    private PgDump dump(DumpFormat format) {
        PgDump dump = PgDump.from(database.connectionSource()).format(format).onProgress(new ProgressListener() {
            @Override
            public void message(Severity severity, String text) {
                if (severity == Severity.WARNING) {
                    warnings.add(text);
                }
            }
        });
        return format == DumpFormat.PLAIN ? dump.restrictKey("key") : dump;
    }

    private static String script(Path archive) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgRestore.from(archive).restrictKey("key").toScript(script);
        return script.toString(StandardCharsets.UTF_8);
    }

    /** The largest tables come first in such an archive, and a stream is read only once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void customArchivesAreRestoredFromStreams(int jobs) throws IOException {
        Path archive = folder.resolve("stream" + jobs);
        dump(DumpFormat.CUSTOM).jobs(3).to(archive);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore.from(new ByteArrayInputStream(Files.readAllBytes(archive)))
                    .into(target.connectionSource())
                    .jobs(jobs)
                    .run();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ByteArrayOutputStream restored = new ByteArrayOutputStream();
            dump(DumpFormat.PLAIN).to(expected);
            PgDump.from(target.connectionSource()).restrictKey("key").to(restored);
            assertThat(restored.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgRestore.from(new ByteArrayInputStream(Files.readAllBytes(archive))).toScript(script);
        assertThat(script.toString(StandardCharsets.UTF_8))
                .contains("COPY public.t1 ")
                .contains("COPY public.t20 ");
    }

    @ParameterizedTest
    @EnumSource(DumpFormat.class)
    void filesEqualThoseOfOneSession(DumpFormat format) throws IOException {
        String expected = file(dump(format));
        for (int jobs : new int[] {2, 5}) {
            assertThat(file(dump(format).jobs(jobs))).as("jobs " + jobs).isEqualTo(expected);
        }
        String inserts = file(dump(format).with(DumpFlag.INSERTS));
        assertThat(file(dump(format).with(DumpFlag.INSERTS).jobs(3))).isEqualTo(inserts);
        assertThat(warnings).isEmpty();
        assertThat(otherSessions(database)).isEqualTo("0");
    }

    private String file(PgDump dump) throws IOException {
        Path file = Files.createTempDirectory(folder, "dump").resolve("dump");
        dump.to(file);
        try (Stream<Path> others = Files.list(file.getParent())) {
            assertThat(others).containsExactly(file);
        }
        return Files.isRegularFile(file)
                        && Files.readString(file, StandardCharsets.ISO_8859_1).startsWith("--")
                ? Files.readString(file)
                : script(file);
    }

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DIRECTORY"})
    void streamsEqualThoseOfOneSession(DumpFormat format) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        dump(format).to(expected);
        for (int jobs : new int[] {2, 3}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            dump(format).jobs(jobs).to(out);
            assertThat(text(format, out)).as("jobs " + jobs).isEqualTo(text(format, expected));
        }
    }

    /** Waiting data are not stored in the folder of the descriptors, which would fail or take memory. */
    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            names = {"CUSTOM", "TAR"})
    @EnabledOnOs(OS.LINUX)
    void openFilesEqualThoseOfOneSession(DumpFormat format) throws IOException {
        String expected = file(dump(format));
        Path file = folder.resolve("open-" + format);
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.isOpen()).isTrue();
            Path descriptor =
                    descriptors.filter(link -> leadsTo(link, file)).findFirst().orElseThrow();
            PgDump dump = dump(format).jobs(4);
            (format == DumpFormat.TAR ? dump : dump.compression(Compression.none())).to(descriptor);
        }
        assertThat(script(file)).isEqualTo(expected);
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            // Another test has closed the file.
            return false;
        }
    }

    private static String text(DumpFormat format, ByteArrayOutputStream out) throws IOException {
        if (format == DumpFormat.PLAIN) {
            return out.toString(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgRestore.from(new ByteArrayInputStream(out.toByteArray()))
                .restrictKey("key")
                .toScript(script);
        return script.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PLAIN"})
    @NeedsRealClient
    void pgRestoreReadsThem(DumpFormat format) throws IOException {
        Path file = folder.resolve("for-real-" + format);
        PgDump dump = dump(format).jobs(3);
        (format == DumpFormat.TAR ? dump : dump.compression(Compression.zstd())).to(file);
        Result real = RealClient.require().run("pg_restore", "--restrict-key=key", "-f", "-", file.toString());
        assertThat(real.exitCode()).as(real.stderr()).isZero();
        assertThat(real.text()).isEqualTo(script(file));
        if (format == DumpFormat.CUSTOM) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                Result restored = RealClient.require()
                        .run("pg_restore", "-j", "3", "-d", target.connectionString(), file.toString());
                assertThat(restored.exitCode()).as(restored.stderr()).isZero();
                assertThat(target.value("SELECT sum(id) FROM t20"))
                        .isEqualTo(database.value("SELECT sum(id) FROM t20"));
            }
        }
    }

    @Test
    void allSessionsSeeOneSnapshot() throws Exception {
        try (TestDatabase bank = TestServer.current().createDatabase()) {
            for (int i = 0; i < 8; i++) {
                bank.execute("CREATE TABLE a" + i + " (pad text, amount integer)");
                bank.execute("INSERT INTO a" + i + " SELECT repeat('x', 500), 1 FROM generate_series(1, 3000)");
            }
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            Thread transfers = new Thread(() -> {
                Random random = new Random(1);
                while (!over.get()) {
                    bank.execute("BEGIN; UPDATE a" + random.nextInt(8) + " SET amount = amount + 1; UPDATE a"
                            + random.nextInt(8) + " SET amount = amount - 1; COMMIT");
                    done.incrementAndGet();
                }
            });
            transfers.start();
            while (done.get() == 0 && transfers.isAlive()) {
                Thread.sleep(1);
            }
            int before = done.get();
            Path file = folder.resolve("bank");
            PgDump.from(bank.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .compression(Compression.none())
                    .jobs(4)
                    .to(file);
            assertThat(done).hasValueGreaterThan(before);
            over.set(true);
            transfers.join();
            long sum = script(file)
                    .lines()
                    .filter(line -> line.startsWith("xxx"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1)))
                    .sum();
            assertThat(sum).isEqualTo(8 * 3000L);
        }
    }

    @Test
    void continuesWithTheAvailableSessions() throws IOException {
        int[] opened = {0};
        ConnectionSource one = () -> {
            if (opened[0]++ > 0) {
                throw new SengiException("no more connections");
            }
            return database.connectionSource().open();
        };
        List<String> told = new ArrayList<>();
        Path file = folder.resolve("one");
        PgDump.from(one)
                .format(DumpFormat.CUSTOM)
                .jobs(3)
                .onProgress(new ProgressListener() {
                    @Override
                    public void message(Severity severity, String text) {
                        if (severity == Severity.WARNING) {
                            told.add(text);
                        }
                    }
                })
                .to(file);
        assertThat(told).containsExactly("could open only 1 of 3 connections: no more connections");
        assertThat(script(file)).isEqualTo(file(dump(DumpFormat.CUSTOM)));
    }

    @Test
    void readsForeignDataInOneSessionOnly() {
        PgDump dump = dump(DumpFormat.CUSTOM)
                .with(DumpPattern.INCLUDE_FOREIGN_DATA, "*")
                .jobs(2);
        assertThatThrownBy(() -> dump.to(folder.resolve("foreign")))
                .isInstanceOf(UsageException.class)
                .hasMessage("option --include-foreign-data is not supported with parallel backup");
    }

    @Test
    void theArchiveIsVerified() throws IOException {
        Path file = folder.resolve("verified");
        dump(DumpFormat.CUSTOM).jobs(4).to(file);
        try (Archive archive = Archive.open(file)) {
            assertThat(archive.verify().problems()).isEmpty();
        }
    }

    /** Returns how many other sessions the database has, once they have had the time to end. */
    static String otherSessions(TestDatabase database) {
        String count = "1";
        for (int i = 0; i < 1000 && !count.equals("0"); i++) {
            count = database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid()");
        }
        return count;
    }
}
