package dev.sengi.internal.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DatabaseCountsTest {
    private static DataCounts count(ConnectionSource source, boolean rowSecurity) {
        return DatabaseCounts.read(source, sessions -> {}, rowSecurity, table -> false, ProgressListener.none());
    }

    private static QualifiedName named(String name) {
        return new QualifiedName("public", name);
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void countsWhatADumpWouldContain(int major) {
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.execute(
                    "CREATE TABLE parent AS SELECT 1 i",
                    "CREATE TABLE \"odd\"\"name.\" (j int) INHERITS (parent)",
                    "INSERT INTO \"odd\"\"name.\" VALUES (2, 2), (3, 3)",
                    "CREATE UNLOGGED TABLE nothing ()",
                    "CREATE VIEW v AS SELECT 1 i",
                    "CREATE TEMP TABLE passing (i int)",
                    "SELECT lo_from_bytea(0, 'x'), lo_from_bytea(0, 'y')");
            DataCounts counts = count(database.connectionSource(), false);
            assertThat(counts.tables())
                    .isEqualTo(Map.of(
                            named("parent"), Count.of(1),
                            named("odd\"name."), Count.of(2),
                            named("nothing"), Count.of(0)));
            assertThat(counts.largeObjects()).isEqualTo(Count.of(2));
        }
    }

    @Test
    void partitionsAreCountedWithoutTheirParent() {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE whole (i int, g int GENERATED ALWAYS AS (i * 2) STORED) PARTITION BY LIST (i)",
                    "CREATE TABLE part PARTITION OF whole FOR VALUES IN (1)",
                    "CREATE TABLE rest PARTITION OF whole DEFAULT",
                    "INSERT INTO whole SELECT i % 3 FROM generate_series(1, 9) i");
            assertThat(count(database.connectionSource(), false).tables())
                    .isEqualTo(Map.of(named("part"), Count.of(3), named("rest"), Count.of(6)));
        }
    }

    @Test
    void tablesThatARoleCannotCountAreNamed() {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            String role = "counting_" + database.name();
            database.execute(
                    "CREATE ROLE " + role + " LOGIN",
                    "CREATE TABLE secret AS SELECT 1 i",
                    "CREATE TABLE secured AS SELECT i FROM generate_series(1, 5) i",
                    "ALTER TABLE secured ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY few ON secured USING (i < 3)",
                    "CREATE TABLE open AS SELECT 1 i, 2 j",
                    "GRANT SELECT ON secured TO " + role,
                    "GRANT SELECT (j) ON open TO " + role);
            try {
                ConnectionSource source = database.connectionSource(role);
                assertThat(count(source, false).tables())
                        .isEqualTo(Map.of(
                                named("secret"), Count.unknown("permission denied"),
                                named("secured"), Count.unknown("row-level security"),
                                named("open"), Count.of(1)));
                assertThat(count(source, true).tables()).containsEntry(named("secured"), Count.of(2));
                assertThat(count(database.connectionSource(), false).tables())
                        .containsEntry(named("secured"), Count.of(5));
            } finally {
                database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @Test
    void manyTablesTakeFewRoundTrips() {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "DO 'BEGIN FOR i IN 1..1100 LOOP EXECUTE ''CREATE TABLE t'' || i || '' AS SELECT 1 i''; END LOOP; END'");
            try (RoundTrips trips = new RoundTrips(database)) {
                DataCounts counts = count(trips.connections(), false);
                assertThat(counts.tables().keySet())
                        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1100)
                                .mapToObj(i -> named("t" + i))
                                .toList());
                assertThat(counts.tables().values()).containsOnly(Count.of(1));
                assertThat(trips.count()).isLessThan(10);
            }
        }
    }
}
