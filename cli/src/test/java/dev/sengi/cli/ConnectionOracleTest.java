package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failing connections: libpq's message through the real pg_dump, and ours. */
@NeedsRealClient
class ConnectionOracleTest {

    @BeforeAll
    static void needsTheRealPrograms() {
        RealClient.require();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://[::1/x",
                "postgresql://[::1]x/x",
                "postgresql://h?x",
                "postgresql://h?x=1",
                "postgresql://h?a=b=c",
                "postgresql://h?&sslmode=disable",
                "postgresql://h?%zz=1",
                "postgresql://h ost/d",
                "postgresql://h%00/d",
                "foo=bar",
                "a b=c",
                "=x",
                "host='x",
                "port=x",
                "port=0 host=localhost",
                "host=localhost port=99999",
                "port=1,2 host=a,b,c",
                "host=a,b hostaddr=1.1.1.1",
                "sslmode=x",
                "channel_binding=x",
                "gssencmode=y",
                "target_session_attrs=x",
                "service=nonesuch",
                "sslnegotiation=x",
                "sslnegotiation=direct",
                "load_balance_hosts=x",
                "require_auth=x",
                "sslcertmode=x",
                "min_protocol_version=x",
                "sslrootcert=system sslmode=require",
                "host = port=1",
                "host=localhost port=1",
                "host=127.0.0.1 port=1",
                "hostaddr=127.0.0.1 port=1",
                "host=foo hostaddr=127.0.0.1 port=1",
                "host=localhost,127.0.0.1 port=1,2",
                "host=/nowhere port=1",
                "host=/nowhere,localhost port=1",
                "postgresql://localhost:1,localhost:2/d"
            })
    void failsAlike(String dbname) {
        CommandOracle.assertSame("pg_dump", List.of("-w", dbname));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dbname=nonesuch user=postgres",
                "dbname=postgres user=nonesuch",
                "dbname=postgres user=postgres sslmode=require",
                "dbname=postgres user=postgres sslmode=verify-full",
                "dbname=postgres user=postgres channel_binding=require",
                "dbname=postgres user=postgres target_session_attrs=standby",
                "dbname=postgres user=postgres target_session_attrs=read-only",
                "dbname=postgres user=postgres keepalives=x"
            })
    void serverRefusesAlike(String rest) {
        TestServer server = TestServer.current();
        CommandOracle.assertSame("pg_dump", List.of("-w", "host=localhost port=" + server.port() + " " + rest));
    }

    @Test
    void socketRefusesAlike() {
        TestServer server = TestServer.current();
        CommandOracle.assertSame(
                "pg_dump",
                List.of(
                        "-w",
                        "-h",
                        server.socketDirectory().toString(),
                        "-p",
                        "" + server.port(),
                        "-U",
                        "postgres",
                        "-d",
                        "nonesuch"));
    }

    @Test
    void variablesAreHeeded() {
        CommandOracle.assertSame(
                "pg_dump", List.of("-w"), Map.of("PGHOST", "127.0.0.1", "PGPORT", "1", "PGUSER", "me"));
        CommandOracle.assertSame("pg_dump", List.of("-w"), Map.of("PGSSLMODE", "maybe"));
        CommandOracle.assertSame("pg_dump", List.of("-w"), Map.of("PGSERVICE", "nonesuch"));
        CommandOracle.assertSame("pg_dump", List.of("-w"), Map.of("PGSERVICEFILE", "/nowhere", "PGSERVICE", "x"));
    }

    /** As after an upgrade of the operating system's locales: the server warns every client that connects. */
    @Test
    void whatTheServerSaysToASessionIsShown() throws IOException {
        TestServer server = TestServer.current();
        try (TestDatabase database = server.createDatabase()) {
            server.maintenance()
                    .execute("UPDATE pg_database SET datcollversion = '1' WHERE datname = '" + database.name() + "'");
            CommandOracle.assertSameDump(database, List.of("-s"));
            assertThat(CommandOracle.run("pg_dump", List.of("-d", database.connectionString()), Map.of())
                            .stderr())
                    .startsWith("WARNING:  database ");
        }
    }
}
