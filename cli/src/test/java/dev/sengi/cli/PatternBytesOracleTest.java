package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.text.NativeText;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Patterns are bytes in the session's encoding: which objects match, and which patterns are invalid in that encoding.
 */
@NeedsRealClient
class PatternBytesOracleTest {
    private static final byte[] LATIN1 = "té".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] UTF8 = "té".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "'', -t",
        "'', -T",
        "'', -n",
        "'', --table-and-children",
        "-E LATIN1, -t",
        "-E LATIN1, -T",
        "-E UTF8, -T",
        "-E EUC_JP, -t",
        "-E EUC_JP, -T"
    })
    void ofCommandLines(String encoding, String option) {
        for (String clientEncoding : List.of("UTF8", "LATIN1")) {
            try (TestDatabase database = TestServer.current().createDatabase()) {
                database.execute(
                        "CREATE TABLE \"té\" (a int); CREATE TABLE other (a int)",
                        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET client_encoding = " + clientEncoding
                                + "', current_database()); END $$");
                for (byte[] pattern : List.of(LATIN1, UTF8)) {
                    compare(database, encoding, option, pattern);
                }
            }
        }
    }

    private static void compare(TestDatabase database, String encoding, String option, byte[] pattern) {
        List<String> options = new ArrayList<>(List.of("-s", "-d", database.connectionString()));
        options.addAll(encoding.isEmpty() ? List.of() : List.of(encoding.split(" ")));
        options.addAll(List.of(option, NativeText.decode(pattern)));
        Result real = CommandOracle.runReal("pg_dump", options);
        Result ours = CommandOracle.run("pg_dump", options, Map.of());
        assertThat(withoutBytes(ours.stderr()))
                .isEqualTo(withoutBytes(real.stderr()).replaceAll("(?m)^\\S*/pg_dump:", "pg_dump:"));
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        if (real.exitCode() == 0) {
            ScriptDiff.assertSame(real.stdout(), ours.stdout());
        }
    }

    /** Bytes that are not UTF-8 do not survive decoding. */
    private static String withoutBytes(String text) {
        return text.replaceAll("[^\\x00-\\x7f]+", "?");
    }
}
