package dev.sengi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the commands in the container image's tree, as an unprivileged user, on a read-only file system and with little
 * memory: in Docker if it is running, otherwise in Linux namespaces.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerTest {
    private static final String USER = "65534:65534";
    private static final String SEARCH_PATH = "PATH=/opt/sengi/bin:/usr/bin:/bin";
    private static final String IMAGE = "sengi-container-test";
    private static final long LARGEST_DOWNLOAD = 80_000_000;

    /** Arguments: the root of the tree, and then the command. */
    private static final String IN_NAMESPACES = String.format(Locale.ROOT, """
            root=$1
            shift
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount -o remount,ro,bind "$root"
            exec chroot --userspec=%s "$root" env -i %s SENGI_JAVA_OPTS=-XX:MaxRAM=128m "$@"
            """, USER, SEARCH_PATH);

    @TempDir
    static Path folder;

    private Path root;
    private boolean docker;

    @BeforeAll
    void makeTree() throws IOException {
        assumeThat(PackagingTest.jars()).isNotEmpty();
        assumeThat(System.getProperty("os.name")).as("the image is Linux's").isEqualTo("Linux");
        docker = succeeds("docker", "info");
        assumeThat(docker || succeeds("unshare", "-mpf", "mount", "--bind", "/proc", "/proc"))
                .as("Docker, or namespaces, which need root, to run the image's tree in")
                .isTrue();
        Path made = folder.resolve("made");
        run("bash", makeTreeScript(), distribution(), made.toString()).assertSuccess();
        root = made.resolve("system");
        Files.createDirectories(root.resolve("opt"));
        Files.move(made.resolve("sengi"), root.resolve("opt/sengi"));
        if (docker) {
            Path tar = folder.resolve("root.tar");
            run("tar", "-C", root.toString(), "-cf", tar.toString(), ".").assertSuccess();
            run("docker", "import", "-c", "ENV " + SEARCH_PATH, tar.toString(), IMAGE)
                    .assertSuccess();
        }
    }

    @AfterAll
    void removeImage() {
        if (docker) {
            run("docker", "rmi", "-f", IMAGE);
        }
    }

    private static String makeTreeScript() {
        return ProjectLayout.root().resolve("cli/src/main/image/make-tree").toString();
    }

    private static String distribution() {
        return ProjectLayout.root().resolve("cli/target/sengi").toString();
    }

    private static boolean succeeds(String... command) {
        try {
            return run(command).exitCode() == 0;
        } catch (UncheckedIOException e) {
            // The program is not installed.
            return false;
        }
    }

    private static Result run(String... command) {
        return ProgramRun.of(Path.of(command[0]), List.of(command).subList(1, command.length), new byte[0], Map.of());
    }

    /** Runs a command in the container. */
    private Result inContainer(byte[] stdin, String... command) {
        List<String> all = new ArrayList<>();
        if (docker) {
            all.addAll(List.of("run", "-i", "--rm", "--read-only", "--memory", "128m", "--network", "host"));
            all.addAll(List.of("--user", USER, IMAGE));
        } else {
            all.addAll(List.of("-mpf", "sh", "-ec", IN_NAMESPACES, "sh", root.toString()));
        }
        all.addAll(List.of(command));
        return ProgramRun.of(Path.of(docker ? "docker" : "unshare"), all, stdin, Map.of());
    }

    @Test
    void isSmall() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".tar.gz")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isLessThan(LARGEST_DOWNLOAD));
        }
    }

    @Test
    void cannotWrite() {
        Result result = inContainer(new byte[0], "sh", "-c", "touch /opt/sengi/x || touch /x || touch /tmp/x");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.stderr()).contains("Read-only file system");
    }

    /** zstd and LZ4 use native libraries, which Java would otherwise unpack to a temporary folder. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lz4", "zstd"})
    void dumpsAndRestores(String compression) {
        String source = TestServer.current().sample("chandler").connectionString("postgres");
        byte[] archive = inContainer(new byte[0], "pg_dump", "-Fc", "-Z", compression, source)
                .assertSuccess()
                .stdout();
        assertThat(inContainer(archive, "pg_restore", "-l").assertSuccess().text())
                .contains("TABLE DATA");
        try (TestDatabase target = TestServer.current().createDatabase()) {
            inContainer(archive, "pg_restore", "-d", target.connectionString("postgres"))
                    .assertSuccess();
            ScriptDiff.assertSame(script(source), script(target.connectionString("postgres")));
        }
    }

    private static String script(String database) {
        return Commands.built().run("pg_dump", database).result().text();
    }
}
