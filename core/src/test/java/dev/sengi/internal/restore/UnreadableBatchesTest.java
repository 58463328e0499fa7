package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A command that the server cannot even read is the one reported, although the server rejects the whole message in
 * which it travels, and the savepoint with it.
 */
class UnreadableBatchesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"-1", "--transaction-size=3", "''"})
    @NeedsRealClient
    void charactersThatTheDatabaseLacks(String options) throws IOException {
        Path archive = folder.resolve("archive");
        TestServer server = TestServer.current();
        try (TestDatabase source = server.createDatabase()) {
            source.execute(
                    "CREATE TABLE a (i int)",
                    "CREATE TABLE b (i int)",
                    "COMMENT ON TABLE b IS '\u03c9'",
                    "CREATE TABLE c (i int)");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        }
        String latin = "ENCODING 'LATIN1' LOCALE 'C'";
        try (TestDatabase ours = server.createDatabase(latin);
                TestDatabase theirs = server.createDatabase(latin)) {
            assertThat(RestoreOracle.ourRestore(ours, archive, options, "postgres"))
                    .isEqualTo(RestoreOracle.realRestore(theirs, archive, options, "postgres"))
                    .contains("has no equivalent");
        }
    }

    @Test
    void commandsOfATransactionThatAreNoSql() throws IOException {
        String script = """
                --
                -- PostgreSQL database dump
                --
                BEGIN;
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                INSERT INTO a VALUES (2,);
                CREATE TABLE b (i int);
                ROLLBACK;
                CREATE TABLE c (i int);
                -- PostgreSQL database dump complete
                """;
        List<String> messages = new ArrayList<>();
        try (TestDatabase database = TestServer.current().createDatabase()) {
            RestoreReport report = PgRestore.from(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)))
                    .returnFailures()
                    .into(database.connectionSource())
                    .onProgress(new MessageCollector(messages))
                    .run();
            assertThat(report.failures())
                    .extracting(failure -> failure.line().orElseThrow() + " "
                            + failure.sqlState().orElseThrow())
                    .containsExactly("7 42601", "8 25P02");
            assertThat(messages.get(0)).contains("LINE 1: INSERT INTO a VALUES (2,);");
            assertThat(database.column("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname < 'e'"))
                    .containsExactly("c");
        }
    }
}
