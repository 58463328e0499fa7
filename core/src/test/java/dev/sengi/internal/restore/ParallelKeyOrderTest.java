package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several sessions load tables that exist and reference each other. The referenced ones are large, and so are those that come
 * last: without an order, the rows that reference them would come first.
 */
class ParallelKeyOrderTest {
    private static final String COUNTS =
            "SELECT concat_ws(' ', (SELECT count(*) FROM z_parent), (SELECT count(*) FROM m_child),"
                    + " (SELECT count(*) FROM a_grandchild), (SELECT count(*) FROM z_tree), (SELECT count(*) FROM zz_tree),"
                    + " (SELECT count(*) FROM own), (SELECT count(*) FROM free))";
    private static final String COMPLETE = "15000 100 200 10000 300 5000 10";

    @TempDir
    private static Path common;

    private static TestDatabase source;
    private static Path definitions;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() throws IOException {
        source = TestServer.current().createDatabase();
        source.execute(
                "CREATE TABLE z_parent (id int PRIMARY KEY, t text)",
                "CREATE TABLE m_child (id int PRIMARY KEY, parent int REFERENCES z_parent)",
                "CREATE SCHEMA \"other Schema\"",
                "CREATE TABLE \"other Schema\".\"a's\" (id int REFERENCES m_child)",
                "CREATE VIEW a_grandchild AS SELECT * FROM \"other Schema\".\"a's\"",
                "CREATE TABLE z_tree (id int PRIMARY KEY, t text) PARTITION BY RANGE (id)",
                "CREATE TABLE z_tree_1 PARTITION OF z_tree FOR VALUES FROM (0) TO (6000)",
                "CREATE TABLE z_tree_2 PARTITION OF z_tree DEFAULT PARTITION BY HASH (id)",
                "CREATE TABLE z_tree_3 PARTITION OF z_tree_2 FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "CREATE TABLE zz_tree (id int, tree int REFERENCES z_tree) PARTITION BY LIST (id)",
                "CREATE TABLE zz_tree_0 PARTITION OF zz_tree FOR VALUES IN (0)",
                "CREATE TABLE zz_tree_1 PARTITION OF zz_tree DEFAULT",
                "CREATE TABLE own (id int PRIMARY KEY, other int REFERENCES own)",
                "CREATE TABLE free (id int)",
                "INSERT INTO z_parent SELECT i, repeat('x', 200) FROM generate_series(1, 15000) i",
                "INSERT INTO m_child SELECT i, 15001 - i FROM generate_series(1, 100) i",
                "INSERT INTO \"other Schema\".\"a's\" SELECT i % 100 + 1 FROM generate_series(1, 200) i",
                "INSERT INTO z_tree SELECT i, repeat('x', 200) FROM generate_series(1, 10000) i",
                "INSERT INTO zz_tree SELECT i % 2, 10001 - i FROM generate_series(1, 300) i",
                "INSERT INTO own SELECT i, nullif(i - 1, 0) FROM generate_series(1, 5000) i",
                "INSERT INTO free SELECT generate_series(1, 10)");
        source.analyze();
        definitions = common.resolve("definitions");
        PgDump.from(source.connectionSource())
                .noData()
                .format(DumpFormat.CUSTOM)
                .to(definitions);
    }

    @AfterAll
    static void drop() {
        source.close();
    }

    @ParameterizedTest
    @EnumSource(value = DumpFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void rowsWaitForThoseThatTheyReference(DumpFormat format) throws IOException {
        Path archive = folder.resolve("archive");
        dump().format(format).to(archive);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(loaded(PgRestore.from(archive).jobs(4))).isEqualTo(COMPLETE);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void theirFormDoesNotMatter(boolean throughRoot, boolean inserts) throws IOException {
        Path archive = folder.resolve("archive");
        PgDump dump = dump().format(DumpFormat.CUSTOM);
        if (throughRoot) {
            dump = dump.with(DumpFlag.LOAD_VIA_PARTITION_ROOT);
        }
        if (inserts) {
            dump = dump.rowsPerInsert(500);
        }
        dump.to(archive);
        assertThat(loaded(PgRestore.from(archive).jobs(3))).isEqualTo(COMPLETE);
        try (InputStream stream = new ByteArrayInputStream(Files.readAllBytes(archive))) {
            assertThat(loaded(PgRestore.from(stream).jobs(3))).isEqualTo(COMPLETE);
        }
    }

    /** Rows of one part reference those of another. */
    @Test
    void partsOfATableThatReferencesItselfAreLoadedInTurn() throws IOException {
        Path archive = folder.resolve("archive");
        dump().format(DumpFormat.CUSTOM).splitTablesLargerThan(1 << 16).to(archive);
        assertThat(loaded(PgRestore.from(archive).jobs(4))).isEqualTo(COMPLETE);
    }

    /** The list of an archive with definitions is in alphabetical order, which helps some tables only. */
    @Test
    void anOrderThatTheListDoesNotHaveIsNotMade() throws IOException {
        Path archive = folder.resolve("archive");
        PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        assertThat(loaded(PgRestore.from(archive)
                        .sections(Set.of(Section.DATA))
                        .jobs(4)
                        .returnFailures()))
                .startsWith("15000 ")
                .endsWith(" 10000 300 5000 10");
    }

    private static PgDump dump() {
        return PgDump.from(source.connectionSource()).dataOnly();
    }

    private static String loaded(PgRestore restore) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore.from(definitions).into(target.connectionSource()).run();
            restore.into(target.connectionSource()).run();
            return target.value(COUNTS);
        }
    }
}
