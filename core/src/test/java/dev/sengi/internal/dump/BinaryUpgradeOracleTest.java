package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.DumpPattern;
import dev.sengi.PgDump;
import dev.sengi.ScriptFlag;
import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Dumps for pg_upgrade, compared with the real pg_dump's: OIDs and files, dropped and inherited columns, members of
 * extensions, subscriptions. {@link KindsOracleTest} compares objects of every kind.
 */
@NeedsRealClient
class BinaryUpgradeOracleTest {
    /** The options that pg_upgrade 18 gives pg_dump, except for the output. */
    static final String AS_PG_UPGRADE =
            "--no-data --quote-all-identifiers --binary-upgrade --statistics --no-sync --sequence-data";

    /** The first server version on which the script runs. */
    private static final int SCRIPT_SINCE = 14;

    /** The first server version whose dumps do not create large objects. */
    private static final int LARGE_OBJECTS_BY_FILE_SINCE = 19;

    /** The first server version whose subscriptions continue after an upgrade. */
    private static final int SUBSCRIPTIONS_SINCE = 17;

    /** Choices that change what the dump contains, once as options of pg_dump and once as calls of the library. */
    private static final Map<String, UnaryOperator<PgDump>> OPTIONS = options();

    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        options.put("-C", dump -> dump.with(ScriptFlag.CREATE));
        options.put("-a", PgDump::dataOnly);
        options.put("-B", dump -> dump.with(DumpFlag.NO_LARGE_OBJECTS));
        options.put("-x --no-comments", dump -> dump.noPrivileges().with(ScriptFlag.NO_COMMENTS));
        options.put("-s --no-subscriptions", dump -> dump.schemaOnly().with(ScriptFlag.NO_SUBSCRIPTIONS));
        options.put("-n up -n public", dump -> dump.includeSchema("up").includeSchema("public"));
        options.put("-N member_schema", dump -> dump.excludeSchema("member_schema"));
        options.put("-t *.t -t *followed", dump -> dump.includeTable("*.t").includeTable("*followed"));
        options.put("-e [cp]*", dump -> dump.with(DumpPattern.INCLUDE_EXTENSION, "[cp]*"));
        return options;
    }

    static PgDump asPgUpgrade(PgDump dump) {
        return dump.with(DumpFlag.NO_DATA)
                .with(DumpFlag.QUOTE_ALL_IDENTIFIERS)
                .with(DumpFlag.BINARY_UPGRADE)
                .with(DumpFlag.STATISTICS)
                .with(DumpFlag.NO_SYNC)
                .with(DumpFlag.SEQUENCE_DATA);
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void relationsAndMembersAreTheSame(int major) throws IOException {
        Assumptions.assumeTrue(major >= SCRIPT_SINCE, "the script runs on servers from " + SCRIPT_SINCE + " on");
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.runScript(BinaryUpgradeOracleTest.class, "binary_upgrade.sql");
            assertSame(database);
            if (TestServer.triesAll(major) || major >= LARGE_OBJECTS_BY_FILE_SINCE) {
                assertSameWithOptions(database);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void subscriptionsAreTheSame(int major) throws IOException {
        Assumptions.assumeTrue(major >= SUBSCRIPTIONS_SINCE, "subscriptions do not continue before PostgreSQL 17");
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.runScript(BinaryUpgradeOracleTest.class, "binary_upgrade_subscriptions.sql");
            assertSame(database);
            if (TestServer.triesAll(major) || major >= LARGE_OBJECTS_BY_FILE_SINCE) {
                assertSameWithOptions(database);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void largeObjectsAreDescribedWithoutTheirContent(int major) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.execute(
                    "SELECT lo_from_bytea(100, 'a'), lo_from_bytea(101, 'b'), lo_from_bytea(102, 'c')",
                    "SELECT lo_from_bytea(oid::oid, 'many') FROM generate_series(1000, 2100) oid",
                    "COMMENT ON LARGE OBJECT 100 IS 'commented'",
                    "GRANT SELECT ON LARGE OBJECT 100 TO PUBLIC",
                    "GRANT SELECT ON LARGE OBJECT 101 TO PUBLIC",
                    "INSERT INTO pg_seclabel VALUES (102, 'pg_largeobject'::regclass, 0, 'provider', 'label')",
                    "INSERT INTO pg_seclabel VALUES (2000, 'pg_largeobject'::regclass, 0, 'provider', 'label')");
            assertSame(database);
        }
    }

    private static void assertSame(TestDatabase database) throws IOException {
        DumpOracle oracle = DumpOracle.of(database);
        oracle.with(
                        "--binary-upgrade -s",
                        dump -> dump.with(DumpFlag.BINARY_UPGRADE).schemaOnly())
                .assertSameScript();
        DumpOracle asPgUpgrade = oracle.with(AS_PG_UPGRADE, BinaryUpgradeOracleTest::asPgUpgrade);
        asPgUpgrade.assertSameScript();
        asPgUpgrade.assertSameEntries();
    }

    private static void assertSameWithOptions(TestDatabase database) throws IOException {
        for (Map.Entry<String, UnaryOperator<PgDump>> option : OPTIONS.entrySet()) {
            DumpOracle.of(database)
                    .with(
                            "--binary-upgrade " + option.getKey(),
                            dump -> option.getValue().apply(dump.with(DumpFlag.BINARY_UPGRADE)))
                    .assertSameScript();
        }
    }
}
