package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entries the lines of a {@code -L} file name. */
@NeedsRealClient
class UseListOracleTest {
    private static final Pattern TABLE = Pattern.compile("(?m)^([0-9]+); .* TABLE public ([a-c]) ");

    @TempDir
    private static Path folder;

    private static Path archive;
    /** The dump IDs of the tables. */
    private static int a;

    private static int b;
    private static int c;

    @BeforeAll
    static void dump() {
        archive = folder.resolve("x.dump");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c ()");
            RealClient.require()
                    .run("pg_dump", "-Fc", "-f", archive.toString(), "-d", database.connectionString())
                    .assertSuccess();
        }
        Matcher table = TABLE.matcher(
                RealClient.require().run("pg_restore", "-l", archive.toString()).text());
        while (table.find()) {
            int dumpId = Integer.parseInt(table.group(1));
            switch (table.group(2)) {
                case "a" -> a = dumpId;
                case "b" -> b = dumpId;
                default -> c = dumpId;
            }
        }
        assertThat(List.of(a, b, c)).doesNotContain(0);
    }

    /** A table's name represents its dump ID, and a name after a caret represents the ID plus 2 to the power of 32. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c\nb",
                "c\rb\na\n",
                "c;\rb\na\n",
                "c\r\nb\r\n",
                "c\r\r\nb",
                "\rc\n\r\r\nb",
                "\f\nc\n\013\nb",
                "\fc\n\013b",
                "c\0;a\n\0\nb\0",
                "\u00fc\nc",
                "\u00a0\nc",
                "\u0085\nc",
                "\u001c\nc",
                "\u2028c\nb",
                "+c\n b\n",
                "-c\nb",
                "c b\na",
                "0xc\nb",
                "99999999999999999999\nc",
                "-99999999999999999999\nc",
                "^c\nb",
                "c;\u00fc\nb",
                "x;y\nc",
                "x\r\nc",
                "x\tb\n\nc",
                ""
            })
    void named(String lines) throws IOException {
        String text = lines.replace("^c", Long.toString((1L << 32) + c))
                .replace("c", Integer.toString(c))
                .replace("b", Integer.toString(b))
                .replace("a", Integer.toString(a));
        Path list = Files.write(folder.resolve("list"), text.getBytes(StandardCharsets.UTF_8));
        compare(List.of("-l", "-L", list.toString(), archive.toString()));
        compare(List.of("-l", "--strict-names", "-L", list.toString(), archive.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/nowhere/list"})
    void missing(String list) {
        compare(List.of("-l", "-L", list, archive.toString()));
        compare(List.of("-f", "-", "--use-list=" + list, archive.toString()));
        compare(List.of("-d", "x", "-L", list, archive.toString()));
    }

    private static void compare(List<String> arguments) {
        Result real = RealClient.require().run("pg_restore", arguments, new byte[0]);
        Result ours = CommandOracle.run("pg_restore", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        assertThat(ours.text()).isEqualTo(real.text());
    }
}
