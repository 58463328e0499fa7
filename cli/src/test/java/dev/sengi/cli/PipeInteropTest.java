package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RealScripts;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Copies databases through a pipe, with either program at either end. */
@NeedsRealClient
class PipeInteropTest {
    private static final String OURS = "ours";
    private static final String REAL = "real";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> archivesPass() {
        return samples()
                .flatMap(sample -> ends().map(ends -> dynamicTest(
                        sample + ": " + ends, () -> assertArchivePasses(sample, ends.get(0), ends.get(1)))));
    }

    @TestFactory
    Stream<DynamicTest> scriptsPassThroughPsql() {
        return samples().map(sample -> dynamicTest(sample, () -> assertScriptPasses(sample)));
    }

    private static Stream<List<String>> ends() {
        return Stream.of(List.of(OURS, OURS), List.of(OURS, REAL), List.of(REAL, OURS));
    }

    // Any database shows what a pipe may change.
    private static Stream<String> samples() {
        return TestServer.isThorough() ? Samples.on(TestServer.current().major()).stream() : Stream.of(Samples.DEMO);
    }

    private void assertArchivePasses(String sample, String dump, String restore)
            throws IOException, InterruptedException {
        TestDatabase source = TestServer.current().sample(sample);
        try (TestDatabase target = source.server().createDatabase()) {
            pipe(
                    command(dump, "pg_dump", "-Fc", "-d", source.connectionString()),
                    command(restore, "pg_restore", "-d", target.connectionString()));
            assertSame(sample, target);
        }
    }

    private void assertScriptPasses(String sample) throws IOException, InterruptedException {
        TestDatabase source = TestServer.current().sample(sample);
        try (TestDatabase target = source.server().createDatabase()) {
            pipe(
                    command(OURS, "pg_dump", source.connectionString()),
                    command(REAL, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", target.connectionString()));
            assertSame(sample, target);
        }
    }

    private static List<String> command(String whose, String program, String... arguments) {
        return whose.equals(OURS)
                ? OurProgram.command(program, arguments)
                : Stream.concat(Stream.of(RealClient.require().program(program).toString()), Stream.of(arguments))
                        .toList();
    }

    private void pipe(List<String> dump, List<String> restore) throws IOException, InterruptedException {
        Path messages = folder.resolve("messages");
        List<ProcessBuilder> builders = List.of(
                new ProcessBuilder(dump).redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile())),
                new ProcessBuilder(restore)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile())));
        for (Process process : ProcessBuilder.startPipeline(builders)) {
            int exitCode = process.waitFor();
            assertThat(exitCode)
                    .as(Files.readString(messages, StandardCharsets.UTF_8))
                    .isZero();
        }
    }

    private static void assertSame(String sample, TestDatabase target) {
        ScriptDiff.assertSame(RealScripts.ofSample(target.server(), sample), RealScripts.of(target));
    }
}
