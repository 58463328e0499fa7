package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.DumpFlag;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.Run;
import dev.sengi.SengiException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes by other sessions after a dump's snapshot and before its locks: nothing false is written. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentChangesTest {
    private static final String[] OBJECTS = {
        "CREATE TABLE blocked (a int)",
        "CREATE TABLE t (a int, b int, t text)",
        "INSERT INTO t SELECT i, i, repeat('x', 60) FROM generate_series(1, 500) i",
        "CREATE INDEX i ON t (b)",
        "CREATE STATISTICS s ON a, b FROM t",
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE PROCEDURE p(int) LANGUAGE sql AS 'SELECT 1'",
        "CREATE AGGREGATE g (int) (sfunc = int4pl, stype = int)",
        "CREATE FUNCTION member(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER EXTENSION plpgsql ADD FUNCTION member(int)",
        "CREATE VIEW v AS SELECT 1 AS a",
        "CREATE FUNCTION c() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER r INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION c()"
    };

    @ParameterizedTest
    @CsvSource({
        "DROP INDEX i, index \"i\"",
        "DROP TRIGGER r ON v, trigger \"r\"",
        "DROP STATISTICS s, statistics \"s\"",
        "DROP FUNCTION f, function \"f\"",
        "DROP PROCEDURE p, procedure \"p\"",
        "DROP AGGREGATE g(int), aggregate \"g\""
    })
    void definitionsThatAreGoneAreErrors(String change, String object) throws Exception {
        assertFails(
                change,
                PgDump::schemaOnly,
                "definition of " + object + " cannot be read: it has been dropped since the dump began");
    }

    /** In a query, a name that is not a column's stands for the rows of the table that has it. */
    @Test
    void columnsThatAreGoneAreNotReplacedByRows() throws Exception {
        String error = "column \"t\" does not exist";
        assertFails("ALTER TABLE t DROP COLUMN t", dump -> dump.splitTablesLargerThan(8192), error);
        assertFails("ALTER TABLE t RENAME COLUMN t TO u", dump -> dump.splitTablesLargerThan(8192), error);
        assertFails("ALTER TABLE t DROP COLUMN t", dump -> dump.with(DumpFlag.INSERTS), error);
    }

    /** Only grants of such functions would be dumped, and this one has none. */
    @Test
    void extensionsMayLoseFunctions() throws Exception {
        Throwable failure = failureAfter(
                "ALTER EXTENSION plpgsql DROP FUNCTION member(int); DROP FUNCTION member(int)", PgDump::schemaOnly);
        assertThat(failure).isNull();
    }

    private static void assertFails(String change, UnaryOperator<PgDump> options, String error) throws Exception {
        assertThat(failureAfter(change, options))
                .as(change)
                .isInstanceOf(SengiException.class)
                .hasMessageContaining(error);
    }

    /** Returns how a dump fails if a change is made before it has its locks; null if it does not fail. */
    private static Throwable failureAfter(String change, UnaryOperator<PgDump> options) throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection blocking = database.dataSource().getConnection();
                Statement lock = blocking.createStatement()) {
            database.execute(OBJECTS);
            database.analyze();
            blocking.setAutoCommit(false);
            lock.execute("LOCK TABLE blocked");
            PgDump dump = options.apply(PgDump.from(database.connectionSource()));
            try (Run<DumpReport> run = dump.start(new ByteArrayOutputStream())) {
                while (database.value("SELECT count(*) FROM pg_locks WHERE NOT granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .equals("0")) {
                    assertThat(run.isDone()).isFalse();
                    Thread.sleep(5);
                }
                database.execute(change);
                blocking.commit();
                return catchThrowable(run::await);
            }
        }
    }
}
