package dev.sengi.internal.conninfo.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.SengiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several sources of a parameter wins, and the defaults for missing ones. */
class ConninfoTest {
    @TempDir
    private Path home;

    @Test
    void nothingAtAllMeansTheLocalSocketAndTheUsersOwnDatabase() {
        Conninfo conninfo = resolve(request(null), Map.of());
        assertThat(conninfo.hosts()).containsExactly(new HostSpec("/var/run/postgresql", "", 5432));
        assertThat(conninfo.hosts().get(0).socketPath()).contains("/var/run/postgresql/.s.PGSQL.5432");
        assertThat(conninfo.user()).isEqualTo("bob");
        assertThat(conninfo.dbname()).isEqualTo("bob");
        assertThat(conninfo.get(ConninfoKeyword.SSLMODE)).contains("prefer");
    }

    @Test
    void databaseIsNamedAfterTheRole() {
        assertThat(resolve(request("user=alice"), Map.of()).dbname()).isEqualTo("alice");
    }

    @Test
    void connectionStringWinsOverOptionsAndTheseOverVariables() {
        Map<String, String> variables =
                Map.of("PGHOST", "env", "PGPORT", "1", "PGUSER", "env", "PGDATABASE", "env", "PGAPPNAME", "app");
        ConnectionRequest request = new ConnectionRequest("option", "2", null, "host=string", null, "pg_dump");
        Conninfo conninfo = resolve(request, variables);
        assertThat(conninfo.hosts()).containsExactly(new HostSpec("string", "", 2));
        assertThat(conninfo.user()).isEqualTo("env");
        assertThat(conninfo.dbname()).isEqualTo("env");
        assertThat(conninfo.get(ConninfoKeyword.APPLICATION_NAME)).contains("app");
    }

    @Test
    void otherDatabaseKeepsTheRestOfTheString() {
        Conninfo conninfo = resolve(request("host=h dbname=one").toDatabase("two=2"), Map.of());
        assertThat(conninfo.dbname()).isEqualTo("two=2");
        assertThat(conninfo.hosts().get(0).name()).isEqualTo("h");
    }

    @Test
    void emptyOptionIsIgnored() {
        ConnectionRequest request = new ConnectionRequest("", "", "", "", null, null);
        assertThat(resolve(request, Map.of("PGHOST", "env")).hosts()).containsExactly(new HostSpec("env", "", 5432));
    }

    @Test
    void hostsAddressesAndPortsGoTogether() {
        assertThat(resolve(request("host=a,b hostaddr=127.0.0.1,127.0.0.2 port=1,2"), Map.of())
                        .hosts())
                .containsExactly(new HostSpec("a", "127.0.0.1", 1), new HostSpec("b", "127.0.0.2", 2));
        assertThat(resolve(request("host=a,,c port=7"), Map.of()).hosts())
                .containsExactly(
                        new HostSpec("a", "", 7), new HostSpec("/var/run/postgresql", "", 7), new HostSpec("c", "", 7));
    }

    @Test
    void serviceFileComesBeforeVariables() throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"),
                "# mine\n[other]\nhost=no\n\n[mine]\nhost=svc\nport=9\n[x]\nport=8\n");
        Conninfo conninfo = resolve(request("service=mine"), Map.of("PGHOST", "env", "PGUSER", "env"));
        assertThat(conninfo.hosts()).containsExactly(new HostSpec("svc", "", 9));
        assertThat(conninfo.user()).isEqualTo("env");
        assertThatThrownBy(() -> resolve(request(null), Map.of("PGSERVICE", "none")))
                .isInstanceOf(SengiException.class)
                .hasMessage("definition of service \"none\" not found");
    }

    @Test
    void serviceFileIsReadStrictly() throws IOException {
        Path file = home.resolve("services");
        Files.writeString(file, "[a]\nhost\n");
        assertThatThrownBy(() -> resolve(request("service=a"), Map.of("PGSERVICEFILE", file.toString())))
                .hasMessage("syntax error in service file \"" + file + "\", line 2");
    }

    @Test
    void systemsRootCertificatesRequireFullVerification() {
        assertThat(resolve(request("sslrootcert=system"), Map.of()).get(ConninfoKeyword.SSLMODE))
                .contains("verify-full");
    }

    @Test
    void passwordIsNotShown() {
        ConnectionRequest request = request("postgresql://u:secret@h/d");
        assertThat(resolve(request, Map.of("PGPASSWORD", "secret")).toString()).doesNotContain("secret");
        assertThat(request.toString()).doesNotContain("secret");
        assertThat(environment(Map.of("PGPASSWORD", "secret")).toString()).doesNotContain("secret");
    }

    private Conninfo resolve(ConnectionRequest request, Map<String, String> variables) {
        return Conninfo.resolve(request, null, environment(variables));
    }

    private ClientEnvironment environment(Map<String, String> variables) {
        return new ClientEnvironment(variables, "bob", home.toString(), warning -> {
            throw new AssertionError(warning);
        });
    }

    private static ConnectionRequest request(String dbname) {
        return new ConnectionRequest(null, null, null, dbname, null, null);
    }
}
