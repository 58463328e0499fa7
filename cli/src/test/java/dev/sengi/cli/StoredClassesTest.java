package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes that {@code sengi share-classes} stores, in an installation of the classes under test, for the JDK that
 * runs the tests.
 */
class StoredClassesTest {
    private static final Path LAUNCHERS = ProjectLayout.root().resolve("cli/src/main/launcher");
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String LOADING = "-Xlog:class+load:file=";

    @TempDir
    private static Path folder;

    private static Path installation;

    @BeforeAll
    static void install() throws IOException {
        assumeThat(JAVA_HOME.resolve("release"))
                .as("the release file of the JDK")
                .exists();
        installation = folder.resolve("installation");
        Files.createDirectories(installation.resolve("lib"));
        for (String program : List.of("pg_dump", "pg_restore", "sengi")) {
            OurProgram.script(
                    installation.resolve("bin").resolve(program), Files.readString(LAUNCHERS.resolve("launcher.sh")));
        }
        for (String file : List.of("share-classes.sh", "classes.list", "sessions.gz")) {
            Files.copy(LAUNCHERS.resolve(file), installation.resolve("lib").resolve(file));
        }
        ProgramJars.copyTo(installation.resolve("lib"));
        assertSilent(run(installation, "sengi", Map.of(), "share-classes"));
    }

    /** Classes of connections over TCP, TLS and Unix-domain sockets, with a password, and of parallel runs. */
    @Test
    void everyWayOfDumpingAndRestoringIsCovered() throws IOException {
        assertThat(Files.readAllLines(LAUNCHERS.resolve("classes.list")))
                .contains(
                        "dev/sengi/internal/conninfo/socket/AddressSocket",
                        "dev/sengi/internal/conninfo/socket/StartupSslSocket",
                        "dev/sengi/internal/conninfo/socket/UnixInput",
                        "dev/sengi/internal/conninfo/socket/UnixOutput",
                        "dev/sengi/internal/conninfo/socket/UnixSocket",
                        "java/net/UnixDomainSocketAddress",
                        "org/postgresql/core/v3/ScramAuthenticator",
                        "dev/sengi/internal/dump/DataSessions$Worker",
                        "dev/sengi/internal/restore/parallel/ParallelRun");
    }

    @Test
    void areLoadedInsteadOfThoseOfTheJars() throws IOException {
        assertThat(sources(installation, "dev.sengi.cli.Main")).contains("shared objects file");
        assertThat(sources(installation, "dev.sengi.cli.command.Messages")).contains("shared objects file");
    }

    /** Where Java would load far more than a list needs, it uses a cache of the list's own. */
    @Test
    void areFewerForAList() throws IOException {
        Path archive = folder.resolve("no archive");
        Files.writeString(archive, "too short to be an archive, but long enough to be read");
        Path log = folder.resolve("listed");
        Result result =
                run(installation, "pg_restore", Map.of("SENGI_JAVA_OPTS", LOADING + log), "-l", archive.toString());
        assertThat(result.stderr())
                .isEqualTo("pg_restore: error: input file does not appear to be a valid archive (too short?)\n");
        assertThat(log)
                .content()
                .containsPattern("dev\\.sengi\\.cli\\.restore\\.PgRestoreCommand source: shared objects file")
                .doesNotContain("dev.sengi.internal.dump.DumpPipeline ");
    }

    @Test
    void areFoundThroughLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), installation);
        assertThat(sources(link, "dev.sengi.cli.Main")).contains("shared objects file");
    }

    /** Otherwise Java would not even share its own classes. */
    @Test
    void areNotUsedInAnotherFolder() throws IOException {
        Path moved = copy("moved");
        assertThat(sources(moved, "dev.sengi.cli.Main")).doesNotContain("shared objects file");
        assertThat(sources(moved, "java.lang.String")).contains("shared objects file");
    }

    @Test
    void areNotUsedWithOptionsThatRuleThemOut() throws IOException {
        assertSilent(run(installation, "pg_dump", Map.of("SENGI_JAVA_OPTS", "-Xshare:off"), "--version"));
        assertSilent(run(installation, "pg_dump", Map.of("SENGI_JAVA_OPTS", "-XX:+UseZGC"), "--version"));
        assertSilent(run(installation, "pg_dump", Map.of("SENGI_JAVA_OPTS", "-XX:+UseG1GC"), "--version"));
    }

    /** Java compares such options with those it was given when it stored the classes. */
    @Test
    void areDiscardedIfTheModulesDiffer() {
        for (String options : List.of("--add-opens=java.base/java.util=ALL-UNNAMED", "--add-modules=java.sql")) {
            assertSilent(run(installation, "pg_dump", Map.of("SENGI_JAVA_OPTS", options), "--version"));
        }
    }

    /** In this case, the launcher passes its own standard output to Java, but the same options for modules. */
    @Test
    void areLoadedIfNoDescriptorIsFree() {
        String launcher = installation.resolve("bin/pg_dump").toString();
        Path log = folder.resolve("loaded-without");
        String noDescriptorIsFree =
                "for n in 9 8 7 6 5 4 3; do eval \"exec $n> /dev/null\"; done; exec \"$0\" --version 9>&1";
        assertSilent(ProgramRun.of(
                Path.of("/bin/sh"),
                List.of("-c", noDescriptorIsFree, launcher),
                new byte[0],
                Map.of("JAVA_HOME", JAVA_HOME.toString(), "SENGI_JAVA_OPTS", LOADING + log)));
        assertThat(log).content().containsPattern("dev\\.sengi\\.cli\\.Main source: shared objects file");
    }

    @Test
    void areDiscardedIfDamaged() throws IOException {
        Path damaged = copy("damaged");
        Path stored = stored(damaged);
        Files.writeString(
                stored.resolveSibling(stored.getFileName() + ".folder"),
                damaged.resolve("lib").toRealPath() + "\n");
        byte[] whole = Files.readAllBytes(stored);
        byte[] noHeader = whole.clone();
        Arrays.fill(noHeader, 0, 4000, (byte) 'x');
        for (byte[] content : List.of(
                new byte[0],
                "not what was stored".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(whole, 100),
                Arrays.copyOf(whole, 5000),
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, whole.length - 1),
                noHeader)) {
            Files.delete(stored);
            Files.write(stored, content);
            assertSilent(run(damaged, "pg_dump", Map.of(), "--version"));
        }
        Files.delete(stored);
        assertSilent(run(damaged, "pg_dump", Map.of(), "--version"));
        Files.createDirectory(stored);
        assertSilent(run(damaged, "pg_dump", Map.of(), "--version"));
    }

    /** For example, jars of another version. */
    @Test
    void areDiscardedIfTheJarsDiffer() throws IOException {
        Path changed = copy("changed");
        assertSilent(run(changed, "sengi", Map.of(), "share-classes"));
        ProgramJars.jar(LAUNCHERS, changed.resolve("lib/another.jar"));
        assertSilent(run(changed, "pg_dump", Map.of(), "--version"));
    }

    @Test
    void leaveNothingIfTheyCannotBeStored() throws IOException {
        Path broken = copy("broken");
        Files.delete(broken.resolve("lib/classes.list"));
        Result result = run(broken, "sengi", Map.of(), "share-classes");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .endsWith("sengi: error: could not store classes in \""
                        + broken.resolve("lib").toRealPath() + "\"\n");
        try (Stream<Path> files = Files.list(broken.resolve("lib"))) {
            assertThat(files.filter(file -> file.toString().matches(".*/classes-.*\\d")))
                    .isEmpty();
        }
    }

    private static Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(installation)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(installation.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private static Path stored(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place.resolve("lib"))) {
            return files.filter(file -> file.toString().matches(".*/classes-.*\\.(jsa|aot)"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the log line that shows from where Java loaded a class. */
    private static String sources(Path place, String type) throws IOException {
        Path log = folder.resolve("loaded");
        assertSilent(run(place, "pg_dump", Map.of("SENGI_JAVA_OPTS", LOADING + log), "--version"));
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" " + type + " "))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSilent(Result result) {
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    private static Result run(Path place, String program, Map<String, String> variables, String... arguments) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("JAVA_HOME", JAVA_HOME.toString());
        return ProgramRun.of(place.resolve("bin").resolve(program), List.of(arguments), new byte[0], all);
    }
}
