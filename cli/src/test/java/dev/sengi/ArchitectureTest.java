package dev.sengi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sengi.archive.Archive;
import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.dumpall.DumpAllOption;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.VersionedSql;
import dev.sengi.internal.kind.table.SequencePositions;
import dev.sengi.internal.kind.table.Sequences;
import dev.sengi.internal.session.ServerFacts;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ServerVersion;

/**
 * Checks which packages may depend on which. It lives in the module that depends on all others, so that it sees every
 * class.
 */
class ArchitectureTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-classes/"))
            .importPackages("dev.sengi");

    /** The internal packages of core that each one may depend on; a line names only packages of earlier lines. */
    private static final Map<String, Set<String>> KNOWN = known(
            "text:",
            "io: text",
            "ddl:",
            "option: ddl",
            "progress:",
            "session: text ddl progress",
            "session.copy: session",
            "session.worker: session",
            "conninfo.tls: text",
            "conninfo.parameter: text conninfo.tls",
            "conninfo.startup: text session conninfo.parameter",
            "conninfo.socket: session conninfo.tls conninfo.parameter conninfo.startup",
            "conninfo: text session conninfo.tls conninfo.parameter conninfo.startup conninfo.socket",
            "catalog: text ddl session session.copy",
            "select: text ddl option session catalog",
            "depend: catalog",
            "emit: ddl option catalog select depend",
            "kind: ddl option catalog select depend emit",
            "kind.table: ddl option session catalog select depend emit kind",
            "kind.type: ddl option catalog select depend emit kind kind.table",
            "kind.routine: ddl option catalog select depend emit kind",
            "kind.operator: ddl option catalog select depend emit kind",
            "kind.search: ddl option catalog select depend emit kind",
            "kind.foreign: ddl option catalog select depend emit kind",
            "kind.replication: ddl option catalog select depend emit kind kind.table",
            "data: io progress",
            "plan: text ddl option",
            "perform: ddl option session data plan",
            "script: ddl option progress session data plan perform",
            "script.read:",
            "restore.database: ddl option progress session session.copy data plan perform",
            "restore.parallel: io ddl option session.worker data plan perform restore.database",
            "restore.plain: ddl option progress session perform script.read restore.database",
            "restore: option session data plan perform script restore.database restore.parallel",
            "compare: ddl progress session catalog script.read",
            "dump: io ddl option progress session session.copy session.worker catalog select depend emit kind"
                    + " kind.table kind.type kind.routine kind.operator kind.search kind.foreign kind.replication data plan script",
            "cluster: text io ddl option session catalog select script dump");

    /** The same of archive-format. */
    private static final Map<String, Set<String>> KNOWN_TO_FORMATS = known(
            "traits:",
            "charset: traits",
            "deflate:",
            "io:",
            "writer:",
            "compress: io deflate",
            "spool: io",
            "codec: charset io traits writer",
            "copy: charset traits",
            "inventory: copy",
            "verify: charset traits copy",
            "custom: charset io writer compress spool codec verify",
            "directory: charset io writer compress codec verify",
            "tar: charset io writer spool codec verify directory",
            "opening: io codec custom directory tar",
            "creation: io writer codec copy custom directory tar");

    /** The same of cli. */
    private static final Map<String, Set<String>> KNOWN_TO_COMMANDS = known(
            "command:",
            "output:",
            "option: command",
            "progress: command output option",
            "dump: command option progress",
            "dumpall: command option dump",
            "restore: command option progress",
            "archive: command output option restore",
            "completion: command option archive",
            "diff: command output option archive");

    private static Map<String, Set<String>> known(String... lines) {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            Set<String> earlier =
                    Stream.of(parts[1].split(" ")).filter(p -> !p.isEmpty()).collect(Collectors.toSet());
            assertThat(known.keySet())
                    .as("packages that " + parts[0] + " knows")
                    .containsAll(earlier);
            known.put(parts[0], earlier);
        }
        return known;
    }

    @Test
    void allModulesAreChecked() {
        for (String name : List.of(
                "dev.sengi.archive.TocEntry",
                "dev.sengi.PgDump",
                "dev.sengi.internal.kind.table.TableKind",
                "dev.sengi.cli.Main")) {
            assertThat(PRODUCTION.contain(name)).as(name).isTrue();
        }
    }

    /**
     * The packages of a module that only the module itself knows.
     *
     * @param prefix what their names begin with
     */
    private record Layers(String prefix, Map<String, Set<String>> known) {
        Set<String> packages() {
            return PRODUCTION.stream()
                    .map(this::layerOf)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
        }

        /** Returns the name of a type's package after the prefix; empty for other packages. */
        String layerOf(JavaClass type) {
            String name = type.getBaseComponentType().getPackageName();
            return name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        }

        /** Returns the layers that each one depends on. */
        Map<String, Set<String>> used() {
            Map<String, Set<String>> used = new LinkedHashMap<>();
            known.keySet().forEach(name -> used.put(name, new TreeSet<>()));
            for (JavaClass type : PRODUCTION) {
                String from = layerOf(type);
                if (!from.isEmpty()) {
                    type.getDirectDependenciesFromSelf().stream()
                            .map(dependency -> layerOf(dependency.getTargetClass()))
                            .filter(name -> !name.isEmpty() && !name.equals(from))
                            .forEach(used.get(from)::add);
                }
            }
            return used;
        }

        @Override
        public String toString() {
            return prefix;
        }
    }

    private static Stream<Layers> layers() {
        return Stream.of(
                new Layers("dev.sengi.internal.", KNOWN),
                new Layers("dev.sengi.archive.internal.", KNOWN_TO_FORMATS),
                new Layers("dev.sengi.cli.", KNOWN_TO_COMMANDS));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void stagesDependOnlyOnEarlierOnes(Layers layers) {
        assertThat(layers.known().keySet()).containsExactlyInAnyOrderElementsOf(layers.packages());
        layers.known()
                .forEach((name, known) -> noClasses()
                        .that()
                        .resideInAPackage(layers.prefix() + name)
                        .should()
                        .dependOnClassesThat(otherThan(layers, name, known))
                        .check(PRODUCTION));
    }

    private static DescribedPredicate<JavaClass> otherThan(Layers layers, String name, Set<String> known) {
        return DescribedPredicate.describe("belong to a stage that " + name + " must not know", type -> {
            String of = layers.layerOf(type);
            return !of.isEmpty() && !of.equals(name) && !known.contains(of);
        });
    }

    /**
     * An unused permission would let a dependency in unnoticed. Only families of kinds have permissions that are not
     * used yet, but may be needed by their next kind.
     */
    @ParameterizedTest
    @MethodSource("layers")
    void everyPermissionIsUsed(Layers layers) {
        Map<String, Set<String>> used = layers.used();
        Map<String, Set<String>> permitted = new LinkedHashMap<>(layers.known());
        Stream.of(used, permitted).forEach(map -> map.keySet().removeIf(name -> name.startsWith("kind.")));
        assertThat(used).isEqualTo(permitted);
    }

    @Test
    void internalPackagesAreFreeOfCycles() {
        slices().matching("dev.sengi.internal.(**)").should().beFreeOfCycles().check(PRODUCTION);
        slices().matching("dev.sengi.cli.(**)").should().beFreeOfCycles().check(PRODUCTION);
        noClasses()
                .that()
                .resideInAPackage("dev.sengi.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sengi.cli")
                .check(PRODUCTION);
        slices().matching("dev.sengi.archive.internal.(**)")
                .should()
                .beFreeOfCycles()
                .check(PRODUCTION);
    }

    /** Of the public API, stages may use options, events, errors and sources, but nothing that starts them. */
    @Test
    void nothingInternalUsesTheFacade() {
        Set<String> facade = PRODUCTION.stream()
                .filter(type -> type.getPackageName().startsWith("dev.sengi.internal"))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(type -> type.getPackageName().equals("dev.sengi"))
                .map(type -> type.getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(facade)
                .containsExactly(
                        "Aspect",
                        "CancelledException",
                        "Change",
                        "ConnectionException",
                        "ConnectionSource",
                        "DumpAllFlag",
                        "DumpFlag",
                        "DumpFormat",
                        "DumpPattern",
                        "EntryProgress",
                        "EntryResult",
                        "ObjectDifference",
                        "Progress",
                        "ProgressListener",
                        "RestoreFailure",
                        "RestoreFlag",
                        "RowCount",
                        "ScriptFlag",
                        "SengiException",
                        "SengiVersion",
                        "ServerException",
                        "Severity",
                        "Stage",
                        "TableRows",
                        "UsageException");
    }

    @Test
    void archiveFormatDependsOnNeitherCoreNorJdbcNorLogging() {
        classes()
                .that()
                .resideInAPackage("dev.sengi.archive..")
                .should()
                .onlyDependOnClassesThat(are(resideInAnyPackage(
                        "dev.sengi.archive..",
                        "java.io..",
                        "java.lang..",
                        "java.nio..",
                        "java.time..",
                        "java.util..",
                        "com.github.luben.zstd..",
                        "net.jpountz..",
                        "org.apache.commons.compress..",
                        "org.jspecify.annotations")))
                .check(PRODUCTION);
    }

    @Test
    void coreDoesNotDependOnTheCommands() {
        noClasses()
                .that(are(resideInAPackage("dev.sengi.."))
                        .and(are(DescribedPredicate.not(resideInAPackage("dev.sengi.cli..")))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sengi.cli..", "dev.sengi.benchmarks..")
                .check(PRODUCTION);
    }

    /**
     * An option that nothing reads would be accepted without effect: rows that it excludes would be dumped. pg_dumpall passes
     * most of its options to pg_dump by their names.
     */
    @Test
    void everyOptionIsRead() {
        JavaClass passedOn = PRODUCTION.get(DumpOption.class);
        List<String> unread = PRODUCTION.stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(CommandOption.class))
                .flatMap(type -> type.getFields().stream()
                        .filter(field -> field.getRawType().equals(type)))
                .filter(option -> !option.getOwner().isEquivalentTo(DumpAllOption.class)
                        || passedOn.tryGetField(option.getName()).isEmpty())
                .filter(option -> option.getAccessesToSelf().stream()
                        .allMatch(access -> access.getOriginOwner().equals(option.getOwner())))
                .map(JavaField::getName)
                .distinct()
                .toList();
        // ConnectionOptions recognises the first two by their names; the real programs, too, ignore the last one.
        assertThat(unread).containsExactlyInAnyOrder("PASSWORD", "NO_PASSWORD", "NO_RECONNECT");
    }

    /**
     * Enforces the module descriptors: tests and commands run on the class path, where nothing else does. Nothing is
     * exported needlessly, except what the driver finds by name.
     */
    @ParameterizedTest
    @ValueSource(strings = {"dev.sengi", "dev.sengi.cli"})
    void modulesUseWhatIsExportedToThem(String user) {
        Set<String> used = PRODUCTION.stream()
                .filter(type -> moduleOf(type).equals(user))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(type -> type.getPackageName().startsWith("dev.sengi")
                        && type.getPackageName().contains(".internal.")
                        && !moduleOf(type).equals(user))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> exported = Stream.of(Archive.class, PgDump.class)
                .flatMap(type -> descriptor(type).exports().stream())
                .filter(export -> export.targets().contains(user))
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isEqualTo(exported);
    }

    private static String moduleOf(JavaClass type) {
        return Stream.of("dev.sengi.cli", "dev.sengi.archive")
                .filter(module -> (type.getPackageName() + ".").startsWith(module + "."))
                .findFirst()
                .orElse("dev.sengi");
    }

    /** Returns the descriptor of the module that a class comes from, a folder or a jar. */
    private static ModuleDescriptor descriptor(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return ModuleFinder.of(place).findAll().iterator().next().descriptor();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void onlyTheCommandsTouchTheProcess() {
        noClasses()
                .that(are(DescribedPredicate.not(resideInAPackage("dev.sengi.cli.."))))
                .should()
                .accessField(System.class, "in")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(System.class, "setOut", PrintStream.class)
                .orShould()
                .callMethod(System.class, "setErr", PrintStream.class)
                .orShould()
                .callMethod(Locale.class, "setDefault", Locale.class)
                .check(PRODUCTION);
    }

    /**
     * Rows mean the same whatever server they come from. Besides what builds queries, only the facts of the database depend
     * on the version.
     */
    @Test
    void onlyQueriesDependOnTheServersVersion() {
        noClasses()
                .that(are(DescribedPredicate.not(resideInAPackage("dev.sengi.internal.session")))
                        .and(are(DescribedPredicate.not(belongToAnyOf(
                                DatabaseFacts.class,
                                QueryBatch.class,
                                VersionedSql.class,
                                Sequences.class,
                                SequencePositions.class)))))
                .should()
                .callMethod(ServerFacts.class, "major")
                .orShould()
                .callMethod(DatabaseFacts.class, "serverMajor")
                .orShould()
                .callMethod(QueryBatch.class, "serverMajor")
                .orShould()
                .callMethod(QueryExecutor.class, "getServerVersionNum")
                .orShould()
                .callMethod(BaseConnection.class, "haveMinimumServerVersion", int.class)
                .orShould()
                .callMethod(DatabaseMetaData.class, "getDatabaseMajorVersion")
                .orShould()
                .callMethod(DatabaseMetaData.class, "getDatabaseProductVersion")
                .orShould()
                .callMethod(ServerVersion.class, "from", String.class)
                .check(PRODUCTION);
    }
}
