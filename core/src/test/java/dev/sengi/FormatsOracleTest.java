package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RealScripts;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Directory and tar archives compared with those of the real pg_dump: their files, their scripts, and what they
 * restore.
 */
@NeedsRealClient
class FormatsOracleTest {
    private static final Map<String, UnaryOperator<PgDump>> OPTIONS = options();

    @TempDir
    Path folder;

    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        List.of("", "-s", "-a", "-O -x", "-c --if-exists", "--inserts", "--statistics")
                .forEach(choice -> options.put(choice, SamplesOracleTest.OPTIONS.get(choice)));
        options.put(
                "-v -a --disable-triggers",
                dump -> dump.dataOnly().with(ScriptFlag.DISABLE_TRIGGERS).with(ScriptFlag.VERBOSE));
        return options;
    }

    @TestFactory
    Stream<DynamicTest> tarsAreTheSame() {
        return samples()
                .flatMap(sample -> optionsFor(sample)
                        .map(options -> dynamicTest(sample + " " + options, () -> assertSameTar(sample, options))));
    }

    @TestFactory
    Stream<DynamicTest> directoriesAreTheSame() {
        Map<String, Compression> compressions = Map.of(
                "none", Compression.none(),
                "gzip", Compression.gzip(),
                "lz4", Compression.lz4(),
                "zstd", Compression.zstd());
        return samples()
                .flatMap(sample -> compressions.entrySet().stream()
                        .filter(compression ->
                                isVaried(sample) || compression.getValue().algorithm() == CompressionAlgorithm.GZIP)
                        .map(compression -> dynamicTest(
                                sample + " " + compression.getKey(),
                                () -> assertSameDirectory(sample, compression.getKey(), compression.getValue()))));
    }

    private void assertSameTar(String sample, String options) throws IOException {
        TestDatabase database = TestServer.current().sample(sample);
        Path ours = folder.resolve("ours.tar");
        Path real = folder.resolve("real.tar");
        OPTIONS.get(options)
                .apply(PgDump.from(database.connectionSource()))
                .format(DumpFormat.TAR)
                .to(ours);
        realDump(database, real, "-Ft " + options);
        assertThat(tar("-tf", ours)).isEqualTo(tar("-tf", real));
        ScriptDiff.assertSame(tar("-xOf", real, "restore.sql"), tar("-xOf", ours, "restore.sql"));
        assertSameScripts(real, ours);

        ByteArrayOutputStream piped = new ByteArrayOutputStream();
        OPTIONS.get(options)
                .apply(PgDump.from(database.connectionSource()))
                .format(DumpFormat.TAR)
                .to(piped);
        ScriptDiff.assertSame(
                realScript(real), ourScript(PgRestore.from(new ByteArrayInputStream(piped.toByteArray()))));
    }

    private void assertSameDirectory(String sample, String name, Compression compression) throws IOException {
        TestDatabase database = TestServer.current().sample(sample);
        Path ours = folder.resolve("ours." + sample + name);
        Path real = folder.resolve("real." + sample + name);
        PgDump.from(database.connectionSource())
                .format(DumpFormat.DIRECTORY)
                .compression(compression)
                .to(ours);
        realDump(database, real, "-Fd -Z " + name);
        assertThat(files(ours)).isEqualTo(files(real));
        assertSameScripts(real, ours);
        try (TestDatabase target = database.server().createDatabase()) {
            RestoreReport report =
                    PgRestore.from(real).into(target.connectionSource()).run();
            assertThat(report.failureCount()).isZero();
            ScriptDiff.assertSame(RealScripts.ofSample(database.server(), sample), RealScripts.of(target));
        }
    }

    private static Stream<String> samples() {
        return Samples.on(TestServer.current().major()).stream();
    }

    // What options omit is the same for all formats, and SamplesOracleTest dumps all samples with all of them.
    private static Stream<String> optionsFor(String sample) {
        return isVaried(sample) ? OPTIONS.keySet().stream() : Stream.of("");
    }

    private static boolean isVaried(String sample) {
        return sample.equals(Samples.DEMO) || TestServer.isThorough();
    }

    /** Compares lists and scripts of both archives, made by both programs, and checks that both archives are intact. */
    private static void assertSameScripts(Path real, Path ours) throws IOException {
        byte[] expected = realScript(real);
        ScriptDiff.assertSame(expected, realScript(ours));
        ScriptDiff.assertSame(expected, ourScript(PgRestore.from(real)));
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        PgRestore.from(real).with(ScriptFlag.VERBOSE).toList(list);
        assertThat(list.toString(StandardCharsets.UTF_8))
                .isEqualTo(new String(run("pg_restore", "-l", "-v", real.toString()), StandardCharsets.UTF_8));
        for (Path path : List.of(real, ours)) {
            try (Archive archive = Archive.open(path)) {
                assertThat(archive.verify().problems()).isEmpty();
            }
        }
    }

    private static byte[] realScript(Path archive) {
        return run("pg_restore", "-f", "-", archive.toString());
    }

    private static byte[] ourScript(PgRestore restore) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        restore.toScript(script);
        return script.toByteArray();
    }

    private static void realDump(TestDatabase database, Path file, String options) {
        List<String> args = new ArrayList<>(List.of("-f", file.toString(), "-d", database.connectionString()));
        Stream.of(options.split(" ")).filter(option -> !option.isEmpty()).forEach(args::add);
        run("pg_dump", args.toArray(String[]::new));
    }

    private static byte[] run(String program, String... args) {
        return RealClient.require().run(program, args).assertSuccess().stdout();
    }

    private static byte[] tar(String option, Path tar, String... members) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar", option, tar.toString()));
        command.addAll(List.of(members));
        return new ProcessBuilder(command).start().getInputStream().readAllBytes();
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
