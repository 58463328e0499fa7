package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as processes: effects of the JVM, the locale and the memory. */
class ProcessTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    private Path launcher;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE plain (x int)", "CREATE TABLE \"té\" (x int)");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void install() throws IOException {
        launcher = OurProgram.launcher(folder, "pg_dump");
    }

    @Test
    void nothingButTheDumpGoesToStandardOutput() {
        String dump = dump(Map.of(), "--restrict-key=k").assertSuccess().text();
        Map<String, String> talkative = Map.of(
                "JAVA_TOOL_OPTIONS", "-Xlog:gc*:stdout -XX:+PrintCommandLineFlags",
                "SENGI_JAVA_OPTS", "-Xlog:safepoint",
                "JDK_JAVA_OPTIONS", "--show-version");
        Result result = dump(talkative, "--restrict-key=k").assertSuccess();
        assertThat(result.text()).isEqualTo(dump);
        assertThat(result.stderr()).contains("[gc").contains("-XX:+PrintCommandLineFlags");
    }

    @Test
    void collectorsOfVariablesStartTheCommands() {
        Map<String, String> contradicting = Map.of(
                "JAVA_TOOL_OPTIONS", "-XX:+UseG1GC",
                "JDK_JAVA_OPTIONS", "-XX:+UseParallelGC",
                "SENGI_JAVA_OPTS", "-XX:+UseG1GC");
        assertThat(dump(contradicting, "-s").assertSuccess().text()).contains("CREATE TABLE public.plain");
    }

    /** Java understands quotes and files in variables, and options that choose a collector. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "JDK_JAVA_OPTIONS, \"-XX:+UseG1GC\"",
                "JDK_JAVA_OPTIONS, '-XX:+UseG1GC'",
                "JAVA_TOOL_OPTIONS, \"-XX:+UseG1GC\" -Dx=\"a b\"",
                "JAVA_TOOL_OPTIONS, '-XX:+UseG1GC' -Dx='a b'",
                "JDK_JAVA_OPTIONS, @FILE",
                "SENGI_JAVA_OPTS, @FILE",
                "JAVA_TOOL_OPTIONS, -XX:VMOptionsFile=FILE",
                "SENGI_JAVA_OPTS, -XX:VMOptionsFile=FILE",
                "JAVA_TOOL_OPTIONS, -XX:Flags=FLAGS",
                "JAVA_TOOL_OPTIONS, -XX:+AggressiveHeap -XX:MaxHeapSize=200m -XX:InitialHeapSize=100m",
                "_JAVA_OPTIONS, -XX:+UseG1GC -XX:+UseParallelGC",
                "_JAVA_OPTIONS, -XX:+UseParallelGC -XX:+UseG1GC -XX:+UseParallelGC",
                "_JAVA_OPTIONS, -XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC -Xmx500m"
            })
    void collectorsAreUnderstoodInEveryForm(String variable, String options) throws IOException {
        Path file = Files.writeString(folder.resolve("options"), "-XX:+UseG1GC\n");
        Path flags = Files.writeString(folder.resolve("flags"), "+UseG1GC\n");
        String value = options.replace("FILE", file.toString()).replace("FLAGS", flags.toString());
        assertThat(dump(Map.of(variable, value), "-s").assertSuccess().text()).contains("CREATE TABLE public.plain");
    }

    @Test
    void argumentsKeepTheirBytesInTheLocaleC() {
        for (String locale : List.of("C", "POSIX")) {
            String dump = dump(Map.of("LC_ALL", locale), "-s", "-T", "té")
                    .assertSuccess()
                    .text();
            assertThat(dump).contains("CREATE TABLE public.plain").doesNotContain("té");
        }
    }

    @Test
    void variablesKeepTheirBytesInTheLocaleC() {
        Map<String, String> variables = Map.of("LC_ALL", "C", "PGUSER", "jürgen", "JAVA_HOME", folder.toString());
        String port = Integer.toString(TestServer.current().port());
        List<String> arguments = List.of("-h", "localhost", "-p", port, "-d", "postgres");
        Result result = ProgramRun.of(launcher, arguments, new byte[0], variables);
        assertThat(result.stderr()).endsWith("role \"jürgen\" does not exist\n");
    }

    /** A name that is not valid UTF-8. Java cannot even pass such an argument, so the shell creates it. */
    @Test
    void fileNamesKeepTheirBytes() throws IOException {
        String command =
                "cd '" + folder + "' && name=$(printf 'caf\\351\\303\\251') && ./bin/pg_dump -Fc -f \"$name\" '"
                        + database.connectionString() + "' && test -s \"$name\" && ./bin/pg_restore -l \"$name\" > list"
                        + " && ./bin/pg_dump -f \"none/$name\" '" + database.connectionString() + "'";
        OurProgram.launcher(folder, "pg_restore");
        Map<String, String> variables = Map.of("LC_ALL", "C", "JAVA_HOME", folder.toString());
        Path error = folder.resolve("error");
        Result result = ProgramRun.of(
                Path.of("/bin/sh"), List.of("-c", "{ " + command + "; } 2> '" + error + "'"), new byte[0], variables);
        byte[] said = Files.readAllBytes(error);
        assertThat(new String(said, StandardCharsets.ISO_8859_1))
                .isEqualTo("pg_dump: error: could not open output file \"none/caf\u00e9\u00c3\u00a9\":"
                        + " No such file or directory\n");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("list")).isNotEmptyFile();
    }

    @Test
    void rowsThatDoNotFitTheMemoryAreAnErrorInInsertCommands() {
        try (TestDatabase large = TestServer.current().createDatabase()) {
            large.execute("CREATE TABLE t AS SELECT repeat('x', 100000000) AS x");
            Map<String, String> variables = Map.of("SENGI_JAVA_OPTS", "-Xmx32m", "JAVA_HOME", folder.toString());
            List<String> arguments = List.of("--inserts", "-Z", "lz4", "-d", large.connectionString());
            Result result = ProgramRun.of(launcher, arguments, new byte[0], variables);
            assertThat(result.stderr()).isEqualTo("pg_dump: error: out of memory\n");
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void stackTracesAreShownOnRequest() {
        assertThat(dump(Map.of("SENGI_JAVA_OPTS", "-Xmx4m"), "-s").stderr())
                .isEqualTo("pg_dump: error: out of memory\n");
        Result traced = dump(Map.of("SENGI_DEBUG", "1"), "-t", "nonesuch");
        assertThat(traced.stderr())
                .startsWith("pg_dump: error: no matching tables were found\n")
                .contains("\tat dev.sengi.");
    }

    @Test
    void zstdSaysWhyItsLibraryCannotBeLoaded() {
        Result result = dump(Map.of("SENGI_JAVA_OPTS", "-Djava.io.tmpdir=/proc/none"), "-Fc", "-Z", "zstd");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .contains("pg_dump: error: could not load zstd's native library from the temporary folder"
                        + " \"/proc/none\": ")
                .contains("\nThe Java system property ZstdNativePath names the library's file");
    }

    /** Java decodes the name, which resolves relative names of files. */
    @ParameterizedTest
    @ValueSource(strings = {"-Fp", "-Fc", "-Fd", "-Ft"})
    @EnabledOnOs(OS.LINUX)
    void relativeNamesAreFoundInFoldersOfAnyEncoding(String format) {
        String script = "cd \"$1\" && mkdir \"$(printf 'w\\351')\" && cd w* && \"$0\" \"$2\" -f dump -d \"$3\" && ls";
        List<String> arguments =
                List.of("-c", script, launcher.toString(), folder.toString(), format, database.connectionString());
        Result result =
                ProgramRun.of(Path.of("/bin/sh"), arguments, new byte[0], Map.of("JAVA_HOME", folder.toString()));
        assertThat(result.assertSuccess().text()).isEqualTo("dump\n");
    }

    private Result dump(Map<String, String> variables, String... options) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("JAVA_HOME", folder.toString());
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", database.connectionString()));
        return ProgramRun.of(launcher, arguments, new byte[0], all);
    }
}
