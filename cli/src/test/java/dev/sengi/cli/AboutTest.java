package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.cli.archive.ConvertOption;
import dev.sengi.cli.archive.ExtractOption;
import dev.sengi.cli.archive.ListOption;
import dev.sengi.cli.archive.VerifyOption;
import dev.sengi.cli.diff.DiffOption;
import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.dumpall.DumpAllOption;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.restore.RestoreOption;
import dev.sengi.testing.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help and version. */
class AboutTest {

    @ParameterizedTest
    @CsvSource({
        "pg_dump,pg_dump (PostgreSQL) 18.6 (Sengi 0.1.0)",
        "pg_dumpall,pg_dumpall (PostgreSQL) 18.6 (Sengi 0.1.0)",
        "pg_restore,pg_restore (PostgreSQL) 18.6 (Sengi 0.1.0)",
        "sengi,sengi 0.1.0 (PostgreSQL 18.6)"
    })
    void versionIsOneLine(String program, String line) {
        for (String option : List.of("--version", "-V")) {
            Result result =
                    CommandOracle.run(program, List.of(option), Map.of()).assertSuccess();
            assertThat(result.text()).isEqualTo(line + "\n");
            assertThat(result.stderr()).isEmpty();
        }
    }

    @Test
    void helpNamesEveryOption() {
        Result dump = CommandOracle.run("pg_dump", List.of("--help"), Map.of()).assertSuccess();
        assertThat(dump.text()).contains(longNames(DumpOption.values()));
        Result restore =
                CommandOracle.run("pg_restore", List.of("-?"), Map.of()).assertSuccess();
        assertThat(restore.text()).contains(longNames(RestoreOption.values()));
        Result all = CommandOracle.run("pg_dumpall", List.of("-?"), Map.of()).assertSuccess();
        assertThat(all.text()).contains(longNames(DumpAllOption.values()));
        assertThat(help("list")).contains(longNames(ListOption.values()));
        assertThat(help("verify")).contains(longNames(VerifyOption.values()));
        assertThat(help("diff")).contains(longNames(DiffOption.values()));
        assertThat(help("extract")).contains(longNames(ExtractOption.values()));
        assertThat(help("convert")).contains(longNames(ConvertOption.values()));
    }

    private static String help(String subcommand) {
        return CommandOracle.run("sengi", List.of(subcommand, "--help"), Map.of())
                .assertSuccess()
                .text();
    }

    private static List<String> longNames(CommandOption[] options) {
        // Like the real programs' help, ours omits names that exist only for old scripts.
        List<String> old = List.of("no-acl", "no-reconnect", "attribute-inserts");
        return Stream.of(options)
                .filter(option -> !option.isOnlySengis())
                .flatMap(option -> option.longNames().stream()
                        .filter(name -> !old.contains(name))
                        .map(name -> option.letter() == 0 ? "--" + name : "-" + option.letter()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "restore"})
    void subcommandsAddToTheHelpOfTheProgramTheyAre(String subcommand) {
        String program = "pg_" + subcommand;
        String base = CommandOracle.run(program, List.of("--help"), Map.of()).text();
        assertThat(base).doesNotContain("--progress", "{");
        CommandOption[] options = subcommand.equals("dump") ? DumpOption.values() : RestoreOption.values();
        assertThat(help(subcommand))
                .startsWith("sengi " + subcommand + base.substring(program.length(), base.indexOf("Usage:")))
                .contains("\n  sengi " + subcommand + " [OPTION]... ")
                .contains(Stream.of(options)
                        .filter(CommandOption::isOnlySengis)
                        .flatMap(option -> option.longNames().stream().map(name -> "--" + name))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "restore", "list", "verify", "diff", "extract", "convert", "completion"})
    void helpShowsExamplesAndFitsATerminal(String subcommand) {
        assertThat(help(subcommand)).contains("\nExamples:\n  s");
        assertFits(help(subcommand));
        assertThat(CommandOracle.run("sengi", List.of("--help"), Map.of()).text())
                .contains("\n  sengi " + subcommand + " ");
    }

    @Test
    void helpFitsATerminal() {
        for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore", "sengi")) {
            assertFits(CommandOracle.run(program, List.of("--help"), Map.of()).text());
        }
    }

    private static void assertFits(String help) {
        assertThat(Arrays.stream(help.split("\n"))).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "diff", "extract"})
    void subcommandsHaveTheVersionOfSengi(String subcommand) {
        assertThat(CommandOracle.run("sengi", List.of(subcommand, "-V"), Map.of())
                        .assertSuccess()
                        .text())
                .isEqualTo("sengi 0.1.0 (PostgreSQL 18.6)\n");
    }

    @Test
    void sengiNeedsACommand() {
        Result none = CommandOracle.run("sengi", List.of(), Map.of());
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.stderr())
                .isEqualTo("sengi: error: no command given\nsengi: hint: Try \"sengi --help\" for more information.\n");
        Result other = CommandOracle.run("sengi", List.of("dmup"), Map.of());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.stderr()).startsWith("sengi: error: unrecognized command \"dmup\"\n");
    }
}
