package dev.sengi.cli;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of several small tables, whose rows are read together, the one that cannot be read is reported. */
@NeedsRealClient
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallTablesOracleTest {
    private static final int TABLES = 6;

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeAll
    void create() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE ROLE reader_of_small_tables LOGIN");
        for (int i = 0; i < TABLES; i++) {
            database.execute(
                    "CREATE TABLE t" + i + " (a integer)",
                    "INSERT INTO t" + i + " SELECT * FROM generate_series(0, 5)",
                    "GRANT SELECT ON t" + i + " TO PUBLIC");
        }
    }

    @AfterAll
    void drop() {
        database.close();
        TestServer.current().maintenance().execute("DROP ROLE reader_of_small_tables");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"WHERE (", "WHERE nowhere = 1", "WHERE 10 / (a - 3) > 0", "WHERE a > 3; SELECT 1", "WHERE a > 3"
            })
    void becauseOfAnExtensionsCondition(String condition) {
        database.execute("UPDATE pg_extension SET extconfig = ARRAY['t1', 't2', 't3', 't4']::regclass[]::oid[],"
                + " extcondition = ARRAY['', '', $$" + condition + "$$, ''] WHERE extname = 'plpgsql'");
        try {
            compare("postgres", List.of());
        } finally {
            database.execute("UPDATE pg_extension SET extconfig = NULL, extcondition = NULL WHERE extname = 'plpgsql'");
        }
    }

    @Test
    void becauseOfRowSecurity() {
        database.execute(
                "CREATE POLICY p ON t3 USING (10 / (a - 3) < 100)", "ALTER TABLE t3 ENABLE ROW LEVEL SECURITY");
        try {
            compare("reader_of_small_tables", List.of());
            compare("reader_of_small_tables", List.of("--enable-row-security"));
        } finally {
            database.execute("DROP POLICY p ON t3", "ALTER TABLE t3 DISABLE ROW LEVEL SECURITY");
        }
    }

    private void compare(String role, List<String> options) {
        for (String format : List.of("-Fc", "-Fp", "-Ft")) {
            List<String> arguments = new ArrayList<>(options);
            String file = folder.resolve("out" + System.nanoTime()).toString();
            arguments.addAll(List.of(format, "-f", file, "-d", database.connectionString(role)));
            CommandOracle.assertSame("pg_dump", arguments);
        }
    }
}
