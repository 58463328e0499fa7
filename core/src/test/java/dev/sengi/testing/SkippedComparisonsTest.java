package dev.sengi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedComparisonsTest {
    @TempDir
    private Path folder;

    @Test
    void methodsOfSkippedClassesAndSkippedCasesCount() {
        assertThat(skipped(WholeClass.class)).isEqualTo(2);
        assertThat(skipped(SomeCases.class)).isEqualTo(3);
    }

    @Test
    void theSumOfAllModulesIsReported() throws IOException {
        assertThat(report()).isEmpty();
        module("a", 0);
        assertThat(report()).isEmpty();
        module("b", 3);
        module("c", 4);
        assertThat(report()).startsWith("[WARNING] 7 comparisons").endsWith(": dev/install-postgres-client");
    }

    private String report() {
        return SkippedComparisons.report(Stream.of("a", "b", "c").map(folder::resolve))
                .orElse("");
    }

    private void module(String name, int skipped) throws IOException {
        Path file = folder.resolve(name).resolve("target/skipped-comparisons");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Integer.toString(skipped));
    }

    /** Runs a class as if the programs were missing. */
    private static int skipped(Class<?> test) {
        SkipListener listener = new SkipListener();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .build(),
                        listener);
        return listener.skipped();
    }

    private static void require(boolean installed) {
        if (!installed) {
            throw new RealClient.MissingClientException("missing");
        }
    }

    static class WholeClass {
        @BeforeAll
        static void ask() {
            require(false);
        }

        @Test
        void one() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void several(int number) {}
    }

    static class SomeCases {
        @Test
        void one() {
            require(false);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void several(int number) {
            require(number == 1);
        }

        @Test
        void skippedForAnotherReason() {
            Assumptions.abort();
        }
    }
}
