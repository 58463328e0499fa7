package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases copied through a pipe, with either program at either end. */
class PipeInteropTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"ours, ours", "ours, real", "real, ours", "real, real"})
    void archivesPass(String dump, String restore) throws IOException, InterruptedException {
        TestDatabase source = TestServer.current().sample("demo");
        try (TestDatabase target = source.server().createDatabase()) {
            pipe(
                    command(dump, "pg_dump", "-Fc", "-d", source.connectionString()),
                    command(restore, "pg_restore", "-d", target.connectionString()));
            assertSame(source, target);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "pagila", "chinook"})
    void scriptsPassThroughPsql(String sample) throws IOException, InterruptedException {
        TestDatabase source = TestServer.current().sample(sample);
        try (TestDatabase target = source.server().createDatabase()) {
            pipe(
                    command("ours", "pg_dump", source.connectionString()),
                    command("real", "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", target.connectionString()));
            assertSame(source, target);
        }
    }

    private static List<String> command(String whose, String program, String... arguments) {
        return whose.equals("ours")
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

    private static void assertSame(TestDatabase source, TestDatabase target) {
        ScriptDiff.assertSame(script(source), script(target));
    }

    private static byte[] script(TestDatabase database) {
        return RealClient.require()
                .run("pg_dump", "-d", database.connectionString())
                .assertSuccess()
                .stdout();
    }
}
