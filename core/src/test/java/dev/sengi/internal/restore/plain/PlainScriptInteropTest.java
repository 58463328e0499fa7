package dev.sengi.internal.restore.plain;

import dev.sengi.testing.KindScript;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        "pagila, ''"
    })
    void scriptsProduceTheSameDatabase(String sample, String options) throws IOException {
        byte[] script = ScriptOracle.dump(TestServer.current().sample(sample), words(options));
        ScriptOracle.assertSame(script, TestServer.current(), "");
    }

    private static String[] words(String options) {
        return Stream.of(options.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    @Test
    void everyKindIsRestored() throws IOException {
        TestServer server = TestServer.current();
        List<TestDatabase> databases = KindScript.load(server, KindScript.on(server.major()), "plain_");
        try {
            for (TestDatabase database : databases) {
                ScriptOracle.assertSame(ScriptOracle.dump(database), server, "");
            }
        } finally {
            databases.forEach(TestDatabase::close);
        }
    }
}
