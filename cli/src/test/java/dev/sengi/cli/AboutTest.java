package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.cli.archive.ExtractOption;
import dev.sengi.cli.archive.ListOption;
import dev.sengi.cli.archive.VerifyOption;
import dev.sengi.cli.dump.DumpOption;
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
        assertThat(help("list")).contains(longNames(ListOption.values()));
        assertThat(help("verify")).contains(longNames(VerifyOption.values()));
        assertThat(help("extract")).contains(longNames(ExtractOption.values()));
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
                .flatMap(option -> option.longNames().stream()
                        .filter(name -> !old.contains(name))
                        .map(name -> option.letter() == 0 ? "--" + name : "-" + option.letter()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "restore"})
    void subcommandsHaveTheHelpOfTheProgramTheyAre(String subcommand) {
        String program = subcommand.equals("dump") ? "pg_dump" : "pg_restore";
        assertThat(help(subcommand))
                .isEqualTo(
                        CommandOracle.run(program, List.of("--help"), Map.of()).text());
    }

    @Test
    void helpFitsATerminal() {
        for (String program : List.of("pg_dump", "pg_restore", "sengi")) {
            String help =
                    CommandOracle.run(program, List.of("--help"), Map.of()).text();
            assertFits(help);
        }
        for (String subcommand : List.of("list", "verify", "extract")) {
            assertFits(help(subcommand));
        }
    }

    private static void assertFits(String help) {
        assertThat(Arrays.stream(help.split("\n"))).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "extract"})
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
