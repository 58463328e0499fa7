package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Java in its place that prints what it was asked to run. */
class LauncherTest {
    private static final String FAKE_JAVA = "#!/bin/sh\nfor a in \"$@\"; do printf '[%s]' \"$a\"; done\n";

    @TempDir
    private Path folder;

    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        launcher = OurProgram.launcher(folder.resolve("a folder"), "pg_dump");
        OurProgram.script(folder.resolve("jdk/bin/java"), FAKE_JAVA);
    }

    @Test
    void runsTheCommandOfItsName() {
        Result result = run(launcher, "-Fc", "a b", "", "$HOME");
        assertThat(result.text())
                .endsWith(
                        "[-cp][" + launcher.getParent() + "/../lib/*][dev.sengi.cli.Main][pg_dump][-Fc][a b][][$HOME]");
    }

    @Test
    void followsSymbolicLinks() throws IOException {
        Path absolute = folder.resolve("dump");
        Files.createSymbolicLink(absolute, launcher);
        Path relative = folder.resolve("links/again");
        Files.createDirectories(relative.getParent());
        Files.createSymbolicLink(relative, Path.of("../dump"));
        assertThat(run(relative, "x").text())
                .endsWith("[-cp][" + launcher.getParent() + "/../lib/*][dev.sengi.cli.Main][pg_dump][x]");
    }

    /** Java's slower compiler works only where Java has much to compute. */
    @Test
    void compilesQuicklyWhatTheServerDoes() {
        assertThat(run(launcher, "-Fc", "x").text()).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(run(launcher, "--column-inserts", "x").text()).doesNotContain("TieredStopAtLevel");
    }

    /** A word of the virtual machine's would stand in the dump. */
    @Test
    void hasTheVirtualMachineKeepSilentOnSmallMachines() {
        Result result = run(launcher, "x");
        assertThat(result.text()).contains("[-XX:MaxNewSize=128m][-Xlog:gc+ergo=error]");
    }

    /** As a background job of a shell. */
    @Test
    void heedsSignalsThatItIsToldToIgnore() throws IOException {
        assumeTrue(canHeedSignals(), "env does not know --default-signal");
        OurProgram.script(folder.resolve("jdk/bin/java"), "#!/bin/sh\nkill -INT $$\necho alive\n");
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        String job = "trap '' INT; '" + launcher + "'; echo ended";
        Result result = ProgramRun.of(Path.of("/bin/sh"), List.of("-c", job), new byte[0], java);
        assertThat(result.text()).isEqualTo("ended\n");
    }

    @Test
    void findsJavaInPath() {
        Map<String, String> path =
                Map.of("JAVA_HOME", "", "PATH", folder.resolve("jdk/bin") + ":" + System.getenv("PATH"));
        assertThat(ProgramRun.of(launcher, List.of("x"), new byte[0], path).text())
                .endsWith("[pg_dump][x]");
    }

    @Test
    void saysThatThereIsNoJava() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Map<String, String> nothing = Map.of("JAVA_HOME", "", "PATH", empty.toString());
        Result result = ProgramRun.of(launcher, List.of("x"), new byte[0], nothing);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("pg_dump: error: no Java found: set JAVA_HOME, or put java into PATH\n");
    }

    private static boolean canHeedSignals() {
        List<String> arguments = List.of("--default-signal=INT", "true");
        return ProgramRun.of(Path.of("env"), arguments, new byte[0], Map.of()).exitCode() == 0;
    }

    private Result run(Path program, String... arguments) {
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        return ProgramRun.of(program, List.of(arguments), new byte[0], java).assertSuccess();
    }
}
