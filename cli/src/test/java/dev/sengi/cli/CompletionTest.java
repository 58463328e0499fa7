package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.cli.archive.ConvertOption;
import dev.sengi.cli.archive.ExtractOption;
import dev.sengi.cli.archive.ListOption;
import dev.sengi.cli.archive.VerifyOption;
import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.restore.RestoreOption;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of {@code sengi completion}, each in the shell for which it is written. */
class CompletionTest {
    private static final Map<String, CommandOption[]> OPTIONS = Map.of(
            "dump", DumpOption.values(),
            "restore", RestoreOption.values(),
            "list", ListOption.values(),
            "verify", VerifyOption.values(),
            "extract", ExtractOption.values(),
            "convert", ConvertOption.values());
    private static final String[] COMMANDS = {"dump", "restore", "list", "verify", "extract", "convert", "completion"};

    @TempDir
    private Path folder;

    @BeforeEach
    void createFiles() throws IOException {
        Files.createFile(folder.resolve("an archive.dump"));
        Files.createFile(folder.resolve("other"));
    }

    private Path script(String shell) throws IOException {
        byte[] script = CommandOracle.run("sengi", List.of("completion", shell), Map.of())
                .assertSuccess()
                .stdout();
        return Files.write(folder.resolve("script." + shell), script);
    }

    private static Path require(String shell) {
        Path path = Stream.of("/bin/", "/usr/bin/")
                .map(place -> Path.of(place + shell))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(path != null, shell + " is not installed");
        return path;
    }

    private List<String> bash(String... words) throws IOException {
        Path program = require("bash");
        List<String> arguments = new ArrayList<>(List.of(
                "--norc",
                "-c",
                "cd \"$0\"; compopt() { :; }; . ./script.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _sengi;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"",
                folder.toString()));
        arguments.addAll(List.of(words));
        return lines(ProgramRun.of(program, arguments, new byte[0], Map.of()));
    }

    private List<String> fish(String... words) throws IOException {
        Path program = require("fish");
        String command = "cd '" + folder + "'; source script.fish; complete -C '" + String.join(" ", words) + "'";
        return lines(ProgramRun.of(
                        program, List.of("--no-config", "-c", command), new byte[0], Map.of("HOME", folder.toString())))
                .stream()
                .map(line -> line.split("\t", 2)[0])
                .toList();
    }

    private static List<String> lines(Result result) {
        assertThat(result.stderr()).isEmpty();
        return result.text().lines().filter(line -> !line.isEmpty()).toList();
    }

    private static List<String> longNames(String command, String suffix) {
        return Stream.of(OPTIONS.get(command))
                .flatMap(option ->
                        option.longNames().stream().map(name -> "--" + name + (option.takesArgument() ? suffix : "")))
                .toList();
    }

    @Test
    void bashOffersEveryOption() throws IOException {
        script("bash");
        assertThat(bash("sengi", "")).contains(COMMANDS);
        for (String command : OPTIONS.keySet()) {
            assertThat(bash("sengi", command, "--")).containsAll(longNames(command, "="));
        }
        assertThat(bash("sengi", "re")).containsExactly("restore");
        assertThat(bash("sengi", "dump", "--progress", "=", "pl")).containsExactly("plain");
        assertThat(bash("sengi", "dump", "--color", "=")).containsExactly("auto", "always", "never");
        assertThat(bash("sengi", "dump", "-F", "")).containsExactly("custom", "directory", "tar", "plain");
        assertThat(bash("sengi", "dump", "-f", "an")).containsExactly("an archive.dump");
        assertThat(bash("sengi", "dump", "-h", "")).isEmpty();
        assertThat(bash("sengi", "restore", "-d", "x", "o")).containsExactly("other");
        assertThat(bash("sengi", "completion", "")).containsExactly("bash", "zsh", "fish");
    }

    @Test
    void fishOffersEveryOption() throws IOException {
        script("fish");
        assertThat(fish("sengi", "")).contains(COMMANDS);
        for (String command : OPTIONS.keySet()) {
            assertThat(fish("sengi", command, "--").stream()
                            .map(option -> option.replace("=", ""))
                            .toList())
                    .containsAll(longNames(command, ""));
        }
        assertThat(fish("sengi", "dump", "--color=")).contains("--color=auto", "--color=always", "--color=never");
        assertThat(fish("sengi", "restore", "-d", "x", "o")).contains("other");
        assertThat(fish("sengi", "completion", "z")).containsExactly("zsh");
    }

    /** zsh completes only on a terminal. */
    @Test
    void zshOffersEveryOption() throws Exception {
        Path program = require("zsh");
        script("zsh");
        for (String command : List.of("dump", "restore", "convert")) {
            try (TerminalSession session = zsh(program)) {
                session.type("sengi " + command + " --\t\t");
                session.await(lines -> String.join("\n", lines).contains("--version"));
                assertThat(String.join("\n", session.screen())).contains(longNames(command, ""));
            }
        }
        try (TerminalSession session = zsh(program)) {
            session.type("sengi dump --prog\t=js\t");
            session.await(lines -> lines.stream().anyMatch(line -> line.contains("sengi dump --progress=json")));
            session.type(" -f an\t");
            session.await(lines -> lines.stream().anyMatch(line -> line.contains("-f an\\ archive.dump")));
        }
    }

    private TerminalSession zsh(Path program) throws Exception {
        TerminalSession session = new TerminalSession(
                folder,
                150,
                150,
                Map.of("ZDOTDIR", folder.toString()),
                "cd '" + folder + "'; exec " + program + " -f -i");
        session.type("PS1='ready> '; LISTMAX=1000; autoload -U compinit; compinit -u -D; source ./script.zsh\n");
        session.await(lines -> !lines.isEmpty() && lines.get(lines.size() - 1).equals("ready>"));
        return session;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void scriptsAreValid(String shell) throws IOException {
        Path script = script(shell);
        assertThat(ProgramRun.of(require(shell), List.of("-n", script.toString()), new byte[0], Map.of())
                        .assertSuccess()
                        .stderr())
                .isEmpty();
    }

    @Test
    void otherShellsAreRejected() {
        Result result = CommandOracle.run("sengi", List.of("completion", "tcsh"), Map.of());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).startsWith("sengi completion: error: unrecognized shell \"tcsh\"\n");
        assertThat(CommandOracle.run("sengi", List.of("completion"), Map.of()).stderr())
                .startsWith("sengi completion: error: no shell specified\n");
    }
}
