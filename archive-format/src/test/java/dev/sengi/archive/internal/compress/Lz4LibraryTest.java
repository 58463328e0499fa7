package dev.sengi.archive.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which LZ4 implementation is used. It is chosen once per JVM, so each case runs in its own. */
class Lz4LibraryTest {
    private static final String FILE = System.mapLibraryName("lz4-java");

    @TempDir
    private Path folder;

    @Test
    void isNativeIfTheLibraryPathContainsIt() throws Exception {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String resource = "/net/jpountz/util/" + system + "/" + System.getProperty("os.arch") + "/" + FILE;
        try (InputStream library = LZ4Factory.class.getResourceAsStream(resource)) {
            assumeThat(library).as("native code for this machine").isNotNull();
            Files.copy(library, folder.resolve(FILE));
        }
        assertThat(chosen()).isEqualTo("LZ4Factory:JNI");
    }

    @Test
    void isJavaElsewhere() throws Exception {
        assertThat(chosen()).isEqualTo("LZ4Factory:JavaSafe");
        Files.writeString(folder.resolve(FILE), "of another machine");
        assertThat(chosen()).isEqualTo("LZ4Factory:JavaSafe");
    }

    /** Runs {@link #main} without a temporary folder into which native code could be unpacked. */
    private String chosen() throws IOException, InterruptedException, URISyntaxException {
        Path missing = folder.resolve("missing");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.library.path=" + missing + ":" + folder,
                        "-Djava.io.tmpdir=" + missing,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lz4LibraryTest.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.trim();
    }

    /** Prints the implementation, provided that its output decompresses at the levels of both compressors. */
    public static void main(String[] args) throws IOException {
        byte[] content = "1\tone\n2\ttwo\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        for (int level : new int[] {0, 9}) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = StreamCompression.compress(
                    Compression.of(CompressionAlgorithm.LZ4).withLevel(OptionalInt.of(level)), compressed)) {
                out.write(content);
            }
            InputStream source = new ByteArrayInputStream(compressed.toByteArray());
            try (InputStream read = StreamCompression.decompress(CompressionAlgorithm.LZ4, source)) {
                if (!Arrays.equals(content, read.readAllBytes())) {
                    throw new IllegalStateException("other content at level " + level);
                }
            }
        }
        System.out.println(Lz4Library.factory());
    }
}
