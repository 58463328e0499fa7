package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several readers of one archive, each in its own thread. */
class AnotherReaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"none, CUSTOM", "zstd, CUSTOM", "piped, CUSTOM", "gzip, TAR", "lz4, DIRECTORY"})
    void readersDoNotDisturbEachOther(String name, ArchiveFormat format) throws Exception {
        Path path = folder.resolve("archive");
        try (InputStream golden = golden(name);
                Archive original = Archive.open(golden);
                ArchiveWriter copy = ArchiveWriter.create(path, format, Compression.none())) {
            ArchiveCopy.of(original).to(copy);
        }
        try (Archive archive = Archive.open(path)) {
            List<CompletableFuture<Map<Integer, String>>> readings = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Archive other = archive.another();
                readings.add(CompletableFuture.supplyAsync(() -> data(other)));
            }
            Map<Integer, String> expected = data(archive);
            assertThat(expected).isNotEmpty();
            for (CompletableFuture<Map<Integer, String>> reading : readings) {
                assertThat(reading.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatCannotSeekHasOneReader() throws IOException {
        try (Archive archive =
                Archive.open(new ByteArrayInputStream(golden("none").readAllBytes()))) {
            assertThatThrownBy(archive::another).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private static Map<Integer, String> data(Archive archive) {
        Map<Integer, String> data = new TreeMap<>();
        try {
            for (TocEntry entry : archive.entries()) {
                if (entry.hadDumper() && entry.desc().equals("BLOBS")) {
                    archive.readLargeObjects(entry, (oid, content) -> data.put((int) oid, text(content)));
                } else if (entry.hadDumper()) {
                    try (InputStream content = archive.openData(entry)) {
                        data.put(entry.dumpId(), text(content));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    private static String text(InputStream content) throws IOException {
        return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static InputStream golden(String name) {
        return AnotherReaderTest.class.getResourceAsStream("golden/" + name + ".dump");
    }
}
