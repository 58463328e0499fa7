package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a fake Java that prints its arguments. */
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
        assertThat(result.stderr())
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
        assertThat(run(relative, "x").stderr())
                .endsWith("[-cp][" + launcher.getParent() + "/../lib/*][dev.sengi.cli.Main][pg_dump][x]");
    }

    /** Java's optimizing compiler is only worthwhile if Java itself does much of the work. */
    @Test
    void compilesQuicklyWhatTheServerDoes() {
        assertThat(run(launcher, "-Fp", "x").stderr()).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(run(launcher, "--column-inserts", "x").stderr()).doesNotContain("TieredStopAtLevel");
    }

    /** Of all compressed data, only gzip from level 5 on is compressed in Java. */
    @Test
    void keepsTheSlowerCompilerForGzip() {
        for (String options : List.of(
                "-Fc",
                "-F c",
                "-vFd",
                "--format=custom",
                "--format directory",
                "-Z5",
                "-Z 9",
                "-Z gzip",
                "--compress=6")) {
            assertThat(run(launcher, (options + " x").split(" ")).stderr())
                    .as(options)
                    .contains("dev.sengi.archive.internal.deflate")
                    .doesNotContain("TieredStopAtLevel");
        }
        assertThat(run(launcher, "-Fc", "x").stderr()).doesNotContain("com.sun.crypto.provider");
        assertThat(run(launcher, "-Fc", "-hdb").stderr())
                .contains("com.sun.crypto.provider")
                .contains("dev.sengi.archive.internal.deflate");
        for (String options : List.of(
                "-v",
                "-Fp",
                "-Ft",
                "-Fc -Z0",
                "-Fc -Z none",
                "-Fd --compress=lz4",
                "-Fc -Z zstd:5",
                "-j 4 x",
                "-Fc -Z4",
                "-Fc --compress=1",
                "-Fc -Z 0")) {
            assertThat(run(launcher, (options + " x").split(" ")).stderr())
                    .as(options)
                    .contains("[-XX:TieredStopAtLevel=1]");
        }
    }

    @Test
    void compilesQuicklyForARestore() throws IOException {
        Path restore = OurProgram.launcher(folder.resolve("another folder"), "pg_restore");
        assertThat(run(restore, "-Fc", "x").stderr()).contains("[-XX:TieredStopAtLevel=1]");
    }

    @Test
    void listsInLittleRoomUnlessEntriesAreSelectedByName() throws IOException {
        Path restore = OurProgram.launcher(folder.resolve("another folder"), "pg_restore");
        for (String options : List.of("-l x", "-v -l x", "--list x")) {
            assertThat(run(restore, options.split(" ")).stderr()).as(options).contains("[-XX:MaxNewSize=8m]");
        }
        for (String options : List.of("x", "-l -t a x", "-L list -l x", "--list --schema=a x")) {
            assertThat(run(restore, options.split(" ")).stderr()).as(options).doesNotContain("MaxNewSize=8m");
        }
    }

    /** A message from the virtual machine would end up in the dump. */
    @Test
    void keepsTheVirtualMachineSilentOnSmallMachines() {
        Result result = run(launcher, "x");
        assertThat(result.stderr()).contains("[-XX:MaxNewSize=32m][-Xlog:gc+ergo=error]");
    }

    /** Loops over a catalog or an archive often run only once. */
    @Test
    void compilesLongLoopsEarly() {
        assertThat(run(launcher, "x").stderr()).contains("[-XX:Tier3BackEdgeThreshold=5000]");
    }

    /** TLS needs the optimizing compiler's AES instructions; other connections start faster without that compiler. */
    @Test
    void keepsTheSlowerCompilerForTls() {
        for (String connection : List.of("-hdb", "--host=db", "postgresql://db/x", "host=db sslmode=require")) {
            assertThat(run(launcher, connection).stderr())
                    .contains("com.sun.crypto.provider")
                    .doesNotContain("TieredStopAtLevel");
        }
        for (String connection : List.of("x", "--host=/tmp", "host=/tmp", "host=db sslmode=disable")) {
            assertThat(run(launcher, connection).stderr())
                    .contains("[-XX:TieredStopAtLevel=1]")
                    .doesNotContain("com.sun.crypto.provider");
        }
    }

    @Test
    void compilesDefinitionsQuickly() {
        for (String options : List.of(
                "-s", "-Fc -s", "-v --schema-only", "--no-data", "--section=pre-data", "--section pre-data -Fd")) {
            assertThat(run(launcher, (options + " -hdb").split(" ")).stderr())
                    .as(options)
                    .contains("[-XX:TieredStopAtLevel=1]")
                    .doesNotContain("com.sun.crypto.provider");
        }
        for (String options :
                List.of("-S admin", "--section=data", "--section=pre-data --section=data", "-ns", "-d-s")) {
            assertThat(run(launcher, (options + " -hdb").split(" ")).stderr())
                    .as(options)
                    .doesNotContain("TieredStopAtLevel");
        }
    }

    @Test
    void triesAddressesInTheSystemsOrder() {
        assertThat(run(launcher, "x").stderr()).contains("[-Djava.net.preferIPv6Addresses=system]");
    }

    /** Only the C library knows whether a locale is installed, and the encoding of one that does not name it. */
    @Test
    void requestsTheLocalesEncodingIfItMatters() throws IOException {
        OurProgram.script(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho \"[$SENGI_LOCALE_CODE_SET]\"\n");
        Map<String, String> variables =
                Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "LC_ALL", "C.UTF-8");
        assertThat(codeSet("dbname=x client_encoding=auto", variables)).isEqualTo("[UTF-8]\n");
        assertThat(codeSet("dbname=auto", variables)).isEqualTo("[]\n");
        Map<String, String> all = new HashMap<>(variables);
        all.put("PGCLIENTENCODING", "auto");
        assertThat(codeSet("x", all)).isEqualTo("[UTF-8]\n");
    }

    private String codeSet(String argument, Map<String, String> variables) {
        return ProgramRun.of(launcher, List.of(argument), new byte[0], variables)
                .stderr();
    }

    /** Anything Java prints to standard output would end up in the dump. */
    @Test
    void keepsStandardOutputForTheCommand() {
        Result result = run(launcher, "x");
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("[-Dsengi.stdout=9]");
    }

    /** Stored classes fit one Java version, one folder and certain options only. */
    @Test
    void usesStoredClassesIfTheyMatch() throws IOException {
        Path lib = Files.createDirectory(launcher.resolveSibling("../lib").normalize());
        Files.createFile(lib.resolve("b.jar"));
        Files.createFile(lib.resolve("a.jar"));
        Files.createFile(lib.resolve("classes-17.0.1+2.jsa"));
        Path owner = lib.resolve("classes-17.0.1+2.jsa.folder");
        String jars = lib.toRealPath() + "/a.jar:" + lib.toRealPath() + "/b.jar";
        Files.writeString(owner, lib.toRealPath() + "\n");
        assertThat(run(launcher, "x").stderr()).doesNotContain("SharedArchiveFile");

        Files.writeString(folder.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_RUNTIME_VERSION=\"17.0.1+2\"\n");
        assertThat(run(launcher, "x").stderr())
                .contains("[-Xlog:cds*=off]", "[-XX:SharedArchiveFile=", "/lib/classes-17.0.1+2.jsa]")
                .endsWith("[-cp][" + jars + "][dev.sengi.cli.Main][pg_dump][x]");
        for (String option : List.of("-Xshare:off", "-XX:SharedArchiveFile=x", "-XX:AOTCache=x", "-XX:+UseZGC")) {
            Map<String, String> variables =
                    Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "JAVA_TOOL_OPTIONS", option);
            assertThat(ProgramRun.of(launcher, List.of("x"), new byte[0], variables)
                            .stderr())
                    .doesNotContain("SharedArchiveFile=" + launcher.getParent());
        }

        Files.writeString(owner, "/elsewhere/lib\n");
        assertThat(run(launcher, "x").stderr()).doesNotContain("SharedArchiveFile");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_RUNTIME_VERSION=\"17.0.1+3\"\n");
        assertThat(run(launcher, "x").stderr()).doesNotContain("SharedArchiveFile");
    }

    /** The caller's own descriptors stay open. */
    @Test
    void makesTheVirtualMachineUseStandardErrorIfAllDescriptorsAreTaken() {
        String open = "for n in 3 4 5 6 7 8 9; do eval \"exec $n</dev/null\"; done; exec \"$0\" x";
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        Result result = ProgramRun.of(Path.of("/bin/sh"), List.of("-c", open, launcher.toString()), new byte[0], java);
        assertThat(new String(result.stdout(), StandardCharsets.UTF_8))
                .contains("[-XX:+DisplayVMOutputToStderr][-Xlog:disable][-Xlog:all=warning:stderr]")
                .doesNotContain("sengi.stdout");
        for (String option : List.of("--show-version", "-agentlib:jdwp=transport=dt_socket")) {
            Map<String, String> talkative =
                    Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "JDK_JAVA_OPTIONS", option);
            Result refused =
                    ProgramRun.of(Path.of("/bin/sh"), List.of("-c", open, launcher.toString()), new byte[0], talkative);
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.stdout()).isEmpty();
            assertThat(refused.stderr()).contains("descriptors 3 to 9 are in use");
        }
    }

    /** Java would interpret the colon as a path separator. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void namesAFolderWithAColonByItsNumber() throws IOException {
        Path home = folder.resolve("a:b");
        Path colon = OurProgram.launcher(home, "pg_dump");
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/jar"));
        OurProgram.script(folder.resolve("jdk/bin/java"), "#!/bin/sh\nls /proc/self/fd/9/\n" + FAKE_JAVA);
        assertThat(run(colon, "x").stderr())
                .startsWith("jar\n")
                .contains("[-Dsengi.stdout=8]")
                .endsWith("[-cp][/proc/self/fd/9/*][dev.sengi.cli.Main][pg_dump][x]");
    }

    /** Java refuses to start with two collectors. */
    @Test
    void choosesTheLastCollectorThatIsNamed() {
        assertThat(collectors(Map.of())).isEqualTo("-XX:+UseSerialGC");
        assertThat(collectors(Map.of("JAVA_TOOL_OPTIONS", "-Dx=y -XX:+UseG1GC")))
                .isEmpty();
        assertThat(collectors(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC", "JDK_JAVA_OPTIONS", "-XX:+UseParallelGC")))
                .isEqualTo("-XX:-UseG1GC");
        assertThat(collectors(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC", "SENGI_JAVA_OPTS", "-XX:+UseZGC")))
                .isEqualTo("-XX:+UseZGC -XX:-UseG1GC");
    }

    private String collectors(Map<String, String> variables) {
        return flags("-XX:[+-]Use.*GC", variables);
    }

    /** Returns the matching flags with which Java is started. */
    private String flags(String pattern, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("JAVA_HOME", folder.resolve("jdk").toString());
        String started = ProgramRun.of(launcher, List.of("x"), new byte[0], all).stderr();
        return Stream.of(started.split("[\\[\\]]+"))
                .filter(option -> option.matches(pattern))
                .collect(Collectors.joining(" "));
    }

    /** Java refuses to start with one thread for two compilers. */
    @Test
    void leavesRoomForTheOptimizingCompilerIfItMayBeOn() {
        assertThat(compilers(Map.of())).isEqualTo("-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1");
        for (String option : List.of(
                "-XX:TieredStopAtLevel=4",
                "-XX:-TieredCompilation",
                "-XX:CICompilerCount=3",
                "-XX:Flags=file",
                "-XX:VMOptionsFile=file",
                "@file")) {
            for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "SENGI_JAVA_OPTS")) {
                assertThat(compilers(Map.of(variable, "-Dx=y " + option))).doesNotContain("CICompilerCount=1");
            }
        }
    }

    private String compilers(Map<String, String> variables) {
        return flags("-XX:(Tiered|CICompiler).*", variables);
    }

    @Test
    void findsJavaInPath() {
        Map<String, String> path =
                Map.of("JAVA_HOME", "", "PATH", folder.resolve("jdk/bin") + ":" + System.getenv("PATH"));
        assertThat(ProgramRun.of(launcher, List.of("x"), new byte[0], path).stderr())
                .endsWith("[pg_dump][x]");
    }

    @Test
    void reportsThatJavaIsMissing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Map<String, String> nothing = Map.of("JAVA_HOME", "", "PATH", empty.toString());
        Result result = ProgramRun.of(launcher, List.of("x"), new byte[0], nothing);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("pg_dump: error: no Java found: set JAVA_HOME, or put java into PATH\n");
    }

    private Result run(Path program, String... arguments) {
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        return ProgramRun.of(program, List.of(arguments), new byte[0], java).assertSuccess();
    }
}
