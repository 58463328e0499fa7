package dev.sengi;

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
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks which packages may depend on which. It lives in the module that depends on all others, so that it sees every
 * class.
 */
class ArchitectureTest {
    private static final String INTERNAL = "dev.sengi.internal.";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-classes/"))
            .importPackages("dev.sengi");

    /** The internal packages that each one may depend on; a line names only packages of earlier lines. */
    private static final Map<String, Set<String>> KNOWN = known(
            "text:",
            "io: text",
            "ddl:",
            "option: ddl",
            "session: text ddl",
            "conninfo: text session conninfo.tls",
            "conninfo.tls: text",
            "catalog: text ddl session",
            "select: text ddl option session catalog",
            "depend: catalog",
            "emit: ddl option catalog select depend",
            "kind: ddl option session catalog select depend emit",
            "kind.table: ddl option session catalog select depend emit kind",
            "kind.type: ddl option session catalog select depend emit kind kind.table",
            "kind.routine: ddl option session catalog select depend emit kind",
            "kind.operator: ddl option session catalog select depend emit kind",
            "kind.search: ddl option session catalog select depend emit kind",
            "kind.foreign: ddl option session catalog select depend emit kind",
            "kind.replication: ddl option session catalog select depend emit kind kind.table",
            "plan: text ddl option session",
            "script: text ddl option session plan",
            "restore.database: text io ddl option session plan",
            "restore.parallel: io ddl option session plan restore.database",
            "restore.plain: ddl option session plan restore.database",
            "restore: ddl option session plan restore.database restore.parallel",
            "compare: text ddl session catalog restore.plain",
            "dump: text io ddl option session catalog select depend emit kind kind.table kind.type kind.routine"
                    + " kind.operator kind.search kind.foreign kind.replication plan script",
            "cluster: text io ddl option session catalog select script dump");

    private static Map<String, Set<String>> known(String... lines) {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            known.put(
                    parts[0],
                    Stream.of(parts[1].split(" ")).filter(p -> !p.isEmpty()).collect(Collectors.toSet()));
        }
        return known;
    }

    @Test
    void allModulesAreLookedAt() {
        for (String name : List.of(
                "dev.sengi.archive.TocEntry",
                "dev.sengi.PgDump",
                "dev.sengi.internal.kind.table.TableKind",
                "dev.sengi.cli.Main")) {
            assertThat(PRODUCTION.contain(name)).as(name).isTrue();
        }
    }

    @Test
    void stagesKnowOnlyWhatComesBefore() {
        Set<String> packages = PRODUCTION.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(INTERNAL))
                .map(name -> name.substring(INTERNAL.length()))
                .collect(Collectors.toSet());
        assertThat(KNOWN.keySet()).containsExactlyInAnyOrderElementsOf(packages);
        KNOWN.forEach((name, known) -> noClasses()
                .that()
                .resideInAPackage(INTERNAL + name)
                .should()
                .dependOnClassesThat(internalOtherThan(name, known))
                .check(PRODUCTION));
    }

    private static DescribedPredicate<JavaClass> internalOtherThan(String name, Set<String> known) {
        return DescribedPredicate.describe("belong to a stage that " + name + " must not know", type -> {
            String of = type.getPackageName();
            return of.startsWith(INTERNAL)
                    && !of.equals(INTERNAL + name)
                    && !known.contains(of.substring(INTERNAL.length()));
        });
    }

    @Test
    void internalPackagesAreFreeOfCycles() {
        slices().matching("dev.sengi.internal.(**)").should().beFreeOfCycles().check(PRODUCTION);
        slices().matching("dev.sengi.cli.(*)").should().beFreeOfCycles().check(PRODUCTION);
        slices().matching("dev.sengi.archive.internal.(**)")
                .should()
                .beFreeOfCycles()
                .check(PRODUCTION);
    }

    @Test
    void nothingInternalUsesTheFacade() {
        noClasses()
                .that()
                .resideInAPackage("dev.sengi.internal..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.sengi.PgDump")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.sengi.PgRestore")
                .check(PRODUCTION);
    }

    @Test
    void archiveFormatKnowsNeitherCoreNorJdbcNorLogging() {
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
    void coreKnowsNothingOfTheCommands() {
        noClasses()
                .that(are(resideInAPackage("dev.sengi.."))
                        .and(are(DescribedPredicate.not(resideInAPackage("dev.sengi.cli..")))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sengi.cli..", "dev.sengi.benchmarks..", "picocli..")
                .check(PRODUCTION);
    }

    /** Mirrors the module descriptors: the commands run on the class path, where nothing enforces them. */
    @Test
    void theCommandsUseWhatIsExportedToThem() {
        noClasses()
                .that()
                .resideInAPackage("dev.sengi.cli..")
                .should()
                .dependOnClassesThat(are(resideInAnyPackage("dev.sengi.internal..", "dev.sengi.archive.internal.."))
                        .and(are(DescribedPredicate.not(resideInAnyPackage(
                                "dev.sengi.internal.compare",
                                "dev.sengi.internal.conninfo",
                                "dev.sengi.internal.io",
                                "dev.sengi.internal.restore.plain",
                                "dev.sengi.internal.session",
                                "dev.sengi.internal.text",
                                "dev.sengi.archive.internal.copy",
                                "dev.sengi.archive.internal.inventory")))))
                .check(PRODUCTION);
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
                .check(PRODUCTION);
    }

    @Test
    void onlyCatalogAndKindsAskForTheServersVersion() {
        noClasses()
                .that(are(DescribedPredicate.not(resideInAnyPackage(
                        "dev.sengi.internal.session", "dev.sengi.internal.catalog", "dev.sengi.internal.kind.."))))
                .should()
                .callMethod(SnapshotTransaction.ServerFacts.class, "major")
                .orShould()
                .callMethod(DatabaseFacts.class, "serverMajor")
                .orShould()
                .callMethod(QueryBatch.class, "serverMajor")
                .check(PRODUCTION);
    }
}
