package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.archive.Archive;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard input that is a file, and thus seekable, and standard input that is a pipe. */
class StandardInputTest {
    @TempDir
    private Path folder;

    @Test
    @NeedsRealClient
    void dataAreRestoredInTheOrderOfAList() throws Exception {
        Path archive = dump(DumpFormat.CUSTOM);
        Path list = reversed(archive);
        String key = "--restrict-key=key";
        List<String> arguments = List.of("-a", "-L", list.toString(), "-f", "-", key);
        Path real = run(RealClient.require().program("pg_restore").toString(), arguments, archive);
        ScriptDiff.assertSame(Files.readAllBytes(real), Files.readAllBytes(ours(arguments, archive)));
    }

    /** The real program refuses to restore a tar archive out of order. */
    @ParameterizedTest
    @EnumSource(names = {"CUSTOM", "TAR"})
    void theScriptIsThatOfTheFileItself(DumpFormat format) throws Exception {
        Path archive = dump(format);
        List<String> arguments = List.of("-L", reversed(archive).toString(), "-f", "-", "--restrict-key=key");
        List<String> named = new ArrayList<>(arguments);
        named.add(archive.toString());
        assertThat(ours(arguments, archive)).hasSameBinaryContentAs(ours(named, Path.of("/dev/null")));
    }

    /** Standard output contains everything before the entry to which a pipe cannot seek back. */
    @Test
    @NeedsRealClient
    void theScriptOfAPipeEndsIfItsDataAreOutOfOrder() throws Exception {
        Path archive = dump(DumpFormat.CUSTOM);
        List<String> arguments = List.of("-L", reversed(archive).toString(), "-f", "-", "--restrict-key=key");
        byte[] piped = Files.readAllBytes(archive);
        Result real = RealClient.require().run("pg_restore", arguments, piped);
        Result ours = CommandOracle.run("pg_restore", arguments, Map.of(), piped);
        assertThat(real.exitCode()).isEqualTo(1);
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(1);
        ScriptDiff.assertSame(real.stdout(), ours.stdout());
    }

    /** The JVM's stream for standard input, which the tests of options replace. */
    @ParameterizedTest
    @ValueSource(strings = {"pg_dump -s -d", "pg_dumpall -s -d", "pg_restore -f - -Fc --restrict-key=k"})
    void aFilterIsReadFromAPipe(String command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        String program = arguments.remove(0);
        boolean all = program.equals("pg_dumpall");
        arguments.add(
                program.equals("pg_restore")
                        ? dump(DumpFormat.CUSTOM).toString()
                        : TestServer.current().sample(Samples.DEMO).connectionString());
        arguments.add("--filter=-");
        byte[] filter =
                (all ? "exclude database *" : "include table nothing_like_it\n").getBytes(StandardCharsets.UTF_8);
        List<String> ours = join(OurProgram.command(program), arguments);
        Result result = ProgramRun.of(Path.of(ours.get(0)), ours.subList(1, ours.size()), filter, Map.of());
        boolean isRefused = program.equals("pg_dump");
        assertThat(result.stderr()).isEqualTo(isRefused ? "pg_dump: error: no matching tables were found\n" : "");
        assertThat(result.exitCode()).isEqualTo(isRefused ? 1 : 0);
    }

    @Test
    void aStreamPassedInStaysOpen() throws IOException {
        try (FileInputStream stream =
                new FileInputStream(dump(DumpFormat.CUSTOM).toFile())) {
            try (Archive archive = Archive.open(stream)) {
                assertThat(archive.seekable()).isTrue();
            }
            assertThat(stream.getChannel().isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-l", "-f -", "-d x", "-Fc -l", "-Ft -f -"})
    @NeedsRealClient
    void aFolderCannotBeRead(String options) {
        List<String> arguments = List.of(options.split(" "));
        Result real =
                ofFolder(join(List.of(RealClient.require().program("pg_restore").toString()), arguments));
        Result ours = ofFolder(join(OurProgram.command("pg_restore"), arguments));
        assertThat(ours.stderr()).isEqualTo(real.stderr()).contains("input file: Is a directory");
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
    }

    private static Result ofFolder(List<String> command) {
        return ProgramRun.of(
                Path.of("/bin/sh"), join(List.of("-c", "exec \"$@\" < /", "sh"), command), new byte[0], Map.of());
    }

    private Path dump(DumpFormat format) throws IOException {
        Path archive = folder.resolve(format.name());
        PgDump.from(TestServer.current().sample(Samples.DEMO).connectionSource())
                .format(format)
                .to(archive);
        return archive;
    }

    private Path reversed(Path archive) throws IOException {
        try (Archive opened = Archive.open(archive)) {
            List<String> lines = new ArrayList<>(opened.entries().stream()
                    .filter(entry -> entry.desc().equals("TABLE DATA"))
                    .map(entry -> Integer.toString(entry.dumpId()))
                    .toList());
            Collections.reverse(lines);
            return Files.write(folder.resolve("list"), lines);
        }
    }

    private Path ours(List<String> arguments, Path stdin) throws Exception {
        List<String> command = OurProgram.command("pg_restore");
        return run(command.get(0), join(command.subList(1, command.size()), arguments), stdin);
    }

    private static List<String> join(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** Returns the file with the program's output. */
    private Path run(String program, List<String> arguments, Path stdin) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(join(Arrays.asList(program), arguments))
                .redirectInput(stdin.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(err, StandardCharsets.UTF_8)).isEmpty();
        assertThat(process.exitValue()).isZero();
        return out;
    }
}
