package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.DumpFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Objects of every kind, compared with the real pg_dump on servers of every major version.
 *
 * <p>Each file in {@code kinds/} creates a database with objects of one kind; {@code name.17.sql} is for servers from
 * 17 on, {@code name.before12.sql} for those before 12. To add a case, add a statement to such a file.
 */
@Order(1) // It takes longest: started last, it would leave a processor idle at the end.
class KindsOracleTest {
    /** Kinds that the files of other kinds cover, because their objects cannot exist alone. */
    private static final Map<String, String> COVERED_BY = Map.ofEntries(
            Map.entry("shell_type", "type"),
            Map.entry("implicit_type", "type"),
            Map.entry("domain_constraint", "type"),
            Map.entry("table_attach", "table"),
            Map.entry("column_default", "table"),
            Map.entry("check_constraint", "table"),
            Map.entry("table_data", "table"),
            Map.entry("subscription_table", "subscription"),
            Map.entry("boundary", "table"));

    /**
     * The first major version that understands everything pg_dump 18 writes; OlderSubscriptionsTest covers an
     * exception.
     */
    private static final int SPEAKS_AS_DUMPED = 14;

    /** The only kinds to compare, as {@code table,index}; all if empty. */
    private static final String WANTED = System.getProperty("sengi.kinds", "");

    private static final Pattern RANGE = Pattern.compile("\\.(before)?(\\d+)\\.sql$");

    @TestFactory
    @Tag("every-server")
    @NeedsRealClient
    Stream<DynamicNode> kinds() throws IOException, URISyntaxException {
        return scripts().stream()
                .filter(script -> WANTED.isEmpty() || List.of(WANTED.split(",")).contains(kindName(script)))
                .map(script -> dynamicContainer(
                        script.getFileName().toString(),
                        TestServer.MAJORS.stream()
                                .filter(major -> isFor(major, script))
                                .map(major -> onServer(script, major))));
    }

    @Test
    void everyKindHasAScript() throws IOException, URISyntaxException {
        List<String> names =
                scripts().stream().map(KindsOracleTest::kindName).distinct().toList();
        for (ObjectKind<?> kind : Kinds.all()) {
            String name = kind.getClass().getSimpleName().replaceFirst("Kind$", "");
            String snake = name.replaceAll("(?<=.)(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
            assertThat(names).as("scripts of kinds").contains(COVERED_BY.getOrDefault(snake, snake));
        }
    }

    private static DynamicTest onServer(Path script, int major) {
        return dynamicTest("on PostgreSQL " + major, () -> {
            try (TestDatabase database = TestServer.of(major).createDatabase()) {
                database.execute(Files.readString(script));
                DumpOracle oracle = DumpOracle.of(database);
                oracle.assertSameEntries();
                if (major < SPEAKS_AS_DUMPED) {
                    oracle.assertSameScript();
                    oracle.assertSameRestore();
                } else if (TestServer.triesAll(major) || since(script) == major) {
                    // Elsewhere, the same entries produce the same script, and the same commands restore them.
                    oracle.assertSameScript();
                    oracle.assertRoundTrip();
                }
                if (TestServer.triesAll(major)) {
                    assertSameForUpgrade(oracle);
                }
            }
        });
    }

    private static void assertSameForUpgrade(DumpOracle oracle) throws IOException {
        oracle.with(
                        "--binary-upgrade -s -C",
                        dump -> dump.with(DumpFlag.BINARY_UPGRADE).schemaOnly().with(ScriptFlag.CREATE))
                .assertSameScript();
        oracle.with(BinaryUpgradeOracleTest.AS_PG_UPGRADE, BinaryUpgradeOracleTest::asPgUpgrade)
                .assertSameEntries();
    }

    private static List<Path> scripts() throws IOException, URISyntaxException {
        Path folder =
                Path.of(KindsOracleTest.class.getResource("/dev/sengi/kinds").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    private static String kindName(Path script) {
        return script.getFileName().toString().replaceFirst("\\..*", "");
    }

    private static boolean isFor(int major, Path script) {
        Matcher range = RANGE.matcher(script.getFileName().toString());
        if (range.find() && range.group(1) != null) {
            return major < Integer.parseInt(range.group(2));
        }
        return major >= since(script);
    }

    /** Returns the first major version that a script applies to. */
    private static int since(Path script) {
        Matcher range = RANGE.matcher(script.getFileName().toString());
        return range.find() && range.group(1) == null ? Integer.parseInt(range.group(2)) : 0;
    }
}
