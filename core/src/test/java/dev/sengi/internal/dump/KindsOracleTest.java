package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Belonging;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.KindScript;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Objects of every kind, compared with the real pg_dump on servers of every major version.
 *
 * <p>Each {@link KindScript} creates objects of one kind, alone in a database or together with all others. To add a
 * case, add a statement to such a script.
 */
@Order(1) // It takes longest, and would leave a processor idle at the end if it started last.
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
            Map.entry("sequence_set", "sequence"),
            Map.entry("materialized_view_data", "view"),
            Map.entry("large_object_data", "large_object"),
            Map.entry("subscription_table", "subscription"),
            Map.entry("boundary", "table"));

    /**
     * The first major version that understands everything pg_dump 18 writes; OlderSubscriptionsTest covers an
     * exception.
     */
    private static final int SPEAKS_AS_DUMPED = 14;

    /** The only kinds to compare, as {@code table,index}; all if empty. */
    private static final String WANTED = System.getProperty("sengi.kinds", "");

    @TestFactory
    @Tag("every-server")
    @NeedsRealClient
    Stream<DynamicNode> kinds() {
        return wanted(KindScript.all())
                .map(script -> dynamicContainer(
                        script.fileName(),
                        TestServer.MAJORS.stream()
                                .filter(script::isFor)
                                .filter(KindsOracleTest::isComparedAlone)
                                .map(major -> onServer(script, major))));
    }

    /** Objects of all kinds in one database, or in a few if some have the same names. */
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    @NeedsRealClient
    void kindsTogether(int major) throws IOException {
        List<KindScript> scripts = wanted(KindScript.on(major)).toList();
        assertThat(wanted(KindScript.all())).as("kinds named %s", WANTED).isNotEmpty();
        List<TestDatabase> databases = KindScript.load(TestServer.of(major), scripts, "together_");
        try {
            for (TestDatabase database : databases) {
                DumpOracle oracle = DumpOracle.of(database);
                oracle.assertSameEntries();
                if (major == TestServer.current().major()) {
                    // The types of entries do not depend on the server's version.
                    assertTypesDescribe(database);
                }
                oracle.assertSameScript();
                if (major >= SPEAKS_AS_DUMPED) {
                    oracle.assertRoundTrip();
                }
                assertSameForUpgrade(oracle);
            }
        } finally {
            databases.forEach(TestDatabase::close);
        }
    }

    /** The table of entry types is right about the sections and tables of all entries. */
    private static void assertTypesDescribe(TestDatabase database) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(bytes);
        try (Archive archive = Archive.open(new ByteArrayInputStream(bytes.toByteArray()))) {
            Map<Integer, TocEntry> entries =
                    archive.entries().stream().collect(Collectors.toMap(TocEntry::dumpId, entry -> entry));
            for (TocEntry entry : entries.values()) {
                assertThat(entry.type().sections()).as(entry.toString()).contains(entry.section());
                boolean named = entry.dependencies().stream()
                        .map(entries::get)
                        .anyMatch(table -> table != null
                                && table.type().hasTableName()
                                && entry.tag().startsWith(table.tag() + " "));
                if (named && !entry.type().isAnnotation()) {
                    assertThat(EntryTraits.of(entry).belonging())
                            .as(entry.toString())
                            .isNotEqualTo(Belonging.NONE);
                }
            }
        }
    }

    @Test
    void everyKindHasAScript() {
        List<String> names =
                KindScript.all().stream().map(KindScript::kind).distinct().toList();
        for (ObjectKind<?> kind : Kinds.all()) {
            String name = kind.getClass().getSimpleName().replaceFirst("Kind$", "");
            String snake = name.replaceAll("(?<=.)(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
            assertThat(names).as("scripts of kinds").contains(COVERED_BY.getOrDefault(snake, snake));
        }
    }

    private static Stream<KindScript> wanted(List<KindScript> scripts) {
        return scripts.stream()
                .filter(script -> WANTED.isEmpty() || List.of(WANTED.split(",")).contains(script.kind()));
    }

    private static boolean isComparedAlone(int major) {
        return major < SPEAKS_AS_DUMPED || TestServer.triesAll(major);
    }

    private static DynamicTest onServer(KindScript script, int major) {
        return dynamicTest("on PostgreSQL " + major, () -> {
            try (TestDatabase database = TestServer.of(major).createDatabase()) {
                database.execute(script.text());
                DumpOracle oracle = DumpOracle.of(database);
                oracle.assertSameEntries();
                if (major < SPEAKS_AS_DUMPED) {
                    oracle.assertSameScript();
                    oracle.assertSameRestore();
                } else if (TestServer.isThorough()) {
                    oracle.assertSameScript();
                    oracle.assertRoundTrip();
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
}
