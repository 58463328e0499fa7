package dev.sengi.internal.dump;

import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The database's own entries in an archive, compared with the real pg_dump. */
@NeedsRealClient
class DatabaseEntriesTest {
    private static final String ROLE = "database_entries";

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void propertiesAreTheSame(int major) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            String name = database.name();
            database.execute(
                    "CREATE ROLE " + ROLE,
                    "ALTER DATABASE " + name + " CONNECTION LIMIT 7",
                    "ALTER DATABASE " + name + " SET work_mem = '7MB'",
                    "ALTER ROLE " + ROLE + " IN DATABASE " + name + " SET search_path = 'a b', public",
                    "COMMENT ON DATABASE " + name + " IS 'it''s it'",
                    "GRANT TEMPORARY ON DATABASE " + name + " TO " + ROLE,
                    "REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
            DumpOracle.of(database).assertSameEntries();
        } finally {
            TestServer.of(major).maintenance().execute("DROP ROLE " + ROLE);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void emptyLocalesAreTheSame(int major) throws IOException {
        for (String damage : List.of("datcollate = ''", "datctype = ''", "datcollate = '', datctype = ''")) {
            try (TestDatabase database = TestServer.of(major).createDatabase()) {
                database.execute("UPDATE pg_database SET " + damage + " WHERE datname = current_database()");
                DumpOracle.of(database).assertSameEntries();
            }
        }
    }
}
