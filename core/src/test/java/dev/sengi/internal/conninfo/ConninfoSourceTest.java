package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a server, over TCP and over its Unix-domain socket. */
class ConninfoSourceTest {
    private static final TestServer SERVER = TestServer.current();

    @TempDir
    private Path home;

    private final List<String> prompts = new ArrayList<>();

    /** Makes the server require a password from one role. */
    @BeforeAll
    static void requirePasswords() throws IOException {
        Path rules = SERVER.dataDirectory().resolve("pg_hba.conf");
        SERVER.maintenance()
                .execute("CREATE ROLE conninfo_scram LOGIN PASSWORD 'right'", "CREATE ROLE conninfo_plain LOGIN");
        Files.writeString(
                rules,
                "local all conninfo_scram scram-sha-256\nhost all conninfo_scram 127.0.0.1/32 scram-sha-256\n"
                        + Files.readString(rules));
        SERVER.maintenance().execute("SELECT pg_reload_conf()");
    }

    @Test
    void connectsOverTcp() throws SQLException {
        assertThat(query(source("host=localhost port=" + SERVER.port() + " user=postgres dbname=postgres"), """
                SELECT current_database() || ' ' || current_setting('application_name') || ' ' || (inet_client_addr() IS NULL)
                """))
                .isEqualTo("postgres sengi_test false");
    }

    @Test
    void connectionStringsAreADataSource() throws Exception {
        ConnectionSource source =
                ConnectionSource.of(SERVER.maintenance().connectionString(), Map.of("PGAPPNAME", "run test"));
        DataSource connections = source.toDataSource();
        connections.setLoginTimeout(connections.getLoginTimeout());
        connections.setLogWriter(connections.getLogWriter());
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW application_name")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("run test");
        }
        assertThat(connections.isWrapperFor(DataSource.class)).isTrue();
        assertThat(connections.unwrap(DataSource.class)).isSameAs(connections);
        assertThat(connections.isWrapperFor(ConnectionSource.class)).isTrue();
        assertThat(connections.unwrap(ConnectionSource.class)).isSameAs(source);
        assertThat(connections.isWrapperFor(String.class)).isFalse();
        assertThatThrownBy(() -> connections.unwrap(String.class)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connections.getConnection("a", "b"))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
        DataSource nowhere = ConnectionSource.of("host=localhost port=1", Map.of("USER", "x"))
                .toDataSource();
        assertThatThrownBy(nowhere::getConnection).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> ConnectionSource.of("host=x nonsense=1").open())
                .isInstanceOf(SengiException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void connectsOverTheUnixSocket() throws SQLException {
        assertThat(query(source(local("user=postgres dbname=postgres")), "SELECT inet_client_addr() IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void sendsAndReceivesManyBytesOverTheUnixSocket() throws SQLException {
        try (Connection connection =
                        source(local("user=postgres dbname=postgres")).open();
                var statement = connection.prepareStatement("SELECT ?")) {
            String large = "x".repeat(5_000_000);
            statement.setString(1, large);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                assertThat(result.getString(1)).isEqualTo(large);
            }
        }
    }

    @Test
    void connectsToAnotherDatabase() throws SQLException {
        assertThat(query(
                        source(local("user=postgres dbname=postgres")).toDatabase("template1"),
                        "SELECT current_database()"))
                .isEqualTo("template1");
    }

    @Test
    void passesOptionsToTheServer() throws SQLException {
        assertThat(query(source(local("user=postgres dbname=postgres options='-c geqo_seed=0.5'")), "SHOW geqo_seed"))
                .isEqualTo("0.5");
    }

    @Test
    void triesTheNextHost() throws SQLException {
        String both = "host=/nowhere,localhost port=1," + SERVER.port() + " user=postgres dbname=postgres";
        assertThat(query(source(both), "SELECT inet_client_addr() IS NULL")).isEqualTo("f");
    }

    @Test
    void findsThePrimary() throws SQLException {
        String primary = local("user=postgres dbname=postgres target_session_attrs=");
        assertThat(query(source(primary + "read-write"), "SELECT 1")).isEqualTo("1");
        assertThat(query(source(primary + "prefer-standby"), "SELECT 1")).isEqualTo("1");
        assertThatThrownBy(() -> source(primary + "standby").open())
                .hasMessage(failed() + "server is not in hot standby mode");
    }

    @Test
    void sendsThePasswordOfTheString() throws SQLException {
        assertThat(query(source(local("user=conninfo_scram dbname=postgres password=right")), "SELECT current_user"))
                .isEqualTo("conninfo_scram");
        assertThatThrownBy(() -> source(local("user=conninfo_scram dbname=postgres password=wrong"))
                        .open())
                .isInstanceOf(SengiException.class)
                .hasMessage(failed() + "FATAL:  password authentication failed for user \"conninfo_scram\"");
    }

    @Test
    void usesThePasswordOfTheFile() throws IOException, SQLException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, SERVER.socketDirectory() + ":*:*:conninfo_scram:right\nunknown.invalid:*:*:*:wrong\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(query(source(local("user=conninfo_scram dbname=postgres")), "SELECT current_user"))
                .isEqualTo("conninfo_scram");
        String tcp =
                "host=unknown.invalid hostaddr=127.0.0.1 user=conninfo_scram dbname=postgres port=" + SERVER.port();
        assertThatThrownBy(() -> source(tcp).open())
                .hasMessageEndingWith("FATAL:  password authentication failed for user \"conninfo_scram\"\n"
                        + "password retrieved from file \"" + file + "\"");
    }

    @Test
    void reportsThatNoPasswordIsKnown() {
        assertThatThrownBy(() ->
                        source(local("user=conninfo_scram dbname=postgres")).open())
                .hasMessage(failed() + "fe_sendauth: no password supplied");
        assertThat(prompts).isEmpty();
    }

    @Test
    void asksForAPasswordIfTheServerWantsOne() throws SQLException {
        ConninfoSource source = asking(PasswordPrompt.When.NEEDED, local("user=conninfo_scram dbname=postgres"));
        assertThat(query(source, "SELECT current_user")).isEqualTo("conninfo_scram");
        assertThat(query(source.toDatabase("template1"), "SELECT current_database()"))
                .isEqualTo("template1");
        assertThat(prompts).as("one prompt for all connections").containsExactly("Password: ");
    }

    @Test
    void asksBeforehandIfRequested() throws SQLException {
        ConninfoSource source = asking(PasswordPrompt.When.ALWAYS, local("user=conninfo_plain dbname=postgres"));
        assertThat(query(source, "SELECT current_user")).isEqualTo("conninfo_plain");
        assertThat(prompts).containsExactly("Password: ");
    }

    @Test
    void doesNotAskUnnecessarily() throws SQLException {
        ConninfoSource source = asking(PasswordPrompt.When.NEEDED, local("user=conninfo_plain dbname=postgres"));
        assertThat(query(source, "SELECT 1")).isEqualTo("1");
        assertThat(prompts).isEmpty();
    }

    @Test
    void passwordIsInNoMessage() {
        String uri = "postgresql://conninfo_scram:s3cr3t@localhost:" + SERVER.port() + "/postgres";
        assertThatThrownBy(() -> source(uri).open())
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cr3t"));
    }

    @Test
    void valuesOfParametersAreTakenLiterally() throws SQLException {
        for (String value : List.of("a' host='unknown.invalid", "\\", "b\\' = c", " ", "%20&x=y")) {
            ConnectionSource source = ConnectionSource.ofParameters(
                    Map.of(
                            "host",
                            SERVER.socketDirectory().toString(),
                            "port",
                            String.valueOf(SERVER.port()),
                            "user",
                            "conninfo_plain",
                            "dbname",
                            "postgres",
                            "application_name",
                            value),
                    Map.of("HOME", home.toString()));
            assertThat(query(source, "SHOW application_name")).isEqualTo(value);
        }
        ConnectionSource none = ConnectionSource.ofParameters(Map.of(), Map.of("PGHOST", "h", "PGDATABASE", "d"));
        assertThat(none.toString()).startsWith("host=h port=5432 dbname=d user=");
    }

    @Test
    void namesServersDatabaseAndUserButNoPassword() {
        assertThat(source("postgresql://me:geheim@a.example:1,b.example/shop?sslmode=require"))
                .hasToString("host=a.example,b.example port=1,5432 dbname=shop user=me");
        assertThat(source("host=a hostaddr=127.0.0.1 user=me password=geheim").toDatabase("other"))
                .hasToString("host=a port=5432 dbname=other user=me");
        assertThat(source("shop")).hasToString("host=/var/run/postgresql port=5432 dbname=shop user=nobody");
        assertThat(source("postgresql://me:ge@heim@db.example/shop")).asString().doesNotContain("heim");
        assertThat(source("service=none password=geheim")).hasToString("invalid connection parameters");
    }

    private static String stackTrace(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private static String local(String rest) {
        return "host=" + SERVER.socketDirectory() + " port=" + SERVER.port() + " " + rest;
    }

    private static String failed() {
        return "connection to server on socket \"" + SERVER.socketDirectory() + "/.s.PGSQL." + SERVER.port()
                + "\" failed: ";
    }

    private ConninfoSource source(String dbname) {
        return new ConninfoSource(request(dbname), environment());
    }

    private ConninfoSource asking(PasswordPrompt.When when, String dbname) {
        return new ConninfoSource(request(dbname), environment(), when, text -> {
            prompts.add(text);
            return Optional.of("right");
        });
    }

    private static ConnectionRequest request(String dbname) {
        return new ConnectionRequest(null, null, null, dbname, null, "sengi_test");
    }

    private ClientEnvironment environment() {
        return new ClientEnvironment(Map.of(), "nobody", home.toString(), warning -> {
            throw new AssertionError(warning);
        });
    }

    private static String query(ConnectionSource source, String sql) throws SQLException {
        try (Connection connection = source.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
