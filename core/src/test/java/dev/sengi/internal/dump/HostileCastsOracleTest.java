package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A database whose casts give wrong values: a dump must not use any of them to read the catalogs. */
@NeedsRealClient
class HostileCastsOracleTest {
    private static final Map<String, UnaryOperator<PgDump>> OPTIONS = options();

    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        options.put("-C --inserts", dump -> dump.with(ScriptFlag.CREATE).with(DumpFlag.INSERTS));
        options.put("--statistics", dump -> dump.with(DumpFlag.STATISTICS));
        options.put(
                "--binary-upgrade -s -C",
                dump -> dump.with(DumpFlag.BINARY_UPGRADE).schemaOnly().with(ScriptFlag.CREATE));
        options.put(BinaryUpgradeOracleTest.AS_PG_UPGRADE, BinaryUpgradeOracleTest::asPgUpgrade);
        return options;
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void scriptsAreTheSame(int major) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.runScript(HostileCastsOracleTest.class, "hostile_casts.sql");
            DumpOracle oracle = DumpOracle.of(database);
            oracle.assertSameScript();
            for (Map.Entry<String, UnaryOperator<PgDump>> choice : OPTIONS.entrySet()) {
                oracle.with(choice.getKey(), choice.getValue()).assertSameScript();
            }
        }
    }
}
