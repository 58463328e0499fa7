package dev.sengi.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void fileThatDisappearsMeanwhileIsCreatedAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "former");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        write(file, () -> Files.delete(file));
        assertThat(file).hasContent("x");
        Path fresh = Files.createFile(folder.resolve("fresh"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(fresh));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, fresh);
        }
    }

    @Test
    void fileThatAppearsMeanwhileKeepsItsMode() throws IOException {
        Path file = folder.resolve("file");
        write(file, () -> {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        });
        assertThat(file).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    /** With an access control list, the mode's group bits are the union of everything that the list grants. */
    @Test
    void aReplacedFileKeepsItsAttributes() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "former");
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        assumeTrue(attributes != null && isSupported(attributes), "the file system has no extended attributes");
        Files.setAttribute(file, "unix:mode", 0104640);
        boolean hasList = setsAccessControlList(file);
        write(file, () -> {});
        assertThat(file).hasContent("x");
        assertThat(attributes.list()).containsExactly("color");
        assertThat((Integer) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(04640);
        if (hasList) {
            assertThat(accessControlList(file)).contains("user:1:r--");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private static boolean isSupported(UserDefinedFileAttributeView attributes) {
        try {
            return attributes.write("color", ByteBuffer.wrap(new byte[] {'x'})) == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** Few machines have the programs. */
    private static boolean setsAccessControlList(Path file) {
        try {
            return run("setfacl", "-m", "u:1:r", file.toString()).exitCode() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String accessControlList(Path file) {
        return run("getfacl", "-nE", file.toString()).text();
    }

    private static Result run(String program, String... arguments) {
        return ProgramRun.of(Path.of(program), List.of(arguments), new byte[0], Map.of());
    }

    @Test
    void companionIsGoneWhileTheFileIsReplaced() throws IOException {
        for (boolean inPlace : new boolean[] {false, true}) {
            Path target = Files.writeString(folder.resolve("target" + inPlace), "former");
            if (inPlace) {
                // A file with a second name is overwritten.
                Files.createLink(folder.resolve("second"), target);
            }
            List<String> seen = new ArrayList<>();
            WholeFile.Companion companion = new WholeFile.Companion() {
                @Override
                public void withdraw() throws IOException {
                    seen.add("withdrawn beside " + Files.readString(target));
                }

                @Override
                public void appear() throws IOException {
                    seen.add("appears beside " + Files.readString(target));
                }
            };
            WholeFile.write(
                    target,
                    false,
                    note -> {},
                    opening -> {
                        try (SeekableByteChannel channel = opening.open()) {
                            channel.write(ByteBuffer.wrap(new byte[] {'x'}));
                        }
                    },
                    content -> seen.add("read"),
                    companion);
            assertThat(seen).containsExactly("read", "withdrawn beside former", "appears beside x");
        }
    }

    /** A file that can only be overwritten is not touched while it is being read. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theSourceIsNotOverwritten() throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "former");
        try (FileChannel open = FileChannel.open(source, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.isOpen()).isTrue();
            Path inPlace = descriptors
                    .filter(link -> Files.exists(link))
                    .filter(link -> {
                        try {
                            return Files.isSameFile(link, source);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> WholeFile.writeFrom(source, inPlace, note -> {}, opening -> opening.open()))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("also the input file");
            assertThat(source).hasContent("former");
            WholeFile.writeFrom(source, source, note -> {}, opening -> {
                try (SeekableByteChannel channel = opening.open()) {
                    channel.write(ByteBuffer.wrap(new byte[] {'x'}));
                }
                assertThat(source).hasContent("former");
            });
            assertThat(source).hasContent("x");
        }
    }

    private interface Meanwhile {
        void happens() throws IOException;
    }

    private static void write(Path file, Meanwhile meanwhile) throws IOException {
        WholeFile.write(file, false, note -> {}, opening -> {
            try (SeekableByteChannel channel = opening.open()) {
                channel.write(ByteBuffer.wrap(new byte[] {'x'}));
            }
            meanwhile.happens();
        });
    }

    /** A process that exits while it writes into a zip file leaves no temporary file. */
    @Test
    void anExitLeavesNoTemporaryFile() throws Exception {
        Path zip = folder.resolve("dumps.zip");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process exiting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exiting.class.getName(),
                        zip.toString())
                .inheritIO()
                .start();
        assertThat(exiting.waitFor()).isEqualTo(7);
        assertThat(temporary).isEmptyDirectory();
    }

    /** A process that exits in the middle of writing. */
    static final class Exiting {
        public static void main(String[] arguments) throws IOException {
            try (FileSystem inside = FileSystems.newFileSystem(Path.of(arguments[0]), Map.of("create", "true"))) {
                WholeFile.write(inside.getPath("/file"), false, note -> {}, opening -> {
                    opening.open().write(ByteBuffer.wrap(new byte[] {'x'}));
                    Runtime.getRuntime().exit(7);
                });
            }
        }
    }
}
