package dev.sengi.internal.restore.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.KindScript;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of the real pg_dump produce the same databases whether the real psql or ours runs them. */
@NeedsRealClient
class PlainScriptInteropTest {

    static Stream<Arguments> samplesAndOptions() {
        Stream<Arguments> many = Stream.of(
                Arguments.of("demo", ""),
                Arguments.of("demo", "--inserts"),
                Arguments.of("demo", "--rows-per-insert=20 --column-inserts"),
                Arguments.of("demo", "--use-set-session-authorization"),
                Arguments.of("pagila", ""));
        Stream<Arguments> more = Stream.of(
                Arguments.of("pagila", "--inserts"), Arguments.of("chinook", ""), Arguments.of("netflix", ""));
        return TestServer.isThorough() ? Stream.concat(many, more) : many;
    }

    @ParameterizedTest
    @MethodSource("samplesAndOptions")
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
        assertRestored(KindScript.on(server.major()), "plain_");
        if (TestServer.isThorough()) {
            for (KindScript script : KindScript.on(server.major())) {
                assertRestored(List.of(script), "plain_alone_");
            }
        }
    }

    /** pg_dump does not quote the name, and psql takes the rest of its script for the body of a routine. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (begin int, \"end\" int);"
                        + " CREATE FUNCTION f() RETURNS SETOF int BEGIN ATOMIC SELECT a.begin FROM a; SELECT 1; END",
                "CREATE FUNCTION f(begin int) RETURNS int RETURN begin",
                "CREATE FUNCTION begin(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TYPE begin AS (i int); CREATE FUNCTION f() RETURNS begin LANGUAGE sql AS 'SELECT NULL::begin'",
                "CREATE SCHEMA begin; CREATE PROCEDURE begin.f() LANGUAGE sql BEGIN ATOMIC SELECT 1; END"
            })
    void beginMayBeAName(String statements) throws IOException {
        TestServer server = TestServer.current();
        try (TestDatabase source = server.createDatabase();
                TestDatabase target = server.createDatabase()) {
            source.execute(statements, "CREATE TABLE z (t text)", "INSERT INTO z VALUES ('1')");
            byte[] script = ScriptOracle.dump(source);
            List<String> messages = new ArrayList<>();
            assertThat(ScriptOracle.run(script, target, messages).failureCount())
                    .as(messages.toString())
                    .isZero();
            ScriptOracle.assertSameContent(source, target);
        }
    }

    private static void assertRestored(List<KindScript> scripts, String roles) throws IOException {
        TestServer server = TestServer.current();
        List<TestDatabase> databases = KindScript.load(server, scripts, roles);
        try {
            for (TestDatabase database : databases) {
                ScriptOracle.assertSame(ScriptOracle.dump(database), server, "");
            }
        } finally {
            databases.forEach(TestDatabase::close);
        }
    }
}
