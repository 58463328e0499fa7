package dev.sengi.internal.restore.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RealScripts;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real psql and ours with the same script, each in a separate database. */
final class ScriptOracle {
    private ScriptOracle() {}

    /** Returns a script of the real pg_dump. */
    static byte[] dump(TestDatabase database, String... options) {
        return RealScripts.of(database, options);
    }

    /**
     * Fails unless both produce the same database and the same number of errors.
     *
     * @param options of CREATE DATABASE
     */
    static void assertSame(byte[] script, TestServer server, String options) throws IOException {
        try (TestDatabase ours = server.createDatabase(options);
                TestDatabase theirs = server.createDatabase(options)) {
            int errors = errors(psql(script, theirs));
            List<String> messages = new ArrayList<>();
            assertThat(run(script, ours, messages).failureCount())
                    .as(String.join("\n", messages))
                    .isEqualTo(errors);
            assertSameContent(theirs, ours);
        }
    }

    static void assertSameContent(TestDatabase expected, TestDatabase actual) {
        ScriptDiff.assertSame(dump(expected), dump(actual));
    }

    /** Runs a script in psql, and returns its messages. */
    static String psql(byte[] script, TestDatabase database) {
        List<String> arguments = List.of("-X", "-q", "-o", "/dev/null", "-d", database.connectionString(), "-f", "-");
        Result result = RealClient.require().run("psql", arguments, script, Map.of());
        return result.stderr();
    }

    static int errors(String psqlMessages) {
        return (int)
                psqlMessages.lines().filter(line -> line.contains(": ERROR:  ")).count();
    }

    static RestoreReport run(byte[] script, TestDatabase database, List<String> messages) throws IOException {
        return restore(script, database, messages).run();
    }

    static PgRestore restore(byte[] script, TestDatabase database, List<String> messages) {
        return PgRestore.from(new ByteArrayInputStream(script))
                .returnFailures()
                .into(database.connectionSource())
                .onProgress(new MessageCollector(messages));
    }
}
