package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INSERT commands are sent one by one only if triggers or rules may fire for them. */
class InsertBatchesTest {
    private static final int ROWS = 200;
    /** The number of round trips that a restore needs if it sends the commands in batches. */
    private static final int FEW = 40;

    /** A guard against recursion lasts as long as the transaction, so this counts transactions. */
    private static final String COUNT = "IF current_setting('batches.guard', true) IS DISTINCT FROM 'on' THEN"
            + " PERFORM set_config('batches.guard', 'on', true); INSERT INTO public.fired VALUES (1); END IF;";

    private static final String[] COUNTING = {
        "CREATE TABLE fired (i int)",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + COUNT + " RETURN NEW; END $$",
        "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $$ BEGIN " + COUNT + " END $$"
    };

    @TempDir
    private Path folder;

    private Path dump(String... tables) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            for (String table : tables) {
                source.execute("CREATE TABLE " + table + " AS SELECT generate_series(1, " + ROWS + ") AS x");
            }
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .dataOnly()
                    .with(DumpFlag.INSERTS)
                    .to(archive);
        }
        return archive;
    }

    /** Restores into a database that the commands prepare, and returns how often it has waited for the server. */
    private static int roundTrips(Path archive, TestDatabase target, String options) throws IOException {
        try (RoundTrips trips = new RoundTrips(target)) {
            PgRestore restore = RestoreOptionText.apply(options, PgRestore.from(archive));
            assertThat(restore.into(trips.connections()).run().failureCount()).isZero();
            return trips.count();
        }
    }

    private static TestDatabase database(TestServer server, String... commands) {
        TestDatabase database = server.createDatabase();
        database.execute(COUNTING);
        database.execute(commands);
        return database;
    }

    private static void assertFired(TestDatabase database, int times) {
        assertThat(database.value("SELECT count(*) FROM fired")).isEqualTo(Integer.toString(times));
    }

    @Test
    void triggersOfOtherTablesDoNotMatter() throws IOException {
        try (TestDatabase target = database(
                TestServer.current(),
                "CREATE TABLE a (x int PRIMARY KEY)",
                "CREATE TABLE \"B.b\" (x int)",
                "CREATE TABLE e (x int REFERENCES a)",
                "CREATE TABLE c (x int)",
                "CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE TABLE d (x int)",
                "CREATE RULE r AS ON INSERT TO d DO ALSO SELECT g()",
                "CREATE VIEW v AS SELECT * FROM c")) {
            assertThat(roundTrips(dump("a", "\"B.b\""), target, "")).isLessThan(FEW);
            assertThat(target.value("SELECT count(*) FROM \"B.b\"")).isEqualTo(Integer.toString(ROWS));
        }
    }

    @Test
    void manyViewsDoNotMatter() throws IOException {
        try (TestDatabase target = database(
                TestServer.current(),
                "CREATE TABLE a (x int)",
                "CREATE TABLE c (x int)",
                "CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION f()",
                "DO $$ BEGIN FOR i IN 1..1100 LOOP EXECUTE format('CREATE VIEW v%s AS SELECT 1', i); END LOOP; END $$")) {
            assertThat(roundTrips(dump("a"), target, "")).isLessThan(FEW);
        }
    }

    @Test
    void disabledTriggersDoNotMatter() throws IOException {
        try (TestDatabase target = database(
                TestServer.current(),
                "CREATE TABLE a (x int)",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                "ALTER TABLE a DISABLE TRIGGER t",
                "CREATE TABLE b (x int)",
                "CREATE TRIGGER t BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()")) {
            assertThat(roundTrips(dump("a", "b"), target, "--disable-triggers")).isLessThan(FEW);
            assertFired(target, 0);
            target.execute("ALTER TABLE a DISABLE TRIGGER t");
            assertThat(roundTrips(dump("a"), target, "")).isLessThan(FEW);
            assertFired(target, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()",
                "CREATE RULE r AS ON INSERT TO a DO ALSO SELECT g()",
                "ALTER TABLE a RENAME TO c; CREATE VIEW a AS SELECT * FROM c;"
                        + " CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION f()"
            })
    void triggersFireForEachCommand(String trigger) throws IOException {
        try (TestDatabase target = database(TestServer.current(), "CREATE TABLE a (x int)", trigger)) {
            roundTrips(dump("a"), target, "");
            assertFired(target, ROWS);
        }
    }

    @Test
    void namesMayNeedQuotes() throws IOException {
        String table = "\"A \"\"b\"\".c;ä\"";
        try (TestDatabase target = database(
                TestServer.current(),
                "CREATE TABLE " + table + " (x int)",
                "CREATE TRIGGER t BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION f()")) {
            roundTrips(dump(table), target, "");
            assertFired(target, ROWS);
        }
    }

    /**
     * Including those of a parent, which partitions copy, and those of a partition, whose rows may come from commands
     * for the parent.
     */
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    void triggersOfRelativesFireForEachCommand(int major) throws IOException {
        Path archive = dump("a");
        String trigger = "CREATE TRIGGER t AFTER INSERT ON TABLE_NAME FOR EACH ROW EXECUTE FUNCTION f()";
        try (TestDatabase ofParent = database(
                        TestServer.of(major),
                        "CREATE TABLE parent (x int) PARTITION BY LIST (x)",
                        "CREATE TABLE a PARTITION OF parent DEFAULT",
                        trigger.replace("TABLE_NAME", "parent"));
                TestDatabase ofPartition = database(
                        TestServer.of(major),
                        "CREATE TABLE a (x int) PARTITION BY LIST (x)",
                        "CREATE TABLE middle PARTITION OF a DEFAULT PARTITION BY LIST (x)",
                        "CREATE TABLE partition PARTITION OF middle DEFAULT",
                        trigger.replace("TABLE_NAME", "partition"))) {
            roundTrips(archive, ofParent, "");
            assertFired(ofParent, ROWS);
            roundTrips(archive, ofPartition, "");
            assertFired(ofPartition, ROWS);
            ofPartition.execute("TRUNCATE fired");
            roundTrips(archive, ofPartition, "--disable-triggers");
            assertFired(ofPartition, ROWS);
        }
    }

    /** A new partition copies the triggers of a parent that already existed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-j2"})
    void triggersOfAnOlderParentFireForRowsOfANewPartition(String options) throws IOException {
        String parent = "CREATE TABLE parent (x int) PARTITION BY LIST (x)";
        Path archive = folder.resolve("partition");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    parent,
                    "CREATE TABLE a PARTITION OF parent DEFAULT",
                    "INSERT INTO a SELECT generate_series(1, " + ROWS + ")");
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .with(DumpFlag.INSERTS)
                    .to(archive);
        }
        try (TestDatabase target = database(
                TestServer.current(),
                parent,
                "CREATE TRIGGER t AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION f()")) {
            RestoreOptionText.apply(options, PgRestore.from(archive))
                    .into(target.connectionSource())
                    .returnFailures() // The parent exists.
                    .run();
            assertThat(target.value("SELECT count(*) FROM a")).isEqualTo(Integer.toString(ROWS));
            assertFired(target, ROWS);
        }
    }

    @Test
    void triggersThatAListPutsBeforeTheRowsFireForEachCommand() throws IOException {
        Path archive = folder.resolve("listed");
        try (TestDatabase source = database(
                TestServer.current(),
                "CREATE TABLE a AS SELECT generate_series(1, " + ROWS + ") AS x",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()")) {
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .with(DumpFlag.INSERTS)
                    .to(archive);
        }
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        PgRestore.from(archive).toList(list);
        List<String> lines =
                new ArrayList<>(list.toString(StandardCharsets.UTF_8).lines().toList());
        lines.sort(Comparator.comparing(line -> line.contains(" TABLE DATA ")));
        try (TestDatabase target = TestServer.current().createDatabase()) {
            assertThat(PgRestore.from(archive)
                            .useList(lines)
                            .into(target.connectionSource())
                            .run()
                            .failureCount())
                    .isZero();
            assertFired(target, ROWS);
        }
    }

    /** Only a superuser may disable the triggers of foreign keys. */
    @Test
    void triggersThatCannotBeDisabledFireForEachCommand() throws IOException {
        TestServer server = TestServer.current();
        server.maintenance().execute("DROP ROLE IF EXISTS insert_batches", "CREATE ROLE insert_batches LOGIN");
        try (TestDatabase target = database(
                server,
                "CREATE TABLE a (x int PRIMARY KEY)",
                "CREATE TABLE b (x int REFERENCES a)",
                "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                "ALTER TABLE a OWNER TO insert_batches",
                "GRANT ALL ON fired TO insert_batches")) {
            RestoreReport report = RestoreOptionText.apply("--disable-triggers", PgRestore.from(dump("a")))
                    .into(target.connectionSource("insert_batches"))
                    .returnFailures()
                    .run();
            assertThat(report.failures()).hasSize(2);
            assertFired(target, ROWS);
        }
    }
}
