package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a restore waits for the server. */
class RoundTripsTest {
    private static final int TABLES = 120;
    private static final int LARGE_OBJECTS = 500;

    @TempDir
    private Path folder;

    @Test
    void definitionsAreSentManyAtATime() throws IOException {
        assertThat(roundTrips("CREATE TABLE t%s (a int PRIMARY KEY, b text UNIQUE CHECK (b <> ''))", ""))
                .isLessThan(20);
    }

    @Test
    void oneTransactionTakesNoMore() throws IOException {
        assertThat(roundTrips("CREATE TABLE t%s (a int PRIMARY KEY, b text UNIQUE CHECK (b <> ''))", "-1"))
                .isLessThan(20);
    }

    @Test
    void anErrorCostsAFewMore() throws IOException {
        String table = "CREATE TABLE t%s (a int PRIMARY KEY, b text); "
                + "DO 'BEGIN IF %1$s IN (33, 99) THEN ALTER TABLE t%1$s OWNER TO restore_lost; END IF; END'";
        TestServer.current().maintenance().execute("DROP ROLE IF EXISTS restore_lost", "CREATE ROLE restore_lost");
        Path archive = dump(table);
        TestServer.current().maintenance().execute("DROP ROLE restore_lost");
        assertThat(roundTrips(archive, "-s", 2)).isLessThan(30);
    }

    @Test
    void largeObjectsAreSentManyAtATime() throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("SELECT lo_from_bytea(0, 'x') FROM generate_series(1, " + LARGE_OBJECTS + ")");
            assertThat(roundTrips(dump(source), "", 0)).isLessThan(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "-c --if-exists --no-data-for-failed-tables"})
    void smallTablesAreLoadedManyAtATime(String options) throws IOException {
        String table = "CREATE TABLE t%1$s AS SELECT i, 'row ' || i AS text FROM generate_series(1, 30) AS i";
        Path archive = dump(table);
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips trips = new RoundTrips(target, Duration.ofMillis(50))) {
            PgRestore restore = RestoreOptionText.apply(options, PgRestore.from(archive));
            assertThat(restore.into(trips.connections()).run().failureCount()).isZero();
            assertThat(trips.waits()).isLessThan(25);
            assertThat(target.value("SELECT count(*) FROM t" + (TABLES - 1))).isEqualTo("30");
        }
    }

    /** PgBouncer's clients must not send a command before they have read the reply to a COPY. */
    @Test
    void poolersGetOneAtATime() throws IOException {
        Path archive = dump("CREATE TABLE t%1$s AS SELECT i FROM generate_series(1, 30) AS i");
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips trips = new RoundTrips(target, Duration.ofMillis(5)).hidingServer()) {
            PgRestore.from(archive).into(trips.connections()).run();
            assertThat(trips.waits()).isGreaterThanOrEqualTo(2 * TABLES);
        }
    }

    /** Rows must not be loaded after the error that ends the restore. */
    @Test
    void otherwiseEachTakesOneTrip() throws IOException {
        Path archive = dump("CREATE TABLE t%1$s AS SELECT i FROM generate_series(1, 30) AS i");
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips trips = new RoundTrips(target, Duration.ofMillis(5))) {
            PgRestore.from(archive).exitOnError().into(trips.connections()).run();
            assertThat(trips.waits()).isBetween(TABLES, TABLES + 25);
        }
    }

    private int roundTrips(String table, String options) throws IOException {
        return roundTrips(dump(table), options + " -s", 0);
    }

    private static int roundTrips(Path archive, String options, int errors) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips trips = new RoundTrips(target)) {
            PgRestore restore = RestoreOptionText.apply(options, PgRestore.from(archive));
            assertThat(restore.into(trips.connections()).run().failureCount()).isEqualTo(errors);
            return trips.count();
        }
    }

    private Path dump(String table) {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(tables(table));
            return dump(source);
        }
    }

    private static String tables(String table) {
        return IntStream.range(0, TABLES)
                .mapToObj(i -> String.format(Locale.ROOT, table, i))
                .collect(Collectors.joining(";"));
    }

    private Path dump(TestDatabase source) {
        Path archive = folder.resolve(source.name() + ".dump");
        RealClient.require()
                .run("pg_dump", "-Fc", "-d", source.connectionString(), "-f", archive.toString())
                .assertSuccess();
        return archive;
    }
}
