package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In no format does a reader accept as complete an archive that its writer has not finished. */
class UnfinishedArchiveTest {
    private static final int SIZE = 100_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void isNotReadAsIfItWereComplete(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("archive");
        write(() -> ArchiveWriter.create(file, format, Compression.none()));
        assertThat(file).doesNotExist();
        if (format != ArchiveFormat.DIRECTORY) {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                write(() -> ArchiveWriter.create(channel, format, Compression.none()));
            }
            assertThatThrownBy(() -> {
                        try (Archive archive = Archive.open(file)) {
                            ArchiveContent.read(archive);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    /** Creates a writer. */
    @FunctionalInterface
    private interface Creation {
        ArchiveWriter create() throws IOException;
    }

    private static void write(Creation creation) throws IOException {
        try (ArchiveWriter writer = creation.create()) {
            writer.begin(
                    SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.TABLE, SampleArchive.ROWS));
            writer.openData(SampleArchive.ROWS).write(new byte[SIZE]);
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void isNotFinishedWhileDataAreWritten(ArchiveFormat format) throws IOException {
        try (ArchiveWriter writer = ArchiveWriter.create(folder.resolve("archive"), format, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            OutputStream data = writer.openData(SampleArchive.ROWS);
            data.write(new byte[SIZE]);
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void isWrittenInOrder(ArchiveFormat format) throws IOException {
        try (ArchiveWriter writer = ArchiveWriter.create(folder.resolve("archive"), format, Compression.none())) {
            assertRefused(() -> writer.openData(SampleArchive.ROWS), "the archive has not been begun, or .*");
            assertRefused(writer::finish, "the archive has not been begun, or .*");
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            assertRefused(
                    () -> writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES),
                    "the archive has already been begun");
            assertRefused(
                    () -> writer.openData(SampleArchive.TABLE), "the table of contents lists no data for dump ID 2");
            assertRefused(() -> writer.openData(SampleArchive.OBJECTS), "the data of dump ID 5 are large objects");
            assertRefused(
                    () -> writer.openLargeObjects(SampleArchive.ROWS), "the data of dump ID 3 are not large objects");
            OutputStream rows = writer.openData(SampleArchive.ROWS);
            rows.close();
            rows.close();
            assertThatThrownBy(() -> rows.write(1)).isInstanceOf(IOException.class);
            assertRefused(() -> writer.openData(SampleArchive.ROWS), "the data of dump ID 3 have already been written");
            writer.openData(SampleArchive.NO_ROWS).close();
            assertRefused(writer::finish, "no data have been written for dump ID 5");
            try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS)) {
                OutputStream first = objects.next(1);
                assertRefused(() -> objects.next(2), "the previous large object has not been closed, or .*");
                first.close();
            }
            writer.finish();
            assertRefused(writer::finish, "the archive has not been begun, or has already been finished");
            assertRefused(
                    () -> writer.openData(SampleArchive.ROWS),
                    "the archive has not been begun, or has already been finished");
        }
        try (Archive archive = Archive.open(folder.resolve("archive"))) {
            assertThat(ArchiveContent.read(archive).largeObjects().get(SampleArchive.OBJECTS.dumpId()))
                    .isEqualTo(Map.of(1L, ""));
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void isNotWrittenOnceTheWriterIsClosed(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("archive");
        ArchiveWriter fresh = ArchiveWriter.create(file, format, Compression.none());
        fresh.close();
        String closed = "the writer has been closed";
        assertRefused(() -> fresh.begin(SampleArchive.HEADER, SampleArchive.ENTRIES), closed);
        fresh.close();
        Files.deleteIfExists(file);
        ArchiveWriter begun = ArchiveWriter.create(file, format, Compression.none());
        begun.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING));
        begun.close();
        assertRefused(() -> begun.openData(SampleArchive.ROWS), closed);
        assertRefused(() -> begun.openLargeObjects(SampleArchive.OBJECTS), closed);
        assertRefused(begun::finish, closed);
    }

    /** Readers find data by the dump ID: they would restore one table's rows into another. */
    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void dataHaveADumpIdOfTheirOwn(ArchiveFormat format) throws IOException {
        TocEntry other = SampleArchive.ROWS.toBuilder().tag("other").build();
        TocEntry definition = TocEntry.builder(SampleArchive.ROWS.dumpId())
                .tag("other")
                .desc("TABLE")
                .build();
        TocEntry twin = SampleArchive.TABLE.toBuilder().tag("twin").build();
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
            for (List<TocEntry> entries : List.of(
                    List.of(SampleArchive.ROWS, other),
                    List.of(SampleArchive.ROWS, definition),
                    List.of(definition, SampleArchive.ROWS))) {
                assertThatThrownBy(() -> writer.begin(SampleArchive.HEADER, entries))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("several entries have dump ID 3");
            }
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.TABLE, twin, SampleArchive.ROWS));
            writer.openData(SampleArchive.ROWS).close();
            writer.finish();
        }
        Path copy = folder.resolve("copy");
        try (Archive archive = Archive.open(file);
                ArchiveWriter writer = ArchiveWriter.create(copy, format, Compression.none())) {
            ArchiveCopy.of(archive).to(writer);
        }
        try (Archive archive = Archive.open(copy)) {
            assertThat(archive.entries()).containsExactly(SampleArchive.TABLE, twin, SampleArchive.ROWS);
        }
    }

    private static void assertRefused(ThrowableAssert.ThrowingCallable misuse, String message) {
        assertThatThrownBy(misuse).isInstanceOf(IllegalStateException.class).hasMessageMatching(message);
    }

    @ParameterizedTest
    @EnumSource(
            value = ArchiveFormat.class,
            names = {"CUSTOM", "TAR"})
    void isNotFinishedWithoutWhatCouldNotBeWritten(ArchiveFormat format) throws IOException {
        boolean[] full = {false};
        OutputStream device = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
            }
        };
        try (ArchiveWriter writer = ArchiveWriter.create(device, format, Compression.none())) {
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.ROWS));
            OutputStream rows = writer.openData(SampleArchive.ROWS);
            full[0] = true;
            assertThatThrownBy(() -> {
                        // The size of a tar's member must be known before its content is written.
                        try (rows) {
                            rows.write(new byte[SIZE]);
                        }
                    })
                    .isInstanceOf(IOException.class);
            full[0] = false;
            rows.close();
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Data written after a failure do not replace what was lost. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotFinishedWithRowsMissingInBetween(boolean flushes) throws IOException {
        boolean[] full = {false};
        OutputStream device = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
            }
        };
        try (ArchiveWriter writer = ArchiveWriter.create(device, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.ROWS));
            OutputStream rows = writer.openData(SampleArchive.ROWS);
            full[0] = true;
            assertThatThrownBy(() -> rows.write(new byte[SIZE])).isInstanceOf(IOException.class);
            full[0] = false;
            rows.write(1);
            rows.write(new byte[SIZE]);
            if (flushes) {
                rows.flush();
            }
            rows.close();
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 0x1_0000_0000L})
    void largeObjectsHaveAnOid(long oid) throws IOException {
        for (ArchiveFormat format : ArchiveFormat.values()) {
            Path file = folder.resolve(format.name());
            try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
                writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
                writer.openData(SampleArchive.ROWS).close();
                writer.openData(SampleArchive.NO_ROWS).close();
                try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS)) {
                    assertThatThrownBy(() -> objects.next(oid))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("invalid OID for large object (" + oid + ")");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void largeObjectsHaveDifferentOids(ArchiveFormat format) throws IOException {
        // Readers of a tar look for the first one in the tag.
        long[] oids = {1, 7, 9, 0xffff_ffffL, 8, 0x8000_0000L};
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, format, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            writer.openData(SampleArchive.ROWS).close();
            writer.openData(SampleArchive.NO_ROWS).close();
            try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS)) {
                for (long oid : oids) {
                    objects.next(oid).close();
                }
                for (long oid : oids) {
                    assertThatThrownBy(() -> objects.next(oid))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("large object " + oid + " has already been written");
                }
                objects.next(10).close();
            }
            writer.finish();
        }
        try (Archive archive = Archive.open(file)) {
            assertThat(ArchiveContent.read(archive).largeObjects().get(SampleArchive.OBJECTS.dumpId()))
                    .containsOnlyKeys(1L, 7L, 9L, 0xffff_ffffL, 8L, 0x8000_0000L, 10L);
        }
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void copiesRefuseALargeObjectThatIsContainedTwice(ArchiveFormat format) throws IOException {
        Path file = folder.resolve("corrupt");
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, SampleArchive.OBJECTS));
            try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS)) {
                objects.next(0x41424344).close();
                objects.next(0x41424345).close();
            }
            writer.finish();
        }
        String content = Files.readString(file, StandardCharsets.ISO_8859_1).replace("ECBA", "DCBA");
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        try (Archive archive = Archive.open(file);
                ArchiveWriter writer = ArchiveWriter.create(folder.resolve("copy"), format, Compression.none())) {
            assertThatThrownBy(() -> ArchiveCopy.of(archive).to(writer))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessage("large object 1094861636 has already been written");
        }
    }

    /** Otherwise, the large objects would wait for their turn, forever if only one thread writes. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTarIsWrittenInTheOrderOfItsEntries() throws IOException {
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.TAR, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            assertRefused(
                    () -> writer.openLargeObjects(SampleArchive.OBJECTS),
                    "the data of dump ID 3 must be opened before those of dump ID 5");
            assertRefused(
                    () -> writer.openData(SampleArchive.NO_ROWS),
                    "the data of dump ID 3 must be opened before those of dump ID 4");
            OutputStream rows = writer.openData(SampleArchive.ROWS);
            writer.openData(SampleArchive.NO_ROWS).close();
            assertRefused(
                    () -> writer.openLargeObjects(SampleArchive.OBJECTS),
                    "this thread has not completed the data of dump ID 3");
            rows.close();
            writer.openLargeObjects(SampleArchive.OBJECTS).close();
            writer.finish();
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void largeObjectsInATarWaitForOtherThreads() throws Exception {
        Path file = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(file, ArchiveFormat.TAR, Compression.none())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            OutputStream rows = writer.openData(SampleArchive.ROWS);
            FutureTask<Void> later = new FutureTask<>(() -> {
                writer.openData(SampleArchive.NO_ROWS).close();
                writer.openLargeObjects(SampleArchive.OBJECTS).close();
                return null;
            });
            Thread thread = new Thread(later);
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            rows.write(new byte[SIZE]);
            rows.close();
            later.get();
            writer.finish();
        }
    }

    /** A stream that encrypts in place, for example. */
    @ParameterizedTest
    @EnumSource(
            value = ArchiveFormat.class,
            names = {"CUSTOM", "TAR"})
    void streamsMayChangeTheArraysThatTheyAreGiven(ArchiveFormat format) throws IOException {
        OutputStream changing = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            }
        };
        TocEntry copied = SampleArchive.ROWS.toBuilder()
                .copyStmt("COPY t (a) FROM stdin;\n")
                .build();
        try (ArchiveWriter writer = ArchiveWriter.create(changing, format, Compression.none())) {
            writer.begin(SampleArchive.HEADER, List.of(SampleArchive.ENCODING, copied));
            try (OutputStream rows = writer.openData(copied)) {
                rows.write(("row\n".repeat(SIZE) + "\\.\n").getBytes(StandardCharsets.US_ASCII));
            }
            writer.finish();
        }
    }
}
