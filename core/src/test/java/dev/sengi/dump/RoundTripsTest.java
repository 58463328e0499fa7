package dev.sengi.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The number of round trips does not grow with the database. */
class RoundTripsTest {
    /** From connecting to the first table's data, whatever the schema. */
    private static final int LIMIT = 40;

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void aLargeSchemaTakesNoMoreThanASmallOne(int major) throws IOException {
        int few = roundTrips(major, 20);
        int many = roundTrips(major, 2000);
        // Servers before 10 keep the properties of sequences in these, so that one query cannot read all of them.
        int more = major < 10 ? 1 : 0;
        assertThat(many).isLessThanOrEqualTo(few + more).isLessThan(LIMIT);
    }

    /** The real one asks once for 64 tables or indexes. */
    @Test
    void statisticsTakeNoMoreThanTheRealOnes() throws IOException {
        int tables = 1500;
        try (TestDatabase database = tables(18, tables);
                RoundTrips without = new RoundTrips(database);
                RoundTrips with = new RoundTrips(database)) {
            database.execute("ANALYZE");
            archive(without, DumpFlag.SCHEMA_ONLY);
            archive(with, DumpFlag.STATISTICS_ONLY);
            assertThat(with.count() - without.count()).isLessThan(2 * tables / 64);
        }
    }

    private static int roundTrips(int major, int tables) throws IOException {
        try (TestDatabase database = tables(major, tables);
                RoundTrips roundTrips = new RoundTrips(database)) {
            archive(roundTrips, DumpFlag.SCHEMA_ONLY);
            return roundTrips.count();
        }
    }

    private static void archive(RoundTrips roundTrips, DumpFlag flag) throws IOException {
        PgDump.from(roundTrips.connections())
                .format(DumpFormat.CUSTOM)
                .with(flag)
                .to(OutputStream.nullOutputStream());
    }

    private static TestDatabase tables(int major, int count) {
        TestDatabase database = TestServer.of(major).createDatabase();
        database.execute("""
                DO $$ BEGIN FOR i IN 1..""" + count + """
                     LOOP EXECUTE format(
                    'CREATE TABLE t%s (id serial PRIMARY KEY, v text DEFAULT ''x'' CHECK (v <> ''''))', i);
                    EXECUTE format('INSERT INTO t%s SELECT i, ''v'' || i %% 3 FROM generate_series(1, 9) i', i);
                END LOOP; END $$""");
        return database;
    }
}
