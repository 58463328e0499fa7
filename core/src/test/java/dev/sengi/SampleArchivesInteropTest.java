package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RealScripts;
import dev.sengi.testing.Result;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sample databases as custom archives, written and restored by ours and by the real programs. */
@Tag("every-server")
@NeedsRealClient
class SampleArchivesInteropTest {
    /** The first major version that accepts every setting with which the real pg_restore begins. */
    private static final int KNOWS_ALL_SETTINGS = 17;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> copiesAreTheSame() {
        return TestServer.MAJORS.stream()
                .flatMap(major -> samplesOn(major)
                        .flatMap(sample -> algorithms(major, sample)
                                .map(algorithm -> dynamicTest(
                                        sample + " " + algorithm + " on PostgreSQL " + major,
                                        () -> assertInterchange(TestServer.of(major), sample, algorithm)))));
    }

    // Of real databases, SamplesOracleTest compares the scripts on every server.
    private static Stream<String> samplesOn(int major) {
        return TestServer.triesAll(major) ? Samples.on(major).stream() : Stream.of(Samples.own(major));
    }

    // Compression does not depend on the server, and FormatsOracleTest tries every algorithm on all samples.
    private static Stream<CompressionAlgorithm> algorithms(int major, String sample) {
        boolean all = sample.equals(Samples.own(major)) ? TestServer.triesAll(major) : TestServer.isThorough();
        return all ? Stream.of(CompressionAlgorithm.values()) : Stream.of(CompressionAlgorithm.GZIP);
    }

    private void assertInterchange(TestServer server, String sample, CompressionAlgorithm algorithm)
            throws IOException {
        TestDatabase source = server.sample(sample);
        Path ours = folder.resolve("ours");
        Path real = folder.resolve("real");
        PgDump.from(source.connectionSource())
                .format(DumpFormat.CUSTOM)
                .compression(Compression.of(algorithm))
                .to(ours);
        realDump(source, "-Fc", "-Z", algorithm.name().toLowerCase(Locale.ROOT), "-f", real.toString());
        assertThat(realList(ours)).isEqualTo(realList(real));

        byte[] script = RealScripts.ofSample(server, sample);
        assertCopy(script, server, target -> realRestore(ours, target));
        if (TestServer.isInBetween(server.major())) {
            return;
        }
        assertCopy(script, server, target -> ourRestore(real, target));
        if (algorithm == CompressionAlgorithm.GZIP) {
            assertCopy(script, server, target -> ourRestore(ours, target));
        }
    }

    private static void assertCopy(byte[] script, TestServer server, Restore restore) throws IOException {
        try (TestDatabase target = server.createDatabase()) {
            restore.into(target);
            ScriptDiff.assertSame(script, RealScripts.of(target));
        }
    }

    private static void ourRestore(Path archive, TestDatabase target) throws IOException {
        List<String> messages = new ArrayList<>();
        RestoreReport report = PgRestore.from(archive)
                .returnFailures()
                .into(target.connectionSource())
                .onProgress(new MessageCollector(messages))
                .run();
        assertThat(report.failureCount()).as(String.join("\n", messages)).isZero();
    }

    // Older servers reject transaction_timeout: the real program's first statement fails, on its own archives too.
    private static void realRestore(Path archive, TestDatabase target) {
        Result result = RealClient.requireFor(target.server())
                .run("pg_restore", "-d", target.connectionString(), archive.toString());
        if (target.server().major() >= KNOWS_ALL_SETTINGS) {
            result.assertSuccess();
        } else {
            assertThat(result.stderr()).contains("transaction_timeout").contains("errors ignored on restore: 1\n");
        }
    }

    // Lines that begin with a semicolon describe the archive, not its contents.
    private static List<String> realList(Path archive) {
        byte[] list = RealClient.require()
                .run("pg_restore", "-l", archive.toString())
                .assertSuccess()
                .stdout();
        return new String(list, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith(";"))
                .toList();
    }

    private static void realDump(TestDatabase database, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("-d", database.connectionString()));
        RealClient.requireFor(database.server())
                .run("pg_dump", args.toArray(String[]::new))
                .assertSuccess();
    }

    private interface Restore {
        void into(TestDatabase target) throws IOException;
    }
}
