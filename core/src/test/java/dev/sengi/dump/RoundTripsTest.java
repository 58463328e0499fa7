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
        assertThat(many).isLessThanOrEqualTo(few).isLessThan(LIMIT);
    }

    private static int roundTrips(int major, int tables) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase();
                RoundTrips roundTrips = new RoundTrips(database)) {
            database.execute("""
                    DO $$ BEGIN FOR i IN 1..""" + tables + """
                         LOOP EXECUTE format(
                        'CREATE TABLE t%s (id serial PRIMARY KEY, v text DEFAULT ''x'' CHECK (v <> ''''))', i);
                    END LOOP; END $$""");
            PgDump.from(roundTrips.connections())
                    .format(DumpFormat.CUSTOM)
                    .schemaOnly()
                    .to(OutputStream.nullOutputStream());
            return roundTrips.count();
        }
    }
}
