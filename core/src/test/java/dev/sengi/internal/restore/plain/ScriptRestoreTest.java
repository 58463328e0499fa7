package dev.sengi.internal.restore.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionSource;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreFlag;
import dev.sengi.RestoreReport;
import dev.sengi.SengiException;
import dev.sengi.UsageException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and effects of restoring faulty scripts. */
class ScriptRestoreTest {
    private static final String HEADER = "--\n-- PostgreSQL database dump\n--\n\n";
    private static final String TRAILER = "\n--\n-- PostgreSQL database dump complete\n--\n\n";

    private final TestDatabase database = TestServer.current().createDatabase();
    private final List<String> messages = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void drop() {
        database.close();
    }

    private PgRestore restore(String body) {
        byte[] script = (HEADER + body + TRAILER).getBytes(StandardCharsets.UTF_8);
        return ScriptOracle.restore(script, database, messages);
    }

    private Path file(String body) throws IOException {
        return Files.writeString(folder.resolve("script.sql"), HEADER + body + TRAILER);
    }

    @Test
    void errorsAreReportedAndCounted() throws IOException {
        RestoreReport report = restore("""
                CREATE TABLE t (a int);
                INSERT INTO t VALUES (1);
                SELECT *
                FROM missing;
                INSERT INTO t VALUES (2);
                """).run();
        assertThat(report.failureCount()).isEqualTo(1);
        assertThat(messages).containsExactly("""
                        ERROR: line 7: could not execute query: ERROR:  relation "missing" does not exist
                        LINE 2: FROM missing;
                                     ^
                        Command was: SELECT *
                        FROM missing;""", "WARNING: errors ignored on restore: 1");
        assertThat(database.column("SELECT a FROM t ORDER BY a")).containsExactly("1", "2");
    }

    /** pg_dump's scripts set it, regardless of the target server. */
    @Test
    void anUnsupportedSettingIsOmitted() throws IOException {
        String script = "SET statement_timeout = 0;\nSET transaction_timeout = 0;\nCREATE TABLE t (a int);\n";
        try (TestDatabase old = TestServer.of(16).createDatabase()) {
            PgRestore.from(file(script))
                    .into(old.connectionSource())
                    .singleTransaction()
                    .run();
            assertThat(old.value("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    /** It hides neither the headings nor the end of the script. */
    @Test
    void aBlockCommentMayFollowTheLastStatement() throws IOException {
        RestoreReport report = restore("CREATE TABLE t (a int);\n/* exported\n for somebody */\n")
                .singleTransaction()
                .run();
        assertThat(report.failureCount()).isZero();
        assertThat(messages).isEmpty();
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** The server accepts a COMMIT without an error. */
    @Test
    void aScriptThatIsCutOffIsNotCommitted() {
        byte[] script = (HEADER + "CREATE TABLE t (a int);\n").getBytes(StandardCharsets.UTF_8);
        PgRestore restore = ScriptOracle.restore(script, database, messages).with(RestoreFlag.SINGLE_TRANSACTION);
        assertThatThrownBy(restore::run)
                .isInstanceOf(SengiException.class)
                .hasMessageContaining("the script is truncated");
        assertThat(database.value("SELECT to_regclass('t') IS NULL")).isEqualTo("t");
    }

    /** A number drawn from a sequence is not given back when a batch fails. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statementsThatSomebodyHasAddedAreNotRepeated(boolean atEnd) throws IOException {
        database.execute("CREATE TABLE t (id serial, n int CHECK (n < 5))");
        String added = """
                INSERT INTO t (n) VALUES (1);
                /* another */ insert into t (n) VALUES (2);
                INSERT INTO t (n) VALUES (9);
                INSERT INTO t (n) VALUES (3);
                """;
        String script = HEADER + (atEnd ? TRAILER + added : added + TRAILER);
        ScriptOracle.run(script.getBytes(StandardCharsets.UTF_8), database, messages);
        assertThat(database.column("SELECT id FROM t ORDER BY 1")).containsExactly("1", "2", "4");
    }

    @Test
    void longStatementsAreShownInPart() throws IOException {
        restore("SELECT nothing\n" + "-- x\n".repeat(100) + ";").run();
        assertThat(messages.get(0)).endsWith("-- x\n".repeat(9) + "...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "t", "partly"})
    void rowsOfACopyThatFailsAreNotExecuted(String table) throws IOException {
        database.execute(
                "CREATE TABLE t (a int); CREATE TABLE kept (a int); CREATE TABLE partly (a int CHECK (a < 1))");
        RestoreReport report = restore("COPY " + table + " (a) FROM stdin;\n1\nDROP TABLE kept;\n\\N\n\\echo x\n\\.\n\n"
                        + "INSERT INTO kept VALUES (5);\n")
                .run();
        assertThat(report.failureCount()).isEqualTo(1);
        assertThat(messages.get(0)).startsWith("ERROR: line 5: could not execute query: ERROR:  ");
        assertThat(database.value("SELECT a FROM kept")).isEqualTo("5");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void errorsInRowsSayWhichLine() throws IOException {
        database.execute("CREATE TABLE t (a int)");
        restore("COPY t (a) FROM stdin;\n1\nx\n\\.\n").run();
        assertThat(messages.get(0)).isEqualTo("""
                ERROR: line 5: could not execute query: ERROR:  invalid input syntax for type integer: "x"
                CONTEXT:  COPY t, line 2, column a: "x"
                Command was: COPY t (a) FROM stdin;""");
    }

    @ParameterizedTest
    @CsvSource({
        "'\\! touch x', '\\!', 'is not supported: use psql'",
        "'\\i other.sql', '\\i', 'is not supported: use psql'",
        "'\\copy t from x', '\\copy', 'is not supported: use psql'",
        "'\\;', '\\;', 'is not supported: use psql'",
        "'\\connect a b', '\\connect', 'has arguments that are not supported'",
        "'\\connect `x`', '\\connect', 'has an argument that is not supported'",
        "'\\connect \"host=''x''\"', '\\connect', 'has a connection string that is not supported'",
        "'SELECT 1 \\g x', '\\g', 'is inside a statement that began on line 6'",
        "'\\unrestrict a', '\\unrestrict', 'has no preceding \\restrict'",
        "'\\restrict', '\\restrict', 'needs one argument'"
    })
    void otherCommandsAreRefusedBeforeAnythingIsDone(String line, String name, String reason) throws IOException {
        String body = "CREATE TABLE t (a int);\n" + line + "\n";
        String message = "line 6: psql's command " + name + " " + reason;
        PgRestore fromFile = PgRestore.from(file(body)).into(database.connectionSource());
        assertThatThrownBy(fromFile::run).isInstanceOf(SengiException.class).hasMessage(message);
        assertThat(database.value("SELECT to_regclass('t')")).isNull();
        PgRestore fromStream = restore(body);
        assertThatThrownBy(fromStream::run).isInstanceOf(SengiException.class).hasMessage(message);
    }

    /** The check before the run does not know everything that the server does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN;\nSET LOCAL standard_conforming_strings = off;\nSELECT '\\'; \\x';\nCOMMIT;\n",
                "BEGIN;\nSET standard_conforming_strings TO 'false';\nSELECT '\\'; \\x';\nROLLBACK;\n",
                "SET standard_conforming_strings = 0;\nSELECT '\\'; \\x';\nRESET standard_conforming_strings;\n",
                "SELECT set_config('standard_conforming_strings', 'off', false);\nSELECT '\\'; \\x';\nRESET ALL;\n"
            })
    void meaningsOfBackslashesMayChange(String statements) throws IOException {
        Path script = file(statements + "CREATE TABLE t (a text DEFAULT '\\');\nINSERT INTO t VALUES (DEFAULT);\n");
        PgRestore.from(script).into(database.connectionSource()).run();
        assertThat(database.column("SELECT a FROM t")).containsExactly("\\");
    }

    @Test
    void restrictedScriptsContainNoCommands() throws IOException {
        restore("\\restrict abc\nSELECT 1;\n\\unrestrict abc\n\\restrict d\n\\unrestrict d\n")
                .run();
        assertThatThrownBy(restore("\\restrict abc\n\\connect x\n")::run)
                .hasMessage("line 6: psql's command \\connect is not allowed between \\restrict and \\unrestrict");
        assertThatThrownBy(restore("\\restrict abc\n\\unrestrict abd\n")::run)
                .hasMessage("line 6: psql's command \\unrestrict has the wrong key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1); INSERT INTO t VALUES ('a",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1); DELETE FROM t",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1);\n-- fin",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1);\nCOPY t (a) FROM stdin;\n12\n13\n1",
                "CREATE TABLE t (a int); INSERT INTO t VALUES (1);\nCOPY missing (a) FROM stdin;\n12\n13\n1"
            })
    void scriptsThatAreCutOffAreErrors(String body) throws IOException {
        byte[] script = (HEADER + body).getBytes(StandardCharsets.UTF_8);
        RestoreReport report = ScriptOracle.run(script, database, messages);
        assertThat(report.failureCount()).isEqualTo(body.contains("missing") ? 2 : 1);
        assertThat(messages).anyMatch(message -> message.matches("ERROR: line \\d+: the script is truncated"));
        assertThat(database.column("SELECT a FROM t")).containsExactly("1");
        database.execute("DROP TABLE t");
        assertThatThrownBy(ScriptOracle.restore(script, database, messages).singleTransaction()::run)
                .isInstanceOf(SengiException.class);
        assertThat(database.value("SELECT to_regclass('t')")).isNull();
    }

    @Test
    void rowsOfACopyToStandardOutputAreNotShown() throws IOException {
        RestoreReport report = restore("""
                CREATE TABLE t (a int);
                INSERT INTO t VALUES (1);
                COPY t TO STDOUT;
                COPY (INSERT INTO t VALUES (2) RETURNING a) TO STDOUT;
                COPY (SELECT 1 / (a - 2) FROM t) TO STDOUT;
                BEGIN;
                COPY t TO STDOUT;
                INSERT INTO t VALUES (3);
                COMMIT;
                """).run();
        assertThat(messages.get(0)).isEqualTo("""
                        ERROR: line 7: could not execute query: the rows of COPY TO STDOUT are not shown
                        Command was: COPY t TO STDOUT;""");
        assertThat(report.failures())
                .extracting(RestoreFailure::serverMessage)
                .containsExactly(
                        "the rows of COPY TO STDOUT are not shown",
                        "the rows of COPY TO STDOUT are not shown",
                        "division by zero",
                        "the rows of COPY TO STDOUT are not shown");
        assertThat(database.column("SELECT a FROM t ORDER BY a")).containsExactly("1", "2", "3");
    }

    /** The server discards what it has executed without an error. */
    @ParameterizedTest
    @CsvSource({
        "BEGIN; INSERT INTO t VALUES (1);, 0",
        "START TRANSACTION; COMMIT AND CHAIN; INSERT INTO t VALUES (1);, 0",
        "BEGIN; INSERT INTO t VALUES (1); SELECT missing;, 1"
    })
    void aTransactionLeftOpenIsAnError(String statements, int others) throws IOException {
        database.execute("CREATE TABLE t (a int)");
        RestoreReport report = restore(statements).run();
        assertThat(report.failureCount()).isEqualTo(others + 1);
        assertThat(messages.get(others))
                .isEqualTo("ERROR: line 10: the script leaves a transaction open, which is rolled back");
        assertThat(report.failures().get(others).line()).hasValue(10);
        assertThat(report.failures().get(others).statement()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
        assertThatThrownBy(restore(statements).exitOnError()::run).isInstanceOf(SengiException.class);
    }

    @Test
    void aTransactionLeftOpenAtAChangeOfDatabaseIsAnError() throws IOException {
        database.execute("CREATE TABLE t (a int)");
        RestoreReport report = restore("BEGIN;\nINSERT INTO t VALUES (1);\n\\connect " + database.name() + "\n"
                        + "INSERT INTO t VALUES (2);\n")
                .run();
        assertThat(report.failureCount()).isEqualTo(1);
        assertThat(messages.get(0))
                .isEqualTo("ERROR: line 7: the script leaves a transaction open, which is rolled back");
        assertThat(database.column("SELECT a FROM t")).containsExactly("2");
    }

    @Test
    void theFirstErrorMayEndIt() {
        database.execute("CREATE TABLE t (a int)");
        String body = "INSERT INTO t VALUES (1);\nSELECT missing;\nINSERT INTO t VALUES (2);\n";
        assertThatThrownBy(restore(body).exitOnError()::run)
                .isInstanceOf(SengiException.class)
                .hasMessageStartingWith("line 6: could not execute query: ERROR:  column \"missing\" does not exist");
        assertThat(database.column("SELECT a FROM t")).containsExactly("1");
    }

    @Test
    void oneTransactionIsAllOrNothing() throws IOException {
        database.execute("CREATE TABLE t (a int)");
        String body =
                "INSERT INTO t VALUES (1);\nBEGIN;\nSELECT lo_create(4711);\nCOMMIT;\nCOPY t FROM stdin;\n2\n\\.\n";
        assertThatThrownBy(restore(body + "SELECT missing;\n").singleTransaction()::run)
                .isInstanceOf(SengiException.class);
        assertThatThrownBy(restore(body + "ROLLBACK;\nSELECT 1;\n").singleTransaction()::run)
                .hasMessage("line 12: the script has ended the transaction in which it should run");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("0");
        restore(body).singleTransaction().run();
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(database.value("SELECT count(*) FROM pg_largeobject_metadata"))
                .isEqualTo("1");
        assertThatThrownBy(restore("\\connect x\n").singleTransaction()::run)
                .hasMessage("line 5: psql's command \\connect cannot be part of a single transaction");
    }

    @Test
    void optionsThatNeedAnArchiveAreRefused() {
        assertRefused(PgRestore::clean, "option --clean requires");
        assertRefused(PgRestore::noOwner, "option --no-owner requires");
        assertRefused(restore -> restore.includeTable("t"), "option -t/--table requires");
        assertRefused(restore -> restore.useList(List.of()), "option -L/--use-list requires");
        assertRefused(restore -> restore.jobs(2), "option -j/--jobs requires");
        assertRefused(restore -> restore.transactionSize(2), "option --transaction-size requires");
        assertRefused(PgRestore::dataOnly, "option to restore a part, such as --data-only, requires");
    }

    private void assertRefused(UnaryOperator<PgRestore> option, String message) {
        assertThatThrownBy(option.apply(restore("SELECT 1;"))::run)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void rolesAreAssumed() throws IOException {
        database.execute("CREATE ROLE script_role", "GRANT CREATE ON SCHEMA public TO script_role");
        try {
            restore("CREATE TABLE t (a int);").role("script_role").run();
            assertThat(database.value("SELECT relowner::regrole FROM pg_class WHERE relname = 't'"))
                    .isEqualTo("script_role");
        } finally {
            database.execute("DROP OWNED BY script_role", "DROP ROLE script_role");
        }
    }

    @Test
    void anotherDatabaseNeedsASourceThatReachesIt() throws IOException {
        Path script = file("CREATE TABLE t (a int);\n\\connect other\n");
        PgRestore restore = PgRestore.from(script).into(ConnectionSource.of(database.dataSource()));
        assertThatThrownBy(restore::run)
                .hasMessage("line 6: psql's command \\connect cannot be executed: this connection source can"
                        + " reach only one database");
        assertThat(database.value("SELECT to_regclass('t')")).isNull();
    }

    @Test
    void noDatabaseIsDroppedByAStreamThatCannotConnectToTheNewOne() throws IOException {
        String doomed = database.name() + "_doomed";
        database.execute("CREATE DATABASE " + doomed);
        try {
            String script = "/* dropped */ drop  DATABASE " + doomed + ";\nCREATE DATABASE " + doomed + ";\n\\connect "
                    + doomed + "\n";
            PgRestore restore = restore(script).into(ConnectionSource.of(database.dataSource()));
            assertThatThrownBy(restore::run)
                    .hasMessage("line 5: the script drops a database, and this connection source can reach only one"
                            + " database");
            assertThat(database.value("SELECT count(*) FROM pg_database WHERE datname = '" + doomed + "'"))
                    .isEqualTo("1");
            restore(script).run();
        } finally {
            database.execute("DROP DATABASE " + doomed);
        }
    }

    @Test
    void noOtherTextFollowsACopyOnItsLine() {
        database.execute("CREATE TABLE t (a int)");
        assertThatThrownBy(restore("COPY t FROM stdin; SELECT 1;\n1\n\\.\n")::run)
                .hasMessage("line 5: rows must begin on a new line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"; -- SELECT 1;", ";;", " ;\t--x\r"})
    void aCommentMayFollowACopyOnItsLine(String end) throws IOException {
        database.execute("CREATE TABLE t (a int)");
        restore("COPY t FROM stdin" + end + "\n1\n\\.\nINSERT INTO t VALUES (2);\n")
                .run();
        assertThat(database.column("SELECT a FROM t ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void otherTextsAreNotScripts() throws IOException {
        assertThatThrownBy(() -> PgRestore.from(
                                new ByteArrayInputStream("--\n-- other\n--\n".getBytes(StandardCharsets.UTF_8)))
                        .into(database.connectionSource())
                        .run())
                .hasMessageContaining("does not appear to be a valid archive");
    }
}
