package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directory and tar archives made by pg_dump contain the same as its custom archives, and so do copies of them. */
class FormatsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none.directory", "gzip.directory", "lz4.directory", "zstd.directory", "none.tar"})
    void archivesOfEveryFormatContainTheSame(String name) throws Exception {
        ArchiveContent expected = content(golden("none.dump"));
        ArchiveContent actual = content(golden(name));
        assertThat(actual.tables()).isEqualTo(expected.tables());
        assertThat(actual.largeObjects()).isEqualTo(expected.largeObjects());
        assertThat(actual.entries()).isEqualTo(expected.entries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14.directory", "1.14.tar"})
    void olderArchivesOfEveryFormatContainTheSame(String name) throws Exception {
        ArchiveContent expected = content(golden("1.14.dump"));
        ArchiveContent actual = content(golden(name));
        assertThat(actual.tables()).isEqualTo(expected.tables());
        assertThat(actual.largeObjects()).isEqualTo(expected.largeObjects());
    }

    @Test
    void tarsAreReadAsStreams() throws Exception {
        try (InputStream stream = Files.newInputStream(golden("none.tar"));
                Archive archive = Archive.open(new OnlyAStream(stream))) {
            assertThat(archive.seekable()).isFalse();
            ArchiveContent content = ArchiveContent.read(archive);
            assertThat(content.tables()).isEqualTo(content(golden("none.tar")).tables());
            assertThat(content.largeObjects())
                    .isEqualTo(content(golden("none.tar")).largeObjects());
            TocEntry first = content.entry("TABLE DATA", "person");
            assertThatThrownBy(() -> archive.openData(first))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessageContaining("restoring data out of order is not supported in this archive format");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.dump", "piped.dump", "none.tar"})
    void aStreamIsNotVerifiedWithoutItsBeginning(String name) throws Exception {
        try (InputStream stream = Files.newInputStream(golden(name));
                Archive archive = Archive.open(new OnlyAStream(stream))) {
            TocEntry first = ArchiveContent.read(archive).entry("TABLE DATA", "person");
            assertThat(first.hadDumper()).isTrue();
            assertThatThrownBy(archive::verify)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the archive cannot seek, and its data have already been read");
        }
        try (InputStream stream = Files.newInputStream(golden(name));
                Archive archive = Archive.open(new OnlyAStream(stream))) {
            for (TocEntry entry : archive.entries()) {
                archive.dataLocation(entry);
            }
            assertThat(archive.verify().isWhole()).isTrue();
            assertThatThrownBy(archive::verify).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.dump", "none.directory", "none.tar"})
    void nothingIsReadFromAClosedArchive(String name) throws Exception {
        Archive archive = Archive.open(golden(name));
        Archive other = archive.another();
        Archive another = archive.another();
        List<TocEntry> entries = archive.entries();
        other.close();
        assertClosed(other, entries);
        assertThat(another.verify().isWhole()).isTrue();
        archive.close();
        archive.close();
        assertClosed(archive, entries);
        assertClosed(another, entries);
        assertThat(archive.entries()).isEqualTo(entries);
        if (!Files.isDirectory(golden(name))) {
            try (InputStream stream = Files.newInputStream(golden(name))) {
                Archive lent = Archive.open(new OnlyAStream(stream));
                lent.close();
                assertClosed(lent, entries);
            }
        }
    }

    private static void assertClosed(Archive archive, List<TocEntry> entries) {
        TocEntry table = entries.stream()
                .filter(entry -> entry.desc().equals("TABLE DATA"))
                .findFirst()
                .orElseThrow();
        TocEntry objects = entries.stream()
                .filter(entry -> entry.desc().equals("BLOBS"))
                .findFirst()
                .orElseThrow();
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> archive.openData(table),
                () -> archive.readLargeObjects(objects, (oid, content) -> {}),
                () -> archive.dataLocation(table),
                archive::another,
                archive::verify)) {
            assertThatThrownBy(reading).isInstanceOf(IOException.class).hasMessage("the archive has been closed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none.dump",
                "gzip.dump",
                "lz4.dump",
                "zstd.dump",
                "piped.dump",
                "latin1.dump",
                "1.14.dump",
                "17.dump",
                "none.directory",
                "gzip.directory",
                "lz4.directory",
                "zstd.directory",
                "none.tar",
                "1.14.directory",
                "1.14.tar"
            })
    void archivesOfPgDumpAreWhole(String name) throws Exception {
        try (Archive archive = Archive.open(golden(name))) {
            Verification verification = archive.verify();
            assertThat(verification.problems()).isEmpty();
            assertThat(verification.intact()).isEqualTo(archive.entries());
        }
        if (!Files.isDirectory(golden(name))) {
            try (InputStream stream = Files.newInputStream(golden(name));
                    Archive archive = Archive.open(new OnlyAStream(stream))) {
                assertThat(archive.verify().problems()).isEmpty();
            }
        }
    }

    @Test
    void onlyTarsHaveExtras() throws Exception {
        try (Archive tar = Archive.open(golden("none.tar"))) {
            TarExtras extras = tar.tarExtras().orElseThrow();
            assertThat(extras.modified("toc.dat").orElseThrow()).isPositive();
            assertThat(extras.modified("missing.dat")).isEmpty();
            try (InputStream script = extras.openScript()) {
                assertThat(new String(script.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("--\n-- NOTE:\n--\n-- File paths need to be edited.");
            }
        }
        for (String other : List.of("none.dump", "none.directory")) {
            try (Archive archive = Archive.open(golden(other))) {
                assertThat(archive.tarExtras()).isEmpty();
            }
        }
    }

    @Test
    void tarItselfFindsTheMembersOfATar() throws Exception {
        Path tar = folder.resolve("tar");
        try (ArchiveWriter writer = ArchiveWriter.create(tar, ArchiveFormat.TAR, Compression.none())) {
            SampleArchive.write(writer, 1000);
        }
        Process list = new ProcessBuilder("tar", "-tf", tar.toString()).start();
        assertThat(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "toc.dat",
                        "3.dat",
                        "4.dat",
                        "blob_1.dat",
                        "blob_2147483648.dat",
                        "blob_4294967295.dat",
                        "blobs_5.toc");
        assertThat(list.waitFor()).isZero();
        Process extract = new ProcessBuilder("tar", "-xOf", tar.toString(), "3.dat").start();
        assertThat(extract.getInputStream().readAllBytes()).isEqualTo(SampleArchive.rows(1000));
    }

    /** A writer that is closed before it has finished leaves nothing behind. */
    @Test
    void anUnfinishedDirectoryIsRemoved() throws Exception {
        Path directory = folder.resolve("unfinished");
        try (ArchiveWriter writer = ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.gzip())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            writer.openData(SampleArchive.ROWS).close();
        }
        assertThat(directory).doesNotExist();
        try (ArchiveWriter writer = ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.gzip())) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS);
            for (int i = 0; i < 100; i++) {
                objects.next(0xffff_ffffL - i).close();
            }
            assertThat(directory).isDirectoryContaining("glob:**/blob_4294967196.dat.gz");
        }
        assertThat(directory).doesNotExist();
        Files.createDirectory(directory);
        Files.createFile(directory.resolve("mine"));
        assertThatThrownBy(() -> ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.gzip()))
                .hasMessage("directory \"" + directory + "\" is not empty");
        assertThat(directory.resolve("mine")).exists();
    }

    /** Other processes may have put files into the folder in the meantime. */
    @Test
    void anUnfinishedDirectoryKeepsTheFilesOfOthers() throws Exception {
        Path directory = folder.resolve("shared");
        ArchiveWriter writer = ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.none());
        writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
        ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(SampleArchive.OBJECTS);
        objects.next(1).close();
        Path foreign = Files.createFile(directory.resolve("blob_2.dat"));
        assertThatThrownBy(() -> objects.next(2)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(writer::close).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(files(directory)).containsOnlyKeys(foreign.getFileName().toString());
    }

    /** Readers look up the first large object of an entry, which need not be the first in the file. */
    @Test
    void largeObjectsOfATarAreFoundInAnyOrder() throws Exception {
        Path tar = folder.resolve("objects");
        List<TocEntry> entries = new ArrayList<>();
        for (int group = 1; group <= 3; group++) {
            entries.add(objects(group, group + "1.." + group + "3"));
        }
        entries.add(objects(4, "22..23"));
        try (ArchiveWriter writer = ArchiveWriter.create(tar, ArchiveFormat.TAR, Compression.none())) {
            writer.begin(SampleArchive.HEADER, entries);
            for (TocEntry entry : entries) {
                try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(entry)) {
                    for (int i = 1; i <= 3 && entry.dumpId() <= 3; i++) {
                        objects.next(10L * entry.dumpId() + i).close();
                    }
                }
            }
            writer.finish();
        }
        try (Archive archive = Archive.open(tar)) {
            for (int at : new int[] {2, 0, 3, 1, 3, 0}) {
                List<Long> found = new ArrayList<>();
                archive.readLargeObjects(entries.get(at), (oid, content) -> found.add(oid));
                long first = 10L * (at + 1);
                assertThat(found).isEqualTo(at == 3 ? List.of(22L, 23L) : List.of(first + 1, first + 2, first + 3));
            }
        }
    }

    private static TocEntry objects(int dumpId, String tag) {
        return TocEntry.builder(dumpId)
                .hadDumper(true)
                .tag(tag)
                .desc("BLOBS")
                .section(Section.DATA)
                .build();
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void dataAreReadAsWhatTheyAre(ArchiveFormat format) throws Exception {
        Path path = folder.resolve("sample");
        try (ArchiveWriter writer = ArchiveWriter.create(path, format, Compression.none())) {
            SampleArchive.write(writer, 10);
        }
        try (Archive archive = Archive.open(path)) {
            assertRefused(() -> archive.openData(SampleArchive.OBJECTS), "the data of dump ID 5 are large objects");
            assertRefused(
                    () -> archive.readLargeObjects(SampleArchive.ROWS, (oid, content) -> {}),
                    "the data of dump ID 3 are not large objects");
            TocEntry others = SampleArchive.ROWS.toBuilder().tag("another").build();
            String message = "the archive does not contain the entry 3 TABLE DATA another";
            assertRefused(() -> archive.openData(others), message);
            assertRefused(() -> archive.dataLocation(others), message);
            TocEntry objects = SampleArchive.OBJECTS.toBuilder().tag("2..3").build();
            assertRefused(
                    () -> archive.readLargeObjects(objects, (oid, content) -> {}),
                    "the archive does not contain the entry 5 BLOBS 2..3");
            for (TocEntry entry : archive.entries()) {
                archive.dataLocation(entry);
            }
            assertThat(ArchiveContent.text(archive, SampleArchive.ROWS)).isEqualTo("0\trow 0\n1\t");
        }
    }

    private static void assertRefused(ThrowingCallable request, String message) {
        assertThatThrownBy(request).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    /** File names in the table of contents must not lead out of the folder. */
    @ParameterizedTest
    @ValueSource(strings = {"../3", "a/3", "/3", "..\\3"})
    void fileNamesStayInTheFolder(String name) throws Exception {
        Path directory = folder.resolve("hostile");
        try (ArchiveWriter writer = ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.none())) {
            SampleArchive.write(writer, 10);
        }
        Path toc = directory.resolve("toc.dat");
        String text = Files.readString(toc, StandardCharsets.ISO_8859_1);
        String hostile = "\0" + (char) (name.length() + 4) + "\0\0\0" + name + ".dat";
        Files.writeString(toc, text.replace("\0\5\0\0\0" + "3.dat", hostile), StandardCharsets.ISO_8859_1);
        try (Archive archive = Archive.open(directory)) {
            assertThatThrownBy(() -> archive.openData(SampleArchive.ROWS))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessage("invalid file name \"" + name + ".dat\" in the archive");
        }
    }

    /** A folder can be opened like a file, but not read. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void filesThatCannotBeReadAreClosed() throws Exception {
        Path directory = folder.resolve("unreadable");
        try (ArchiveWriter writer = ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.lz4())) {
            SampleArchive.write(writer, 10);
        }
        Path file = directory.resolve("3.dat.lz4");
        Files.delete(file);
        Files.createDirectory(file);
        try (Archive archive = Archive.open(directory)) {
            assertThatThrownBy(() -> archive.openData(SampleArchive.ROWS)).isInstanceOf(IOException.class);
        }
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(descriptors.filter(descriptor -> leadsTo(descriptor, file)))
                    .isEmpty();
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toAbsolutePath());
        } catch (IOException e) {
            // Another test has closed the file.
            return false;
        }
    }

    /** In the C locale, which the JVM treats as ASCII, no path can have such a name. */
    @Test
    void namesThatTheSystemLacksNameNoFile() throws Exception {
        Path directory = folder.resolve("hostile");
        try (ArchiveWriter writer = ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.none())) {
            SampleArchive.write(writer, 10);
        }
        Path toc = directory.resolve("toc.dat");
        String text = Files.readString(toc, StandardCharsets.ISO_8859_1);
        Files.writeString(toc, text.replace("3.dat", "\u00c3\u00a9dat"), StandardCharsets.ISO_8859_1);
        try (Archive archive = Archive.open(directory)) {
            assertThatThrownBy(() -> archive.openData(SampleArchive.ROWS))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessageContaining("\u00e9dat");
            assertThat(archive.verify().isWhole()).isFalse();
        }
    }

    static void copy(Path from, ArchiveWriter to) throws IOException {
        try (Archive archive = Archive.open(from);
                to) {
            ArchiveCopy.of(archive).to(to);
        }
    }

    static ArchiveContent content(Path path) throws IOException {
        try (Archive archive = Archive.open(path)) {
            return ArchiveContent.read(archive);
        }
    }

    static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    static Path golden(String name) throws URISyntaxException {
        return Path.of(FormatsTest.class.getResource("golden/" + name).toURI());
    }

    /** Hides that a file is seekable. */
    private static final class OnlyAStream extends FilterInputStream {
        OnlyAStream(InputStream in) {
            super(in);
        }
    }

    @Test
    void misuseIsRefusedImmediately() {
        OutputStream out = OutputStream.nullOutputStream();
        assertThatThrownBy(() -> ArchiveWriter.create(out, ArchiveFormat.DIRECTORY, Compression.none()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArchiveWriter.create(out, ArchiveFormat.TAR, Compression.gzip()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // That is what is tested.
    void nullIsRefusedBeforeAnythingHappens() throws Exception {
        Path existing = Files.writeString(folder.resolve("existing"), "precious");
        for (ArchiveFormat format : ArchiveFormat.values()) {
            assertNull(() -> ArchiveWriter.create(existing, format, null), "compression");
            Path missing = folder.resolve("missing");
            assertNull(() -> ArchiveWriter.create(missing, format, null), "compression");
            assertThat(missing).doesNotExist();
        }
        assertNull(() -> ArchiveWriter.create(existing, null, Compression.none()), "format");
        assertNull(() -> ArchiveWriter.create((Path) null, ArchiveFormat.TAR, Compression.none()), "path");
        assertThat(existing).hasContent("precious");
        assertNull(() -> Archive.open(golden("none.dump"), null), "format");
        assertNull(() -> Archive.open(InputStream.nullInputStream(), null), "format");
        try (FileChannel channel = FileChannel.open(golden("none.dump"))) {
            assertNull(() -> Archive.open(channel, null), "format");
            assertThatThrownBy(() -> Archive.open(channel, ArchiveFormat.TAR))
                    .isInstanceOf(ArchiveFormatException.class);
            channel.position(0);
            assertThat(Archive.open(channel, ArchiveFormat.CUSTOM).entries()).isNotEmpty();
        }
        assertNull(() -> EntryType.of(null), "desc");
        try (ArchiveWriter writer =
                ArchiveWriter.create(OutputStream.nullOutputStream(), ArchiveFormat.CUSTOM, Compression.none())) {
            assertNull(() -> writer.begin(null, SampleArchive.ENTRIES), "header");
            assertNull(() -> writer.begin(SampleArchive.HEADER, null), "entries");
            SampleArchive.write(writer, 10);
        }
    }

    private static void assertNull(ThrowingCallable misuse, String parameter) {
        assertThatThrownBy(misuse).isInstanceOf(NullPointerException.class).hasMessage(parameter);
    }

    /** As with archives that are read, streams and channels passed in belong to the caller. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTORY")
    void streamsAndChannelsStayOpen(ArchiveFormat format) throws Exception {
        boolean[] closed = new boolean[1];
        OutputStream stream = new FilterOutputStream(OutputStream.nullOutputStream()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        copy(golden("none.tar"), ArchiveWriter.create(stream, format, Compression.none()));
        assertThat(closed[0]).isFalse();
        try (FileChannel channel =
                FileChannel.open(folder.resolve("lent"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            copy(golden("none.tar"), ArchiveWriter.create(channel, format, Compression.none()));
            assertThat(channel.isOpen()).isTrue();
        }
    }
}
