package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The classes under test and the libraries that the commands need, as jars, with the class data that Java 17 stores for
 * them, which reduces the processor time to start a process to two thirds.
 */
final class ProgramJars {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path CLASSES =
            ProjectLayout.root().resolve("cli/src/main/launcher").resolve("classes.list");

    /** In a full build, the project's other modules are jars. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "(sengi-archive|sengi-core|postgresql|slf4j-api|slf4j-nop"
                    + "|zstd-jni|lz4-java|java-diff-utils|jline-(native|terminal)|commons-(compress|io|lang3))-[^/]*(?<!-tests)\\.jar");

    /** Newer versions print an error if they cannot use what was stored, which depends on more options. */
    private static final boolean STORES = Runtime.version().feature() == 17;

    private final String classPath;
    private final Path stored;

    private ProgramJars(String classPath, Path stored) {
        this.classPath = classPath;
        this.stored = stored;
    }

    /** Returns those that all tests share, which the first call creates. */
    static ProgramJars shared() {
        return Shared.JARS;
    }

    /** Puts the jars into a folder. */
    static List<Path> copyTo(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && path.endsWith("target/classes")) {
                jars.add(jar(path, folder.resolve(path.getName(path.getNameCount() - 3) + ".jar")));
            } else if (LIBRARIES.matcher(path.getFileName().toString()).matches()) {
                jars.add(Files.copy(path, folder.resolve(path.getFileName())));
            }
        }
        return jars;
    }

    static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                entries.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, entries);
            }
        }
        return jar;
    }

    /** Returns the arguments of Java before the name of the main class. */
    List<String> options() {
        return STORES ? List.of("-XX:SharedArchiveFile=" + stored, "-cp", classPath) : List.of("-cp", classPath);
    }

    /** Created once per JVM, in a folder that Maven cleans. */
    private static final class Shared {
        private static final ProgramJars JARS = create();

        private static ProgramJars create() {
            try {
                Path folder = Files.createTempDirectory(
                        Files.createDirectories(ProjectLayout.root().resolve("cli/target/program-jars")), "");
                String classPath =
                        copyTo(folder).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
                Path stored = folder.resolve("classes.jsa");
                if (!STORES) {
                    return new ProgramJars(classPath, stored);
                }
                // Modules are stored only for the launcher's options, and objects only with this collector.
                List<String> options = List.of(
                        "-XX:+UseG1GC",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + CLASSES,
                        "-XX:SharedArchiveFile=" + stored,
                        "-cp",
                        classPath);
                ProgramRun.of(JAVA, options, new byte[0], Map.of()).assertSuccess();
                assertThat(stored).exists();
                return new ProgramJars(classPath, stored);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
