package dev.sengi.cli;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options make of a dump's content, beside the real pg_dump: script, messages and exit code. */
class ContentOracleTest {
    private static TestDatabase database;

    @BeforeAll
    static void load() throws URISyntaxException {
        RealClient.require();
        database = TestServer.current().createDatabase();
        URL script = Objects.requireNonNull(ContentOracleTest.class.getResource("content.sql"));
        database.runScript(Path.of(script.toURI()));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** Arguments are separated by blanks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--statistics",
                "--statistics-only",
                "--statistics-only -C",
                "--statistics-only -c",
                "--statistics-only --sequence-data",
                "--statistics --no-data",
                "--statistics --no-schema",
                "--statistics --no-data --no-schema",
                "--statistics --section=data",
                "--statistics --section=post-data",
                "--statistics --extra-float-digits=0",
                "--statistics -t hashed0",
                "--no-statistics",
                "--no-statistics --no-data",
                "--no-data",
                "--no-schema",
                "--no-data --no-schema",
                "--sequence-data",
                "--sequence-data -s",
                "--sequence-data --no-data",
                "--sequence-data --no-data --no-schema",
                "--sequence-data -s -t numbered",
                "--sequence-data -s --section=data",
                "--sequence-data -s --exclude-table-data=alone",
                "--sequence-data -s --no-unlogged-table-data",
                "--extra-float-digits=0",
                "--extra-float-digits=-3 --inserts",
                "--extra-float-digits=",
                "--snapshot=nope",
                "--snapshot=",
                "--snapshot=it's\\",
                "--snapshot=nope --serializable-deferrable",
                "--snapshot=nope --role=nobody",
                "--serializable-deferrable",
                "--lock-wait-timeout=5s",
                "--lock-wait-timeout=x",
                "--enable-row-security",
                "--no-toast-compression",
                "--no-table-access-method",
                "--no-tablespaces",
                "--no-unlogged-table-data",
                "--no-sync",
                "--sync-method=fsync",
                "--inserts --on-conflict-do-nothing",
                "--column-inserts --on-conflict-do-nothing",
                "--attribute-inserts",
                "--rows-per-insert=3 --on-conflict-do-nothing",
                "--load-via-partition-root",
                "--load-via-partition-root --inserts",
                "--quote-all-identifiers",
                "--quote-all-identifiers --column-inserts --statistics",
                "--encoding=UTF8 -t texts",
                "-E LATIN1 -t latin",
                "-E win1252 -t texts",
                "-E latin1 --inserts -t latin",
                "-E SQL_ASCII",
                "-E nope",
                "--disable-dollar-quoting",
                "--disable-triggers",
                "--disable-triggers -a",
                "--disable-triggers -a -S boss",
                "--use-set-session-authorization",
                "--no-comments",
                "--no-policies",
                "--no-publications",
                "--no-security-labels",
                "--no-subscriptions",
                "--role=nobody",
                "-b",
                "-B",
                "-b -B",
                "--blobs -t texts",
                "--no-blobs",
                "-b -s"
            })
    void ofOptions(String options) throws IOException {
        CommandOracle.assertSameDump(database, Arrays.asList(options.split(" ")));
    }

    @Test
    void ofAnExportedSnapshot() throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            database.execute("CREATE TABLE filled_later (a int)");
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            String snapshot;
            try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                row.next();
                snapshot = row.getString(1);
            }
            database.execute("INSERT INTO filled_later VALUES (4711)");
            CommandOracle.assertSameDump(database, List.of("--snapshot=" + snapshot));
            CommandOracle.assertSameDump(database, List.of("--serializable-deferrable", "--snapshot=" + snapshot));
        } finally {
            database.execute("DROP TABLE filled_later");
        }
    }

    @Test
    void ofTablesThatAreLocked() throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE floats");
            CommandOracle.assertSameDump(database, List.of("--lock-wait-timeout=20", "-t", "floats"));
        }
    }
}
