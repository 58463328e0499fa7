package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFlag;
import dev.sengi.DumpPattern;
import dev.sengi.PgDump;
import dev.sengi.SengiException;
import dev.sengi.internal.session.QueryMode;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.QueryExecutor;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** A dump leaves no trace on a connection that it returns to its pool. */
class SharedConnectionTest {

    @Test
    void everySettingIsAsBefore() throws IOException, SQLException {
        try (Connection connection =
                TestServer.current().sample("demo").dataSource().getConnection()) {
            execute(
                    connection,
                    "SET search_path = public, pg_temp; SET DateStyle = 'ISO, DMY'; SET lock_timeout = 1234");
            List<String> before = settings(connection);
            PgDump.from(shared(connection))
                    .lockWaitTimeout("20s")
                    .role("postgres")
                    .to(OutputStream.nullOutputStream());
            assertThat(settings(connection)).isEqualTo(before);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    /** Values of INSERT commands are text, even if the driver prefers binary values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "preferQueryMode=extendedCacheEverything",
                "prepareThreshold=1",
                "prepareThreshold=-1",
                "preferQueryMode=simple"
            })
    void theDriversBinaryValuesAreNotUsed(String setting) throws IOException, SQLException {
        try (TestDatabase database = TestServer.of(17).createDatabase()) {
            database.execute("CREATE TABLE t AS SELECT '\\x01ff'::bytea AS b, 1.5::float8 AS f, now() AS n");
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setURL("jdbc:postgresql://localhost:" + TestServer.of(17).port() + "/" + database.name()
                    + "?user=postgres&" + setting);
            try (Connection connection = dataSource.getConnection()) {
                PgDump dump = PgDump.from(shared(connection)).restrictKey("k").with(DumpFlag.INSERTS);
                List<String> scripts = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    ByteArrayOutputStream script = new ByteArrayOutputStream();
                    dump.to(script);
                    scripts.add(script.toString(StandardCharsets.UTF_8));
                }
                assertThat(scripts).allMatch(script -> script.equals(scripts.get(0)));
                assertThat(scripts.get(0)).contains("VALUES ('\\x01ff', 1.5, ");
                PgConnection driver = connection.unwrap(PgConnection.class);
                assertThat(driver.getForceBinary()).isEqualTo(setting.endsWith("-1"));
                assertThat(driver.getPrepareThreshold()).isEqualTo(dataSource.getPrepareThreshold());
            }
        }
    }

    /** A server evaluates only the rows of a query that are fetched, but some queries change settings in every row. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 9})
    void theDriversFetchSizeIsNotUsed(int size) throws IOException, SQLException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE t AS SELECT i, 0.1::float8 + 0.2::float8 AS f, interval '-1 year 2 days' AS v"
                            + " FROM generate_series(1, 20) i",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                    "CREATE TABLE hidden AS SELECT session_user AS name",
                    "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY p ON hidden USING (false)",
                    "DO $$ BEGIN CREATE ROLE fetching LOGIN; EXCEPTION WHEN duplicate_object THEN END $$",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO fetching");
            String url = "jdbc:postgresql://localhost:" + TestServer.current().port() + "/" + database.name()
                    + "?options=-c%20extra_float_digits=0%20-c%20IntervalStyle=sql_standard&user=";
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setURL(url + "postgres&defaultRowFetchSize=" + size);
            try (Connection connection = dataSource.getConnection()) {
                PgDump dump = PgDump.from(shared(connection)).restrictKey("k").with(DumpFlag.QUOTE_ALL_IDENTIFIERS);
                ByteArrayOutputStream expected = new ByteArrayOutputStream();
                PgDump.from(database.connectionSource())
                        .restrictKey("k")
                        .with(DumpFlag.QUOTE_ALL_IDENTIFIERS)
                        .to(expected);
                ByteArrayOutputStream script = new ByteArrayOutputStream();
                dump.to(script);
                assertThat(script.toString(StandardCharsets.UTF_8))
                        .isEqualTo(expected.toString(StandardCharsets.UTF_8))
                        .contains("0.30000000000000004");
                assertThat(connection.unwrap(PgConnection.class).getDefaultFetchSize())
                        .isEqualTo(size);
            }
            dataSource.setURL(url + "fetching&defaultRowFetchSize=" + size);
            PgDump dump = PgDump.from(dataSource).includeTable("hidden").dataOnly();
            assertThatThrownBy(() -> dump.to(OutputStream.nullOutputStream()))
                    .hasMessageContaining("query would be affected by row-level security policy");
        }
    }

    /** Within the driver's automatic savepoints, a server does not export a snapshot. */
    @ParameterizedTest
    @ValueSource(strings = {"always", "conservative"})
    void theDriversSavepointsAreNotUsed(String autosave) throws IOException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL("jdbc:postgresql://localhost:" + TestServer.current().port() + "/"
                + TestServer.current().sample("demo").name() + "?user=postgres&autosave=" + autosave);
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        List<String> warnings = new ArrayList<>();
        PgDump dump = PgDump.from(dataSource).restrictKey("k").onProgress(new MessageCollector(warnings));
        dump.to(one);
        dump.jobs(2).to(two);
        assertThat(two.toString(StandardCharsets.UTF_8)).isEqualTo(one.toString(StandardCharsets.UTF_8));
        assertThat(warnings).isEmpty();
    }

    @Test
    void temporaryTablesDoNotHideCatalogs() throws IOException, SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            database.execute(
                    "CREATE TABLE t (a int DEFAULT 7)",
                    "CREATE TABLE child () INHERITS (t)",
                    "CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION"
                            + " suppress_redundant_updates_trigger()");
            PgDump dump = PgDump.from(shared(connection))
                    .restrictKey("k")
                    .includeTable("t")
                    .includeTable("child");
            ByteArrayOutputStream before = new ByteArrayOutputStream();
            dump.to(before);
            for (String catalog :
                    List.of("attrdef", "inherits", "trigger", "class", "settings", "conversion", "depend")) {
                execute(
                        connection,
                        "CREATE TEMP TABLE pg_" + catalog + " AS SELECT * FROM pg_catalog.pg_" + catalog + " LIMIT 0");
            }
            ByteArrayOutputStream after = new ByteArrayOutputStream();
            dump.to(after);
            assertThat(after.toString(StandardCharsets.UTF_8))
                    .isEqualTo(before.toString(StandardCharsets.UTF_8))
                    .contains("DEFAULT 7", "INHERITS", "CREATE TRIGGER");
        }
    }

    @Test
    void temporaryTablesAreNotTakenForOthers() throws IOException, SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            database.execute("CREATE TABLE t AS SELECT 7 AS a", "CREATE TABLE child () INHERITS (t)");
            PgDump dump = PgDump.from(shared(connection)).restrictKey("k");
            List<PgDump> dumps = List.of(
                    dump.includeTable("t"),
                    dump.includeTable("(child|t|young)"),
                    dump.with(DumpPattern.INCLUDE_TABLE_AND_CHILDREN, "t"),
                    dump.excludeTable("t"),
                    dump.excludeTableData("t"));
            List<String> before = scripts(dumps);
            execute(connection, "CREATE TEMP TABLE t (zz int)");
            execute(connection, "CREATE TEMP TABLE young () INHERITS (public.t)");
            assertThat(scripts(dumps)).isEqualTo(before);
            assertThat(before.get(0)).contains("CREATE TABLE public.t");
            assertThat(before.get(3)).doesNotContain("CREATE TABLE public.t");
        }
    }

    private static List<String> scripts(List<PgDump> dumps) throws IOException {
        List<String> scripts = new ArrayList<>();
        for (PgDump dump : dumps) {
            ByteArrayOutputStream script = new ByteArrayOutputStream();
            dump.to(script);
            scripts.add(script.toString(StandardCharsets.UTF_8));
        }
        return scripts;
    }

    @Test
    void everySettingIsAsBeforeWhenTheDumpFails() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            List<String> before = settings(connection);
            Assertions.assertThatThrownBy(() -> PgDump.from(shared(connection))
                            .includeTable("nothing_like_it")
                            .to(OutputStream.nullOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessage("no matching tables were found");
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    @Test
    void everySettingIsAsBeforeIfTheDatabaseHasNoEncoding() throws IOException, SQLException {
        try (TestDatabase database = TestServer.current().createDatabase("encoding 'SQL_ASCII' locale 'C'");
                Connection connection = database.dataSource().getConnection()) {
            execute(connection, "CREATE TABLE \"é\" AS SELECT 'é' AS a");
            QueryExecutor driver = connection.unwrap(PgConnection.class).getQueryExecutor();
            QueryMode.prefer(PreferQueryMode.EXTENDED, driver);
            List<String> before = settings(connection);
            PgDump.from(shared(connection)).includeTable("é").to(OutputStream.nullOutputStream());
            assertThat(settings(connection)).isEqualTo(before);
            assertThat(driver.getPreferQueryMode()).isEqualTo(PreferQueryMode.EXTENDED);
            assertThat(driver.getEncoding().name()).isEqualTo("UTF-8");
        }
    }

    @Test
    void aConnectionThatMayNotChangeItsEncodingReadsOnlyUtf8() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase("encoding 'SQL_ASCII' locale 'C'")) {
            database.execute("CREATE TABLE \"é\" AS SELECT 'é' AS a");
            PGSimpleDataSource strict = (PGSimpleDataSource) database.dataSource();
            strict.setAllowEncodingChanges(false);
            PgDump dump = PgDump.from(ConnectionSource.of(strict)).with(DumpFlag.INSERTS);
            ByteArrayOutputStream script = new ByteArrayOutputStream();
            dump.to(script);
            assertThat(script.toString(StandardCharsets.UTF_8))
                    .contains("SET client_encoding = 'SQL_ASCII';", "INSERT INTO public.\"é\" VALUES ('é');");
            database.execute("INSERT INTO \"é\" VALUES (E'\\xe9')");
            Assertions.assertThatThrownBy(() -> dump.to(OutputStream.nullOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessage("query failed: ERROR:  invalid byte sequence for encoding \"UTF8\": 0xe9");
        }
    }

    @Test
    void itsEncodingDoesNotMatter() throws IOException, SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                Connection connection = database.dataSource().getConnection()) {
            database.execute("CREATE TABLE \"\u00e9\" AS SELECT '\u00e9' AS a");
            PgDump dump = PgDump.from(database.connectionSource()).restrictKey("k");
            ByteArrayOutputStream usual = new ByteArrayOutputStream();
            dump.to(usual);
            execute(connection, "SET client_encoding = 'LATIN1'");
            List<String> before = settings(connection);
            ByteArrayOutputStream script = new ByteArrayOutputStream();
            PgDump.from(shared(connection)).restrictKey("k").to(script);
            assertThat(script.toString(StandardCharsets.UTF_8)).isEqualTo(usual.toString(StandardCharsets.UTF_8));
            assertThat(settings(connection)).isEqualTo(before);
        }
    }

    /** Lends the connection as a pool does: closing returns it. */
    private static ConnectionSource shared(Connection connection) {
        return () -> (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    return method.invoke(connection, arguments);
                });
    }

    private static List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW ALL")) {
            while (rows.next()) {
                settings.add(rows.getString(1) + " = " + rows.getString(2));
            }
        }
        return settings;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
