package dev.sengi.internal.restore.plain;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts of the real pg_dump produce the same databases whether the real psql or ours runs them. */
@NeedsRealClient
class PlainScriptInteropTest {

    @ParameterizedTest
    @CsvSource({
        "demo, ''",
        "demo, --inserts",
        "demo, --rows-per-insert=20 --column-inserts",
        "demo, --use-set-session-authorization",
        "pagila, ''",
        "pagila, --inserts",
        "chinook, ''",
        "netflix, ''"
    })
    void scriptsProduceTheSameDatabase(String sample, String options) throws IOException {
        byte[] script = ScriptOracle.dump(TestServer.current().sample(sample), words(options));
        ScriptOracle.assertSame(script, TestServer.current(), "");
    }

    private static String[] words(String options) {
        return Stream.of(options.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    @TestFactory
    Stream<DynamicTest> everyKindIsRestored() throws IOException, URISyntaxException {
        return kinds().stream().map(kind -> dynamicTest(kind.getFileName().toString(), () -> restored(kind)));
    }

    private static void restored(Path kind) throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            // A parallel test creates the same roles.
            database.execute(Files.readString(kind).replace("kinds_", "plain_"));
            ScriptOracle.assertSame(ScriptOracle.dump(database), TestServer.current(), "");
        }
    }

    private static List<Path> kinds() throws IOException, URISyntaxException {
        Path folder = Path.of(
                PlainScriptInteropTest.class.getResource("/dev/sengi/kinds").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isForCurrent(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns whether a script named like {@code table.18.sql} or {@code table.before12.sql} is for the newest server. */
    private static boolean isForCurrent(String name) {
        String bound = name.replaceFirst("^[^.]*\\.?", "").replaceFirst("\\.?sql$", "");
        return bound.isEmpty()
                || (!bound.startsWith("before")
                        && Integer.parseInt(bound) <= TestServer.current().major());
    }
}
