package dev.sengi.archive.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@link ArchiveFuzz}, {@link DirectoryFuzz} and {@link CodecFuzz} under Jazzer, a coverage-guided fuzzer,
 * starting from small archives and files. The system property {@code sengi.fuzz.seconds} sets the time for each: a few
 * seconds in a normal build, which show that the first target still runs, and minutes in the profile {@code thorough}.
 */
class FuzzingTest {
    private static final String SECONDS = System.getProperty("sengi.fuzz.seconds", "4");

    @TempDir
    private Path folder;

    @Test
    void nothingButExceptionsOfArchives() throws IOException, InterruptedException {
        Path seeds = Files.createDirectory(folder.resolve("seeds"));
        makeArchives(seeds);
        fuzz(ArchiveFuzz.class, seeds);
    }

    @Test
    @DisabledIfSystemProperty(named = "sengi.fuzz.seconds", matches = "1")
    void nothingButExceptionsOfDirectories() throws IOException, InterruptedException {
        Path seeds = Files.createDirectory(folder.resolve("seeds"));
        for (Compression compression : Container.DIRECTORY.compressions()) {
            byte[] files = FileBundle.join(Container.DIRECTORY.make(folder, compression));
            Files.write(seeds.resolve(compression.algorithm().toString()), files);
        }
        fuzz(DirectoryFuzz.class, seeds);
    }

    @Test
    @DisabledIfSystemProperty(named = "sengi.fuzz.seconds", matches = "1")
    void decompressorsAgree() throws IOException, InterruptedException {
        Path seeds = Files.createDirectory(folder.resolve("seeds"));
        makeFiles(seeds);
        fuzz(CodecFuzz.class, seeds);
    }

    private void fuzz(Class<?> target, Path seeds) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process fuzzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=dev.sengi.archive.**",
                        "--reproducer_path=" + folder,
                        "-max_total_time=" + SECONDS,
                        // Every build tries the same inputs, as many as time allows.
                        "-seed=" + System.getProperty("sengi.fuzz.seed", "1"),
                        "-timeout=30",
                        "-rss_limit_mb=2048",
                        "-artifact_prefix=" + folder + "/",
                        seeds.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        fuzzer.getOutputStream().close();
        int exitCode = fuzzer.waitFor();
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertThat(exitCode).as(said + faults()).isZero();
        assertThat(said).contains("Done ");
    }

    private static void makeFiles(Path seeds) throws IOException {
        String rows = "1\tsome text\t\\N\n2\tsome more text\t\\N\n".repeat(20);
        for (CompressionAlgorithm algorithm : CompressionAlgorithm.values()) {
            Path file = seeds.resolve(algorithm.toString());
            try (OutputStream out = Compression.of(algorithm).compress(Files.newOutputStream(file))) {
                out.write(rows.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private void makeArchives(Path seeds) throws IOException {
        for (Container container : List.of(Container.CUSTOM, Container.PIPED_CUSTOM, Container.TAR)) {
            for (Compression compression : container.compressions()) {
                byte[] archive = container.make(folder, compression).get(Container.ONLY_FILE);
                Files.write(seeds.resolve(container + "." + compression.algorithm()), archive);
            }
        }
    }

    /** Returns the inputs that caused failures. */
    private String faults() throws IOException {
        StringBuilder faults = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("crash-") || name.startsWith("timeout-") || name.startsWith("oom-")) {
                    faults.append('\n').append(name).append(": ");
                    faults.append(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                }
            }
        }
        return faults.toString();
    }
}
