package dev.sengi.archive.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.SampleArchive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far an archive has been read is known while it is read. */
class ObservedArchiveTest {
    private static final int SIZE = 5_000_000;

    @TempDir
    private Path folder;

    private static Archive golden(String name) throws IOException, URISyntaxException {
        return Archive.open(
                Path.of(SampleArchive.class.getResource("golden/" + name).toURI()));
    }

    /** Records what a verification reads. */
    private static final class Reading implements DataListener {
        private final Set<TocEntry> begun = new LinkedHashSet<>();
        private final List<TocEntry> finished = new ArrayList<>();
        private final Map<TocEntry, Long> bytes = new HashMap<>();

        @Override
        public void begun(TocEntry entry) {
            assertThat(begun.add(entry)).isTrue();
        }

        @Override
        public void copied(TocEntry entry, int count) {
            assertThat(begun).contains(entry);
            assertThat(finished).doesNotContain(entry);
            bytes.merge(entry, (long) count, Long::sum);
        }

        @Override
        public void finished(TocEntry entry) {
            finished.add(entry);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.dump",
                "gzip.dump",
                "zstd.dump",
                "lz4.dump",
                "piped.dump",
                "none.directory",
                "gzip.directory",
                "none.tar",
                "1.14.dump",
                "1.14.directory",
                "1.14.tar"
            })
    void aVerificationReportsAllData(String name) throws Exception {
        try (Archive archive = golden(name)) {
            Reading reading = new Reading();
            Verification verification = archive.verify(reading);
            assertThat(verification.problems()).isEmpty();
            List<TocEntry> withData =
                    archive.entries().stream().filter(TocEntry::hadDumper).toList();
            assertThat(reading.begun).containsExactlyInAnyOrderElementsOf(withData);
            assertThat(reading.finished).containsExactlyElementsOf(reading.begun);
            assertThat(reading.bytes.values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(verification.dataBytes())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip.dump", "gzip.directory", "none.tar"})
    void aListenerEndsAVerification(String name) throws Exception {
        try (Archive archive = golden(name)) {
            for (DataKind kind : List.of(DataKind.ROWS, DataKind.LARGE_OBJECTS)) {
                RuntimeException enough = new IllegalStateException("enough");
                List<TocEntry> finished = new ArrayList<>();
                assertThatThrownBy(() -> archive.verify(new DataListener() {
                            @Override
                            public void copied(TocEntry entry, int bytes) {
                                if (entry.type().data() == kind) {
                                    throw enough;
                                }
                            }

                            @Override
                            public void finished(TocEntry entry) {
                                finished.add(entry);
                            }
                        }))
                        .isSameAs(enough);
                assertThat(finished.stream().map(entry -> entry.type().data()).collect(Collectors.toSet()))
                        .doesNotContain(kind);
            }
        }
    }

    /** A listener may read archives of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip.dump", "gzip.directory", "none.tar"})
    void anExceptionOfAListenerIsNotMistakenForDamage(String name) throws Exception {
        ArchiveFormatException own = new ArchiveFormatException(Reason.CORRUPT, "another archive", -1, 0, null);
        List<DataListener> listeners = List.of(
                new DataListener() {
                    @Override
                    public void begun(TocEntry entry) throws ArchiveFormatException {
                        throw own;
                    }
                },
                new DataListener() {
                    @Override
                    public void copied(TocEntry entry, int bytes) throws ArchiveFormatException {
                        throw own;
                    }
                },
                new DataListener() {
                    @Override
                    public void finished(TocEntry entry) throws ArchiveFormatException {
                        throw own;
                    }
                });
        try (Archive archive = golden(name)) {
            for (DataListener listener : listeners) {
                assertThatThrownBy(() -> archive.verify(listener)).isSameAs(own);
            }
            assertThatThrownBy(() -> archive.verify(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("listener");
            assertThat(archive.verify().problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CUSTOM", "DIRECTORY"})
    void theStoredBytesThatHaveBeenReadAreKnown(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.gzip())) {
            SampleArchive.write(writer, SIZE);
        }
        try (Archive archive = Archive.open(file);
                Archive another = archive.another()) {
            TocEntry entry = archive.entries().get(2);
            long size = archive.dataLocation(entry).storedSize().orElseThrow();
            StoredReads reads = ObservedArchive.of(archive).storedReads().orElseThrow();
            // Reading may begin again.
            for (int i = 0; i < 2; i++) {
                try (InputStream data = another.openData(entry)) {
                    data.readNBytes(SIZE / 2);
                    assertThat(reads.of(entry.dumpId()).get()).isBetween(size / 3, 2 * size / 3);
                    data.readAllBytes();
                    assertThat(reads.of(entry.dumpId()).get()).isEqualTo(size);
                }
            }
        }
    }

    @Test
    void objectsOfACustomArchiveAreOneBlock() throws IOException {
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.CUSTOM, Compression.gzip())) {
            SampleArchive.write(writer, SIZE);
        }
        try (Archive archive = Archive.open(file)) {
            TocEntry entry = archive.entries().get(4);
            long size = archive.dataLocation(entry).storedSize().orElseThrow();
            List<Long> read = new ArrayList<>();
            archive.readLargeObjects(entry, (oid, content) -> {
                content.readAllBytes();
                read.add(ObservedArchive.of(archive)
                        .storedReads()
                        .orElseThrow()
                        .of(entry.dumpId())
                        .get());
            });
            assertThat(read)
                    .hasSize(3)
                    .isSorted()
                    .allSatisfy(bytes -> assertThat(bytes).isBetween(size - 100, size));
        }
    }

    /** To find out where the last data end, the reader looks for a second table of contents. */
    @Test
    void lookingUpPlacesIsNoFaultOfTheArchive() throws IOException {
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.CUSTOM, Compression.gzip())) {
            SampleArchive.write(writer, SIZE);
        }
        List<Verification.Problem> expected;
        try (Archive archive = Archive.open(file)) {
            expected = archive.verify().problems();
        }
        try (Archive archive = Archive.open(file)) {
            for (TocEntry entry : archive.entries()) {
                archive.dataLocation(entry);
            }
            assertThat(archive.verify().problems()).isEqualTo(expected);
        }
    }
}
