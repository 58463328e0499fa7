package dev.sengi.testing;

import dev.sengi.ConnectionSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** A database of a {@link TestServer}; closing drops it. Thread-safe. */
public final class TestDatabase implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final TestServer server;
    private final String name;

    TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    public TestServer server() {
        return server;
    }

    public String name() {
        return name;
    }

    /** Returns a URI for PostgreSQL's own programs and ours. */
    public String connectionString() {
        return connectionString(SUPERUSER);
    }

    /** Returns a URI that connects as the given role. */
    public String connectionString(String user) {
        return "postgresql://" + user + "@localhost:" + server.port() + "/" + name;
    }

    public DataSource dataSource() {
        return dataSource(SUPERUSER);
    }

    /** Returns a data source with the driver's defaults, except for {@code allowEncodingChanges}. */
    public DataSource dataSource(String user) {
        return driverSource(user);
    }

    private PGSimpleDataSource driverSource(String user) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {server.port()});
        dataSource.setDatabaseName(name);
        dataSource.setUser(user);
        dataSource.setAllowEncodingChanges(true);
        return dataSource;
    }

    /** Opens a session that sends a text as one message, so that it may contain anything a server reads. */
    private Connection simpleConnection() throws SQLException {
        PGSimpleDataSource dataSource = driverSource(SUPERUSER);
        dataSource.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return dataSource.getConnection();
    }

    /** Returns a URI for the superuser that leads through the server's Unix-domain socket. */
    public String socketUri() {
        return "postgresql://postgres@/" + name() + "?host=" + server().socketDirectory() + "&port=" + server().port();
    }

    public ConnectionSource connectionSource() {
        return connectionSource(SUPERUSER);
    }

    public ConnectionSource connectionSource(String user) {
        return new UserConnections(this, user);
    }

    /** Executes texts of one or more statements in one session, each text separately. */
    public void execute(String... sql) {
        try (Connection connection = simpleConnection();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String text : sql) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Gathers statistics for all but the catalogs that databases share: new statistics for those would change the order
     * in which dumps of other tests get rows.
     */
    public void analyze() {
        execute("""
                DO $$ DECLARE one regclass; BEGIN
                    FOR one IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND NOT relisshared LOOP
                        EXECUTE 'ANALYZE ' || one;
                    END LOOP;
                END $$""");
    }

    /** Runs a script in the real psql, which stops at the first error. */
    public void runScript(String script) {
        List<String> args = List.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", connectionString(), "-f", "-");
        RealClient.require()
                .run("psql", args, script.getBytes(StandardCharsets.UTF_8))
                .assertSuccess();
    }

    /** Runs a script from a test's resources. */
    public void runScript(Class<?> test, String name) {
        try (InputStream script = test.getResourceAsStream(name)) {
            runScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a query's rows, each value as text and null for NULL. */
    public List<List<String>> rows(String sql) {
        try (Connection connection = simpleConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** Returns a query's first column. */
    public List<String> column(String sql) {
        return rows(sql).stream().map(row -> row.get(0)).toList();
    }

    /** Returns the value of a query that has exactly one row. */
    public String value(String sql) {
        List<String> values = column(sql);
        if (values.size() != 1) {
            throw new IllegalStateException(values.size() + " rows from " + sql);
        }
        return values.get(0);
    }

    /** Waits until this many locks in this database are being waited for. */
    public void awaitLockWaits(int count) throws InterruptedException {
        await(
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE NOT l.granted AND d.datname = current_database()",
                Integer.toString(count));
    }

    /** Waits until a query's single value is as expected, at most a minute. */
    public void await(String sql, String expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        for (String value = value(sql); !value.equals(expected); value = value(sql)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(value + ", not " + expected + ", from " + sql);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        TestDatabase maintenance = server.maintenance();
        if (server.major() >= 10) {
            dropSubscriptions();
        }
        if (server.major() >= 13) {
            maintenance.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } else {
            maintenance.execute(
                    "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.datname = '" + name + "'",
                    "DROP DATABASE IF EXISTS " + name);
        }
    }

    // A database with subscriptions cannot be dropped; without a slot, they are dropped without contacting the
    // publisher.
    private void dropSubscriptions() {
        List<String> names = server.maintenance()
                .column("SELECT quote_ident(s.subname) FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
                        + " WHERE d.datname = '" + name + "'");
        for (String subscription : names) {
            execute(
                    "ALTER SUBSCRIPTION " + subscription + " DISABLE",
                    "ALTER SUBSCRIPTION " + subscription + " SET (slot_name = NONE)",
                    "DROP SUBSCRIPTION " + subscription);
        }
    }

    @Override
    public String toString() {
        return name + " on PostgreSQL " + server.major();
    }

    private record UserConnections(TestDatabase database, String user) implements ConnectionSource {
        @Override
        public Connection open() throws SQLException {
            return database.dataSource(user).getConnection();
        }

        @Override
        public ConnectionSource toDatabase(String dbname) {
            return new UserConnections(database.server().database(dbname), user);
        }
    }
}
