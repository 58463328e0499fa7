package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFailedException;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection from a pool is returned in its original state. */
class BorrowedConnectionTest {
    private static final String BEGINNING = "--\n-- PostgreSQL database dump\n--\n\n";
    private static final String END = "\n\n--\n-- PostgreSQL database dump complete\n--\n\n";

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void settingsAreAsBefore(int major) throws Exception {
        TestServer server = TestServer.of(major);
        Path archive = RestoreArchives.of(server, "objects");
        try (TestDatabase database = server.createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            prepare(connection);
            Map<String, String> before = settings(connection);
            connection.setAutoCommit(false);
            PgRestore.from(archive)
                    .into(lent(connection))
                    .returnFailures() // The owners' roles do not exist.
                    .role("postgres")
                    .with(ScriptFlag.USE_SET_SESSION_AUTHORIZATION)
                    .run();
            assertThat(connection.getAutoCommit()).isFalse();
            connection.setAutoCommit(true);
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    @Test
    void aScriptAlsoGivesTheConnectionBack() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            Map<String, String> before = settings(connection);
            for (String text : List.of("SELECT 1;", "SET work_mem = '1MB'; CREATE TABLE a (x int);")) {
                restoreScript(connection, text);
                assertThat(connection.isClosed()).isFalse();
                assertThat(settings(connection)).isEqualTo(before);
            }
        }
    }

    @Test
    void settingsChangedByATriggerAreAsBefore() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            database.execute("CREATE TABLE a AS SELECT 1 AS x");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(database.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .dataOnly()
                    .to(archive);
            database.execute(
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN PERFORM set_config('work_mem', '99MB', false); RETURN NEW; END $$",
                    "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()");
            Map<String, String> before = settings(connection);
            PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                    .into(lent(connection))
                    .run();
            assertThat(connection.isClosed()).isFalse();
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    /** What was set as the session started is reset, and NULL in an array would be read as text. */
    @Test
    void settingsAreResetThoughArraysHaveNoNulls() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
            source.setOptions("-c search_path=own -c work_mem=3MB");
            try (Connection connection = source.getConnection()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET array_nulls = off");
                }
                Map<String, String> before = settings(connection);
                assertThat(before).containsEntry("search_path", "own").containsEntry("work_mem", "3072");
                restoreScript(connection, "SET search_path = 'changed';\nSET work_mem = '1MB';\n");
                assertThat(connection.isClosed()).isFalse();
                assertThat(settings(connection)).isEqualTo(before);
            }
        }
    }

    /** The names of the tables that have triggers are read before the restore. */
    @Test
    void namesMayBeOutsideOfTheSessionsEncoding() throws Exception {
        try (TestDatabase dumped = TestServer.current().createDatabase();
                TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            dumped.execute("CREATE TABLE \"\u017c\u00e9\" AS SELECT '\u017c\u00e9'::text AS x");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(dumped.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            database.execute(
                    "CREATE TABLE \"\u0436\" (x int)",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
                    "CREATE TRIGGER t BEFORE INSERT ON \"\u0436\" FOR EACH ROW EXECUTE FUNCTION f()");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET search_path = public, \"\u0436\"");
                Map<String, String> before = settings(connection);
                statement.execute("SET client_encoding = 'LATIN1'");
                PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                        .into(lent(connection))
                        .run();
                assertThat(connection.isClosed()).isFalse();
                assertThat(connection.unwrap(PGConnection.class).getParameterStatus("client_encoding"))
                        .isEqualTo("LATIN1");
                statement.execute("SET client_encoding = 'UTF8'");
                assertThat(settings(connection)).isEqualTo(before);
            }
            assertThat(database.value("SELECT x = U&'\\017c\\00e9' FROM \"\u017c\u00e9\""))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE kept (x int)",
                "PREPARE kept AS SELECT 1",
                "DEALLOCATE ALL",
                "DECLARE kept CURSOR WITH HOLD FOR SELECT 1",
                "LISTEN kept",
                "SELECT pg_advisory_lock(7)"
            })
    void whatNoSettingRestoresAbortsIt(String statement) throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            try (Statement prepared = connection.createStatement()) {
                prepared.execute("PREPARE own AS SELECT 1; LISTEN own; SELECT pg_advisory_lock(6)");
            }
            restoreScript(connection, "SELECT 1;");
            assertThat(connection.isClosed()).isFalse();
            restoreScript(connection, statement + ";");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void theCharacteristicsOfTransactionsAreAsBefore() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            Map<String, String> before = settings(connection);
            restoreScript(
                    connection,
                    "SET default_transaction_isolation = 'serializable';\nSET default_transaction_read_only = on;\n");
            assertThat(connection.isClosed()).isFalse();
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    /** The server did not know the setting before, so its previous value is unknown. */
    @Test
    void settingsOfALibraryThatAScriptLoadsAbortIt() throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase();
                Connection connection = target.dataSource().getConnection()) {
            restoreScript(connection, "DO $$ BEGIN END $$;\nSET plpgsql.variable_conflict = 'use_column';\n");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    static void restoreScript(Connection connection, String text) throws Exception {
        PgRestore.from(script(text)).into(lent(connection)).run();
    }

    /** Returns a script with that content. */
    static ByteArrayInputStream script(String text) {
        return new ByteArrayInputStream((BEGINNING + text + END).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theEncodingIsAsBefore() throws Exception {
        TestServer server = TestServer.current();
        try (TestDatabase dumped = server.createDatabase("encoding 'LATIN1' locale 'C'");
                TestDatabase database = server.createDatabase("encoding 'SQL_ASCII' locale 'C'");
                Connection connection = database.dataSource().getConnection()) {
            dumped.execute("CREATE TABLE \"é\" AS SELECT 'é' AS a");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(dumped.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            Map<String, String> before = settings(connection);
            PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                    .into(lent(connection))
                    .run();
            assertThat(settings(connection)).isEqualTo(before);
            assertThat(database.value("SELECT relname::text::bytea FROM pg_class WHERE relkind = 'r' AND oid >= 16384"))
                    .isEqualTo("\\xe9");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET client_encoding = 'LATIN1'", "SET array_nulls = off"})
    void textIsReadAsItWasWritten(String setting) throws Exception {
        String values = "SELECT '{\u00e9,NULL}'::text[] AS a";
        try (TestDatabase dumped = TestServer.current().createDatabase();
                TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            dumped.execute(
                    "CREATE TABLE copied AS " + values,
                    "CREATE VIEW \"\u00e9\" AS " + values,
                    "COMMENT ON TABLE copied IS '\u00e9'");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(dumped.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            try (Statement statement = connection.createStatement()) {
                statement.execute(setting);
            }
            Map<String, String> before = settings(connection);
            PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                    .into(lent(connection))
                    .run();
            assertThat(settings(connection)).isEqualTo(before);
            String query = "SELECT a[1] = U&'\\00e9' AND a[2] IS NULL FROM ";
            assertThat(database.value(query + "copied")).isEqualTo("t");
            assertThat(database.value(query + "\"\u00e9\"")).isEqualTo("t");
            assertThat(database.value("SELECT obj_description('copied'::regclass) = U&'\\00e9'"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settingsAreAsBeforeAfterAFailure(boolean oneTransaction) throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            prepare(connection);
            Map<String, String> before = settings(connection);
            PgRestore restore = PgRestore.from(RestoreArchives.of("owners")).into(lent(connection));
            PgRestore failing = oneTransaction ? restore.singleTransaction() : restore.exitOnError();
            assertThatThrownBy(failing::run)
                    .isInstanceOf(SengiException.class)
                    .hasMessageStartingWith("could not execute query: ERROR:  role \"restore_gone\" does not exist\n")
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(settings(connection)).isEqualTo(before);
            String schemas = database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 's'");
            assertThat(schemas).isEqualTo(oneTransaction ? "0" : "1");
        }
    }

    /** Regardless of who set array_nulls. */
    @ParameterizedTest
    @ValueSource(strings = {"the driver", "the database"})
    void nullsInArraysAreKept(String chooser) throws Exception {
        try (TestDatabase dumped = TestServer.current().createDatabase();
                TestDatabase database = TestServer.current().createDatabase()) {
            dumped.execute("CREATE TABLE t AS SELECT '{a,NULL,\"NULL\"}'::text[] AS a");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(dumped.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setURL("jdbc:postgresql://localhost:"
                    + TestServer.current().port() + "/" + database.name() + "?user=postgres");
            if (chooser.equals("the driver")) {
                dataSource.setOptions("-c array_nulls=off");
            } else {
                database.execute("ALTER DATABASE " + database.name() + " SET array_nulls = off");
            }
            try (Connection connection = dataSource.getConnection()) {
                PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                        .into(lent(connection))
                        .run();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT current_setting('array_nulls')")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("off");
                }
            }
            assertThat(database.value("SELECT a[2] IS NULL AND a[3] = 'NULL' FROM t"))
                    .isEqualTo("t");
        }
    }

    /** A limit that the archive lifts must not end the restore before that. */
    @Test
    void aShortLimitOfTheDatabaseDoesNotEndARestore() throws Exception {
        try (TestDatabase dumped = TestServer.current().createDatabase();
                TestDatabase database = TestServer.current().createDatabase()) {
            dumped.execute("CREATE TABLE t AS SELECT 1 AS a");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(dumped.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            database.execute("ALTER DATABASE " + database.name() + " SET statement_timeout = 1");
            // On a busy machine, any command may take longer.
            for (int attempt = 1; !isRestored(database, archive.toByteArray()); attempt++) {
                assertThat(attempt).isLessThan(30);
            }
            TestServer.current()
                    .maintenance()
                    .execute("ALTER DATABASE " + database.name() + " RESET statement_timeout");
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("1");
        }
    }

    private static boolean isRestored(TestDatabase database, byte[] archive) throws IOException {
        try (Connection connection = database.dataSource().getConnection()) {
            PgRestore.from(new ByteArrayInputStream(archive))
                    .clean()
                    .ifExists()
                    .into(lent(connection))
                    .run();
            // If giving the connection back took too long, it was aborted.
            assertThat(connection.isClosed() || "1ms".equals(statementTimeout(connection)))
                    .isTrue();
            return true;
        } catch (ConnectionException e) {
            assertThat(e.sqlState()).hasValue("57014");
        } catch (RestoreFailedException e) {
            assertThat(e.report().failures())
                    .allMatch(failure -> failure.message().contains("timeout"));
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("57014");
        }
        return false;
    }

    private static String statementTimeout(Connection connection) throws SQLException {
        while (true) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW statement_timeout")) {
                row.next();
                return row.getString(1);
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("57014");
            }
        }
    }

    /** Otherwise, it would be returned within our transaction. */
    @Test
    void aWrapperThatDoesNotRollBackIsAborted() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Connection wrapper = (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> method.getName().equals("rollback")
                                    || method.getName().equals("close")
                            ? null
                            : method.invoke(connection, arguments));
            PgDump.from(lent(wrapper)).to(OutputStream.nullOutputStream());
            assertThat(connection.isClosed()).isTrue();
        }
    }

    /** The dump is complete, and its report would be lost. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrapperThatCannotBeClosedDoesNotReplaceTheResult(boolean unchecked) throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            Connection wrapper = (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            throw unchecked ? new IllegalStateException() : new SQLException();
                        }
                        return method.invoke(connection, arguments);
                    });
            ByteArrayOutputStream script = new ByteArrayOutputStream();
            PgDump.from(() -> wrapper).to(script);
            assertThat(script.toString(StandardCharsets.UTF_8)).contains("PostgreSQL database dump complete");
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = public, pg_catalog; SET statement_timeout = '77s';"
                    + " SET client_min_messages = log; SET xmloption = document; SET row_security = on");
        }
    }

    static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, setting FROM pg_settings"
                        // Settings of an extension exist only once its library is loaded.
                        + " WHERE name NOT LIKE '%.%' UNION ALL"
                        + " SELECT 'current_user', current_user UNION ALL SELECT 'session_user', session_user")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return settings;
    }

    /** Lends the connection as a pool does: closing returns it. */
    static ConnectionSource lent(Connection connection) {
        return () -> (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
