package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.restore.RestoreOption;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that fail before a server is contacted: our programs report the same as the real ones. */
@NeedsRealClient
class OptionOracleTest {
    /** Options that are checked against each other; all pairs are tried. */
    private static final List<String> DUMP_CONFLICTS = List.of(
            "-a",
            "-s",
            "-c",
            "-Fc",
            "-Fx",
            "-j2",
            "--inserts",
            "--on-conflict-do-nothing",
            "--if-exists",
            "--no-data",
            "--no-schema",
            "--no-statistics",
            "--statistics",
            "--statistics-only",
            "--sequence-data",
            "--section=no",
            "--restrict-key=a",
            "--restrict-key=,",
            "-Zfoo",
            "-Zgzip:99",
            "-tx",
            "-f/nowhere/x",
            "-?",
            "operand");

    private static final List<String> RESTORE_CONFLICTS = List.of(
            "-a",
            "-s",
            "-c",
            "-C",
            "-1",
            "-dx",
            "-f-",
            "-l",
            "-L/nowhere",
            "-Fx",
            "-Fp",
            "-Fcu",
            "-FTAR",
            "-Fd",
            "--if-exists",
            "--no-data",
            "--no-schema",
            "--no-statistics",
            "--statistics",
            "--statistics-only",
            "--section=no",
            "--restrict-key=a",
            "--restrict-key=,",
            "-?",
            "operand");

    /** Programs and the beginnings of arguments that end with a number. */
    private static final List<String> NUMERIC = List.of(
            "pg_dump --jobs=",
            "pg_dump --rows-per-insert=",
            "pg_dump --extra-float-digits=",
            "pg_dump --compress=",
            "pg_dump --compress=gzip:",
            "pg_dump --compress=gzip:level=",
            "pg_dump --compress=zstd:",
            "pg_dump --compress=zstd:long=",
            "pg_dump --compress=lz4:",
            "pg_dump --compress=none:",
            "pg_restore --jobs=",
            "pg_restore --transaction-size=");

    private static final List<String> NUMBERS = List.of(
            "",
            " ",
            "\t",
            "+",
            "-",
            "1",
            "3",
            "-0",
            "+1",
            "-1",
            "--1",
            "+-1",
            "+ 1",
            " 1",
            "\013\f1",
            "1 ",
            "1\t\n\013\f\r ",
            "0x1",
            "1x",
            "1.0",
            "1_0",
            "\u0661",
            "\u00a01",
            "1\u00a0",
            "\u20031",
            "1\u2003",
            "\u001f1",
            "1\u001c",
            "1\u0085",
            "-16",
            "23",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "4294967296",
            "4294967297",
            "999999999999999999",
            "1000000000000000001",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "9999999999999999999",
            "-9999999999999999999",
            "9999999999999999999 ",
            "9999999999999999999x",
            "0000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000");

    @BeforeAll
    static void needsTheRealPrograms() {
        RealClient.require();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--foo",
                "--foo=bar",
                "-y",
                "-vy",
                "-f",
                "-vf",
                "--file",
                "--no-owner=3",
                "--a=1",
                "--=x",
                "-v -V",
                "-v --version",
                "-v --help",
                "-v -?",
                "a b c",
                "-d a b",
                "a -- -b",
                "-- a b",
                "-j x",
                "-j 0",
                "-j -1",
                "-j 9999999999",
                "-j 1x",
                "--sec foo",
                "--section=pre-data --section=",
                "-Z 77",
                "-Z -2",
                "-Z foo",
                "-Z gzip:0",
                "-Z gzip:x",
                "-Z gzip:level",
                "-Z gzip:level=x",
                "-Z gzip:level=",
                "-Z gzip:",
                "-Z gzip:1,",
                "-Z gzip:level=1,",
                "-Z none:3",
                "-Z none:0 -Fx",
                "-Z lz4:13",
                "-Z lz4:long",
                "-Z zstd:23",
                "-Z zstd:-200000",
                "-Z zstd:long=maybe",
                "-Z zstd:fast",
                "-Z lz4:workers=1",
                "-Z zstd:workers",
                "-Z GZIP",
                "-Fx",
                "-Fcu",
                "-F p -j 2",
                "--rows-per-insert=x",
                "--rows-per-insert=0",
                "--rows-per-insert=2147483648",
                "--extra-float-digits=99",
                "--extra-float-digits= 1",
                "--jobs=",
                "--rows-per-insert=",
                "--rows-per-insert=+",
                "--extra-float-digits=-16",
                "--sync-method=x",
                "--restrict-key=a,b",
                "--restrict-key= -p1",
                "--restrict-key=ab -Fc",
                "-Fc -f /nowhere/x",
                "-Fc -f /",
                "-Fc -f /etc/passwd/x",
                "--rows-per-insert 5 --on-conflict -Fx",
                "--inser -Fx",
                "--schema-o -a",
                "--exclude-table-data -a -s",
                "-aOxs",
                "-Fc -Fp -Z9 -Fx",
                "-R --foo",
                "-Xv",
                "--no-acl --foo",
                "--attr --foo"
            })
    void dumpRejects(String line) {
        CommandOracle.assertSame("pg_dump", words(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--foo",
                "-y",
                "-v -V",
                "-v --version",
                "a b c",
                "-d a -f b",
                "-f - /nowhere/nofile",
                "-l /nowhere/x",
                "-d x /nowhere/x",
                "-d x /nowhere/x -j0",
                "-j x",
                "--sec foo",
                "-Fx -f -",
                "-Fp -f - x",
                "-Fplain -f - x",
                "-C -1 -d x",
                "-j2 -1 -d x",
                "--transaction-size=0",
                "--transaction-size=3 -1 -d x",
                "-a -c -f -",
                "-a -s -f -",
                "--if-exists -f -",
                "-L /nowhere/l -f - /nowhere/x",
                "-L /nowhere/l -l /etc/passwd",
                "-L /nowhere/l -f - /dev/null",
                "-L  -d x /dev/null",
                "-Fx -F  -l /nowhere/x",
                "-Ft --format= -l /nowhere/x",
                "--restrict-key=a,b -f -",
                "--restrict-key=ab -d x",
                "-X foo",
                "--no-data -a -f -",
                "-f -",
                "-l",
                "-f /nowhere/x -l",
                "-d x -l",
                "-R -l /nowhere/x",
                "--fil",
                "--dis -l /nowhere/x"
            })
    void restoreRejects(String line) {
        CommandOracle.assertSame("pg_restore", words(line));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersAreReadAlike(String program, String option, String number) {
        // The work after parsing fails, because a folder cannot be created and an archive does not exist. The real
        // program accepts several jobs only for the directory format.
        List<String> rest = program.equals("pg_dump")
                ? List.of("--format=d", "--file=/nowhere/x", "--dbname=host=127.0.0.1 port=1")
                : List.of("--dbname=x", "/nowhere/archive");
        CommandOracle.assertSame(
                program,
                Stream.concat(Stream.of(option + number), rest.stream()).toList());
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void prefixesAreAmbiguousAlike(String program, String prefix) {
        // If the prefix is unambiguous, the unknown option ends the program; the first one may be taken as an argument.
        CommandOracle.assertSame(program, List.of("--" + prefix, "--nonesuch", "--nonesuch"));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void pairsConflictAlike(String program, String one, String other) {
        List<String> arguments = new ArrayList<>(List.of(one, other));
        // A port on which nothing listens, and an archive that does not exist.
        arguments.addAll(program.equals("pg_dump") ? List.of("-h127.0.0.1", "-p1") : List.of("/nowhere/archive"));
        CommandOracle.assertSame(program, arguments);
    }

    static Stream<Arguments> numbers() {
        return NUMERIC.stream()
                .flatMap(option -> NUMBERS.stream().map(number -> {
                    String[] words = option.split(" ", -1);
                    return Arguments.of(words[0], words[1], number);
                }));
    }

    static Stream<Arguments> prefixes() {
        return Stream.concat(prefixes("pg_dump", DumpOption.values()), prefixes("pg_restore", RestoreOption.values()));
    }

    private static Stream<Arguments> prefixes(String program, CommandOption[] options) {
        return Arrays.stream(options)
                .flatMap(option -> option.longNames().stream())
                .flatMap(name -> Stream.of(1, 2, 5, name.length() - 1)
                        .filter(length -> length < name.length())
                        .map(length -> name.substring(0, length)))
                // Ours immediately rejects what it does not support.
                .filter(prefix -> !prefix.matches("filt.*"))
                .distinct()
                .map(prefix -> Arguments.of(program, prefix));
    }

    static Stream<Arguments> conflicts() {
        return Stream.concat(pairs("pg_dump", DUMP_CONFLICTS), pairs("pg_restore", RESTORE_CONFLICTS));
    }

    private static Stream<Arguments> pairs(String program, List<String> options) {
        return options.stream()
                .flatMap(one -> options.stream()
                        .filter(other -> options.indexOf(one) < options.indexOf(other))
                        // A deliberate difference: ours reads the data of every archive in several sessions.
                        .filter(other -> !(one.equals("-Fc") && other.equals("-j2")))
                        .map(other -> Arguments.of(program, one, other)));
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "always",
                "auto",
                "never",
                "Always",
                "always error=04:warning=03:locus=02:note=01",
                "always error=04:error=05",
                "always locus=",
                "always :error:=1:note=7=8:",
                "always ",
                "auto error=04"
            })
    void coloursAreTheSame(String variables) {
        String[] parts = variables.split(" ", 2);
        Map<String, String> chosen =
                parts.length == 1 ? Map.of("PG_COLOR", parts[0]) : Map.of("PG_COLOR", parts[0], "PG_COLORS", parts[1]);
        for (String arguments : List.of("-a -s", "x y", "--bogus", "-d x y", "-h /nowhere")) {
            CommandOracle.assertSame("pg_dump", List.of(arguments.split(" ")), chosen);
        }
        CommandOracle.assertSame("pg_restore", List.of("-l", "/nowhere"), chosen);
        CommandOracle.assertSame("pg_dumpall", List.of("-g", "-r"), chosen);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void coloursOnATerminalAreTheSame(@TempDir Path folder) throws Exception {
        String real = onTerminal(folder, RealClient.require().program("pg_dump"));
        assertThat(onTerminal(folder, OurProgram.launcher(folder, "pg_dump")))
                .isEqualTo(real)
                .contains("\33[01;31merror: ");
    }

    private static String onTerminal(Path folder, Path program) throws Exception {
        String command = "JAVA_HOME='" + folder + "' '" + program + "' -a -s";
        try (TerminalSession session = new TerminalSession(folder, 100, 24, Map.of("PG_COLOR", "auto"), command)) {
            session.end();
            return session.output();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump", "pg_dumpall"})
    void coloursOfProgressAndWarningsAreTheSame(String program) {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t)");
            List<String> arguments = program.equals("pg_dump")
                    ? List.of("-a", "-v", "-d", database.connectionString())
                    : List.of("-a", "-l", "nonesuch", "-d", database.connectionString());
            for (Map<String, String> chosen : List.of(
                    Map.of("PG_COLOR", "always"), Map.of("PG_COLOR", "always", "PG_COLORS", "warning=1:note=2"))) {
                CommandOracle.assertSame(program, arguments, chosen);
            }
        }
    }
}
