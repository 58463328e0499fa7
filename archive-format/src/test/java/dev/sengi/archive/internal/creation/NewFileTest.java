package dev.sengi.archive.internal.creation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.SampleArchive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An archive written to a file replaces an older one when it is complete, and not before. */
class NewFileTest {
    @TempDir
    private Path folder;

    private static ArchiveWriter create(Path file, ArchiveFormat format) throws IOException {
        return ArchiveWriter.create(file, format, Compression.none());
    }

    private static void write(Path file, ArchiveFormat format) throws IOException {
        try (ArchiveWriter writer = create(file, format)) {
            SampleArchive.write(writer, 1000);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUSTOM", "TAR"})
    void anOlderFileRemainsUntilTheArchiveIsComplete(ArchiveFormat format) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "older");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (ArchiveWriter writer = create(file, format)) {
            writer.begin(SampleArchive.HEADER, SampleArchive.ENTRIES);
            assertThat(file).hasContent("older");
        }
        assertThat(file).hasContent("older");
        assertThat(files()).containsExactly(file);

        write(file, format);
        assertThat(files()).containsExactly(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Archive archive = Archive.open(file)) {
            assertThat(archive.entries()).hasSameSizeAs(SampleArchive.ENTRIES);
        }
    }

    @Test
    void anArchiveCanBeCopiedOntoItself() throws IOException {
        Path file = folder.resolve("file");
        try (InputStream golden = SampleArchive.class.getResourceAsStream("golden/none.dump")) {
            Files.copy(golden, file);
        }
        int entries;
        try (Archive archive = Archive.open(file);
                ArchiveWriter writer = create(file, ArchiveFormat.CUSTOM)) {
            entries = archive.entries().size();
            ArchiveCopy.of(archive).to(writer);
        }
        try (Archive archive = Archive.open(file)) {
            assertThat(archive.entries()).hasSize(entries);
            assertThat(archive.verify().problems()).isEmpty();
        }
    }

    @Test
    void aSymbolicLinkRemainsOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "older");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        write(link, ArchiveFormat.CUSTOM);
        assertThat(link).isSymbolicLink();
        assertThat(Files.size(file)).isGreaterThan("older".length());
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("new"));
        write(dangling, ArchiveFormat.CUSTOM);
        assertThat(dangling).isSymbolicLink();
        assertThat(folder.resolve("new")).isRegularFile();
    }

    @Test
    void otherFileSystemsWork() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = files.getPath("/file");
            write(file, ArchiveFormat.TAR);
            write(file, ArchiveFormat.TAR);
            assertThat(Files.size(file)).isPositive();
        }
    }

    @Test
    void aMissingFolderIsReported() {
        Path file = folder.resolve("missing/file");
        assertThatThrownBy(() -> create(file, ArchiveFormat.CUSTOM))
                .hasMessage("could not open output file \"" + file + "\": No such file or directory");
    }

    /** Such a file is on another file system than its folder, and cannot be replaced. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aMountedFileIsOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "older");
        Path source = Files.writeString(folder.resolve("source"), "older");
        assumeTrue(run("mount", "--bind", source.toString(), file.toString()), "files cannot be mounted here");
        try {
            write(file, ArchiveFormat.CUSTOM);
            assertThat(Files.size(source)).isGreaterThan("older".length());
            assertThat(files()).containsExactlyInAnyOrder(file, source);
        } finally {
            run("umount", file.toString());
        }
    }

    /** Not because the folder refuses it, so that the older archive must not be overwritten instead. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anOlderFileSurvivesAFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k,nr_inodes=2", "none", disk.toString()),
                "nothing can be mounted here");
        try {
            Path file = Files.writeString(disk.resolve("file"), "older");
            assertThatThrownBy(() -> create(file, ArchiveFormat.CUSTOM))
                    .hasMessage("could not open output file \"" + file + "\": No space left on device");
            assertThat(file).hasContent("older");
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
