package dev.sengi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may know which: cli → core → archive-format, and inside core the order of the pipelines' stages. */
class ArchitectureTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.sengi");

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
                        "net.jpountz..")))
                .check(PRODUCTION);
    }

    @Test
    void coreKnowsNothingOfTheCommands() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sengi.cli..", "dev.sengi.benchmarks..", "picocli..")
                .check(PRODUCTION);
    }

    @Test
    void onlyTheCommandsTouchTheProcess() {
        noClasses()
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
    void restoringNeedsNoCatalog() {
        noClasses()
                .that()
                .resideInAPackage("dev.sengi.restore..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sengi.catalog..", "dev.sengi.select..", "dev.sengi.depend..", "dev.sengi.dump..")
                .check(PRODUCTION);
    }

    @Test
    void objectKindsKnowNothingOfLaterStages() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sengi.catalog..", "dev.sengi.ddl..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sengi.restore..")
                .check(PRODUCTION);
    }
}
