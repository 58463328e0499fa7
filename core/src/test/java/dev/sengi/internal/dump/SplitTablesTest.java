package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ScriptFlag;
import dev.sengi.UsageException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Tables whose data are divided are restored completely, and post-data entries wait for all parts. */
class SplitTablesTest {
    private static final long SIZE = 100_000;

    @TempDir
    private Path folder;

    /**
     * Every kind of table: pages without rows, rows stored elsewhere, partitions, children, references in both
     * directions.
     */
    private static TestDatabase database(int major) {
        TestDatabase database = TestServer.of(major).createDatabase();
        database.execute(
                "CREATE TABLE plain (id integer PRIMARY KEY, a text, dropped integer, b integer GENERATED ALWAYS AS"
                        + " (id * 2) STORED)",
                "INSERT INTO plain SELECT i, md5(i::text) FROM generate_series(1, 8000) i",
                "ALTER TABLE plain DROP COLUMN dropped",
                "CREATE TABLE refers (id integer PRIMARY KEY REFERENCES plain, up integer REFERENCES refers)",
                "INSERT INTO refers SELECT i, CASE WHEN i > 1 THEN i / 2 END FROM generate_series(1, 8000) i",
                "CREATE TABLE holes (id integer, a text)",
                "INSERT INTO holes SELECT i, repeat('x', 200) FROM generate_series(1, 3000) i",
                "DELETE FROM holes WHERE id BETWEEN 500 AND 2500",
                "UPDATE holes SET a = 'y' WHERE id % 3 = 0",
                "CREATE TABLE emptied (a text)",
                "INSERT INTO emptied SELECT repeat('x', 200) FROM generate_series(1, 2000) i",
                "DELETE FROM emptied",
                "CREATE TABLE elsewhere (id integer, a text)",
                "ALTER TABLE elsewhere ALTER a SET STORAGE EXTERNAL",
                "INSERT INTO elsewhere SELECT i, repeat(md5(i::text), 200) FROM generate_series(1, 300) i",
                "CREATE TABLE parent (id integer, a text)",
                "CREATE TABLE child (b integer) INHERITS (parent)",
                "INSERT INTO parent SELECT i, md5(i::text) FROM generate_series(1, 4000) i",
                "INSERT INTO child SELECT i, md5(i::text), i FROM generate_series(1, 4000) i",
                "CREATE TABLE parts (id integer, a text) PARTITION BY RANGE (id)",
                "CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (0) TO (3000)",
                "CREATE TABLE part2 PARTITION OF parts FOR VALUES FROM (3000) TO (9000)",
                "INSERT INTO parts SELECT i, md5(i::text) FROM generate_series(1, 8000) i",
                "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.a := upper(NEW.a); RETURN NEW; END $$",
                "CREATE TRIGGER loud BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION shout()",
                "CREATE UNIQUE INDEX ON plain (a)",
                "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM plain");
        database.analyze();
        return database;
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void tablesComeBackWhole(int major) throws IOException {
        try (TestDatabase source = database(major)) {
            Path file = folder.resolve("dump");
            dump(source, DumpFormat.CUSTOM).jobs(3).to(file);
            if (major >= 14) {
                assertThat(parts(file, "plain")).isGreaterThan(5);
                assertThat(parts(file, "elsewhere")).isGreaterThan(2);
            } else {
                assertThat(parts(file, "plain")).isEqualTo(1);
            }
            List<String> expected = content(source);
            for (int jobs : new int[] {1, 4}) {
                try (TestDatabase target = TestServer.of(major).createDatabase()) {
                    PgRestore.from(file)
                            .jobs(jobs)
                            .into(target.connectionSource())
                            .run();
                    assertThat(content(target)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PLAIN"})
    @NeedsRealClient
    void pgRestoreLosesNothing(DumpFormat format) throws IOException {
        try (TestDatabase source = database(18)) {
            Path file = folder.resolve("dump");
            dump(source, format).jobs(2).to(file);
            List<String> expected = content(source);
            for (String jobs : format == DumpFormat.TAR ? List.of("1") : List.of("1", "3")) {
                try (TestDatabase target = TestServer.current().createDatabase()) {
                    RealClient.require()
                            .run("pg_restore", "-e", "-j", jobs, "-d", target.connectionString(), file.toString())
                            .assertSuccess();
                    assertThat(content(target)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void loadsThroughThePartitionRootOnRequest() throws IOException {
        try (TestDatabase source = database(18);
                TestDatabase target = TestServer.current().createDatabase()) {
            Path file = folder.resolve("dump");
            dump(source, DumpFormat.CUSTOM)
                    .with(DumpFlag.LOAD_VIA_PARTITION_ROOT)
                    .to(file);
            PgRestore.from(file).jobs(3).into(target.connectionSource()).run();
            assertThat(content(target)).isEqualTo(content(source));
        }
    }

    /** The part that ends first must not enable the triggers for the rows of the others. */
    @Test
    void triggersStayDisabledUntilAllPartsAreLoaded() throws IOException {
        try (TestDatabase source = database(18);
                TestDatabase target = TestServer.current().createDatabase()) {
            Path schema = folder.resolve("schema");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(schema);
            PgRestore.from(schema).schemaOnly().into(target.connectionSource()).run();
            // The archive does not state that the parts depend on the table.
            Path rows = folder.resolve("rows");
            dump(source, DumpFormat.CUSTOM).dataOnly().includeTable("plain").to(rows);
            for (int i = 0; i < 5; i++) {
                target.execute("TRUNCATE plain, refers");
                PgRestore.from(rows)
                        .dataOnly()
                        .with(ScriptFlag.DISABLE_TRIGGERS)
                        .jobs(4)
                        .into(target.connectionSource())
                        .run();
                assertThat(target.value("SELECT count(*) FROM plain WHERE a = lower(a)"))
                        .isEqualTo("8000");
            }
        }
    }

    @Test
    void aTableThatGrowsAndChangesIsDumpedAsOfTheSnapshot() throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE account (id integer, amount integer, pad text)",
                    "INSERT INTO account SELECT i, 1, repeat('x', 100) FROM generate_series(1, 10000) i");
            AtomicBoolean over = new AtomicBoolean();
            Thread others = new Thread(() -> {
                Random random = new Random(3);
                while (!over.get()) {
                    source.execute(
                            "BEGIN; UPDATE account SET amount = amount + 1 WHERE id = " + (1 + random.nextInt(10_000))
                                    + "; INSERT INTO account VALUES (0, -1, repeat('y', 1000)); COMMIT",
                            "VACUUM account");
                }
            });
            others.start();
            for (int i = 0; i < 3; i++) {
                Path file = folder.resolve("dump" + i);
                dump(source, DumpFormat.CUSTOM).jobs(3).to(file);
                ByteArrayOutputStream script = new ByteArrayOutputStream();
                PgRestore.from(file).dataOnly().toScript(script);
                List<String> rows = script.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.matches("\\d+\t-?\\d+\t[xy]+"))
                        .toList();
                assertThat(rows.stream().filter(row -> !row.startsWith("0\t"))).hasSize(10_000);
                // Each transaction adds one, and inserts minus one.
                assertThat(rows.stream()
                                .mapToInt(row -> Integer.parseInt(row.split("\t", -1)[1]))
                                .sum())
                        .isEqualTo(10_000);
                assertThat(parts(file, "account")).isGreaterThan(5);
            }
            over.set(true);
            others.join();
        }
    }

    @Test
    void nothingElseIsDivided() throws IOException {
        try (TestDatabase source = database(18)) {
            Path whole = folder.resolve("whole");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(whole);
            assertThat(parts(whole, "plain")).isEqualTo(1);
            Path inserts = folder.resolve("inserts");
            dump(source, DumpFormat.CUSTOM).with(DumpFlag.INSERTS).to(inserts);
            assertThat(parts(inserts, "plain")).isEqualTo(1);
            assertThatThrownBy(() -> PgDump.from(source.connectionSource()).splitTablesLargerThan(0))
                    .isInstanceOf(UsageException.class);
        }
    }

    /**
     * Measuring a table waits until its lock is released, and by then the dump's limit on waiting no longer applies.
     */
    @Test
    void aTableThatIsNotDumpedMayBeLocked() throws Exception {
        try (TestDatabase source = database(18);
                Connection other = source.dataSource().getConnection();
                Statement locking = other.createStatement()) {
            other.setAutoCommit(false);
            // A dump that waits for the lock continues when the session has ended.
            locking.execute("SET idle_in_transaction_session_timeout = '20s'");
            locking.execute("LOCK TABLE elsewhere");
            Path file = folder.resolve("dump");
            dump(source, DumpFormat.CUSTOM).excludeTable("elsewhere").to(file);
            assertThatCode(() -> locking.execute("SELECT")).doesNotThrowAnyException();
            assertThat(parts(file, "plain")).isGreaterThan(5);
        }
    }

    private static PgDump dump(TestDatabase source, DumpFormat format) {
        return PgDump.from(source.connectionSource()).format(format).splitTablesLargerThan(SIZE);
    }

    private static long parts(Path file, String table) throws IOException {
        try (Archive archive = Archive.open(file)) {
            return archive.entries().stream()
                    .filter(TocEntry::hadDumper)
                    .filter(entry -> entry.tag().equals(table))
                    .count();
        }
    }

    /** Returns the schema and the rows, sorted, because several sessions load them in any order. */
    private static List<String> content(TestDatabase database) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).restrictKey("key").to(script);
        List<String> lines =
                new ArrayList<>(script.toString(StandardCharsets.UTF_8).lines().toList());
        lines.addAll(database.column("SELECT count::text FROM counted"));
        return lines.stream().sorted().toList();
    }
}
