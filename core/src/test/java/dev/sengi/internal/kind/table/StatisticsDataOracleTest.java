package dev.sengi.internal.kind.table;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.DumpFlag;
import dev.sengi.PgDump;
import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The planner's statistics for columns of unusual types and relations of every kind, compared with the real pg_dump.
 */
@NeedsRealClient
class StatisticsDataOracleTest {
    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        options.put("--statistics", StatisticsDataOracleTest::withStatistics);
        options.put("--statistics-only", dump -> dump.with(DumpFlag.STATISTICS_ONLY));
        // Materialized views are not refreshed, so their statistics are part of a dependency loop.
        options.put("--statistics --no-data", dump -> withStatistics(dump).with(DumpFlag.NO_DATA));
        options.put("--statistics --no-schema", dump -> withStatistics(dump).with(DumpFlag.NO_SCHEMA));
        options.put(
                "--statistics --exclude-table-data=mv_l*",
                dump -> withStatistics(dump).excludeTableData("mv_l*"));
        // If only a partition or a child is dumped, so are its parents' indexes.
        options.put(
                "--statistics -t child -t part1 -t mv*",
                dump -> withStatistics(dump)
                        .includeTable("child")
                        .includeTable("part1")
                        .includeTable("mv*"));
        return options;
    }

    private static PgDump withStatistics(PgDump dump) {
        return dump.with(DumpFlag.STATISTICS);
    }

    @TestFactory
    Stream<DynamicTest> dumpsAreTheSame() {
        return TestServer.MAJORS.stream()
                .map(major -> dynamicTest("on PostgreSQL " + major, () -> {
                    try (TestDatabase database = create(major)) {
                        for (Map.Entry<String, UnaryOperator<PgDump>> choice :
                                options().entrySet()) {
                            DumpOracle oracle = DumpOracle.of(database).with(choice.getKey(), choice.getValue());
                            oracle.assertSameEntries();
                            if (TestServer.isInBetween(major)) {
                                // One option list is enough to show whether the catalog is read.
                                return;
                            }
                            oracle.assertSameScript();
                        }
                    }
                }));
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void aSampleOnEveryServer(int major) throws IOException {
        try (TestDatabase database = TestServer.of(major).copyOf(Samples.own(major))) {
            database.analyze();
            DumpOracle oracle = DumpOracle.of(database).with("--statistics", StatisticsDataOracleTest::withStatistics);
            oracle.assertSameScript();
            oracle.assertSameEntries();
        }
    }

    @Test
    void statisticsAreRestored() throws IOException {
        try (TestDatabase database = create(TestServer.current().major())) {
            DumpOracle.of(database)
                    .with("--statistics", StatisticsDataOracleTest::withStatistics)
                    .assertRoundTrip();
        }
    }

    /** Its columns have the table's names, which a restore does not change: they are named instead of numbered. */
    @ParameterizedTest
    @ValueSource(ints = {18, 19})
    void indexesWithoutExpressions(int major) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY)",
                    "SELECT pg_restore_attribute_stats('schemaname', 'public', 'relname', 't_pkey',"
                            + " 'attname', 'id', 'inherited', false, 'null_frac', 0.1::real)");
            DumpOracle.of(database)
                    .with("--statistics", StatisticsDataOracleTest::withStatistics)
                    .assertSameScript();
        }
    }

    /** Servers before 19 cannot restore the values of extended statistics. */
    @Test
    void valuesOfExtendedStatisticsAreDumpedSince19() throws IOException {
        try (TestDatabase database = create(19, "statistics.19.sql")) {
            Map<String, UnaryOperator<PgDump>> options = options();
            options.put("--statistics -n s", dump -> withStatistics(dump).includeSchema("s"));
            for (Map.Entry<String, UnaryOperator<PgDump>> choice : options.entrySet()) {
                if (!choice.getKey().contains("mv")) {
                    DumpOracle oracle = DumpOracle.of(database).with(choice.getKey(), choice.getValue());
                    oracle.assertSameScript();
                    oracle.assertSameEntries();
                }
            }
            DumpOracle.of(database)
                    .with("--statistics", StatisticsDataOracleTest::withStatistics)
                    .assertRoundTrip();
        }
    }

    private static TestDatabase create(int major) throws IOException {
        return create(major, "statistics_data.14.sql");
    }

    private static TestDatabase create(int major, String name) throws IOException {
        TestDatabase database = TestServer.of(major).createDatabase();
        try (InputStream script = StatisticsDataOracleTest.class.getResourceAsStream("/dev/sengi/kinds/" + name)) {
            database.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }
}
