package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
                "host=localhost port=00000000000000000001",
                "host=localhost port='+1'",
                "host=localhost port=' \t1\u000b\f\r\n'",
                "host=localhost port=\u20031",
                "host=localhost port='\u001c1'",
                "host=localhost port=-000000000001",
                "host=localhost port=2147483648",
                "host=localhost port=18446744073709551617",
                "host=localhost,localhost port='01,'",
                "host=/nowhere port=+01",
                "postgresql://localhost:\t1/",
                "postgresql://h\nx/",
                "postgresql:// localhost : 1 /",
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
                "host=127.1 port=1",
                "host=0x7f.1 port=1",
                "host=0177.1 port=1",
                "host=127.0.0.010 port=1",
                "host=08.1 port=1",
                "host=0xffffffff port=1",
                "hostaddr=127.1 port=1",
                "hostaddr=0x7f.1 port=1",
                "hostaddr=[::1] port=1",
                "host=[::1] port=1",
                "host=: port=1",
                "host=a:b port=1",
                "host='::1 ' port=1",
                "host=::1.2.3.04 port=1",
                "host=00001::1 port=1",
                "host=::1% port=1",
                "host=::1%lo port=1",
                "host=::1%4294967296 port=1",
                "host=fe80::1%nonesuch port=1",
                "host=127.0.0.1%1 port=1",
                "host=/nowhere port=1",
                "host=/etc/passwd port=1",
                "host=/nowhere,localhost port=1",
                "postgresql://localhost:1,localhost:2/d"
            })
    void failsAlike(String dbname) {
        CommandOracle.assertSame("pg_dump", List.of("-w", dbname));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=::1 port=1",
                "host=0:0:0:0:0:0:0:1 port=1",
                "host=0::1%1 port=1",
                "host=::FFFF:7f00:1 port=1",
                "host=::ffff:127.0.0.1 port=1",
                "host=:: port=1",
                "hostaddr=0::1 port=1",
                "host=a hostaddr=::ffff:127.0.0.1 port=1",
                "host=[::1] hostaddr=::1 port=1",
                "host=fe80::1 port=1",
                "postgresql://[::1]:1/d",
                "postgresql://[::1]:1,127.0.0.1:1/d"
            })
    void failsAlikeOverIpv6(String dbname) {
        assumeTrue(hasIpv6(), "the machine does not have IPv6");
        CommandOracle.assertSame("pg_dump", List.of("-w", dbname));
    }

    private static boolean hasIpv6() {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
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

    /** A server that is too busy to accept connections. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fullSocketRefusesAlike(@TempDir Path folder) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve(".s.PGSQL.1"));
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            while (connects(address, clients)) {
                assertThat(clients).hasSizeLessThan(10);
            }
            CommandOracle.assertSame("pg_dump", List.of("-w", "-h", folder.toString(), "-p", "1"));
            CommandOracle.assertSame(
                    "pg_dump", List.of("-w", "host=" + folder + ",localhost port=1,1 connect_timeout=2"));
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static boolean connects(UnixDomainSocketAddress address, List<SocketChannel> clients) throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        clients.add(client);
        client.configureBlocking(false);
        try {
            return client.connect(address);
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void variablesAreObserved() {
        CommandOracle.assertSame(
                "pg_dump", List.of("-w"), Map.of("PGHOST", "127.0.0.1", "PGPORT", "1", "PGUSER", "me"));
        CommandOracle.assertSame("pg_dump", List.of("-w"), Map.of("PGSSLMODE", "maybe"));
        CommandOracle.assertSame("pg_dump", List.of("-w"), Map.of("PGSERVICE", "nonesuch"));
        CommandOracle.assertSame("pg_dump", List.of("-w"), Map.of("PGSERVICEFILE", "/nowhere", "PGSERVICE", "x"));
    }

    /** As after an upgrade of the operating system's locales: the server warns every client that connects. */
    @Test
    void serverMessagesToASessionAreShown() throws IOException {
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

    @Test
    void contextOfALoginTriggersErrorIsShown() throws IOException {
        TestServer server = TestServer.current();
        // Servers have had event triggers for logins since 17.
        assumeTrue(server.major() >= 17, "the server does not have login triggers");
        try (TestDatabase database = server.createDatabase()) {
            database.execute("""
                    CREATE FUNCTION refuse() RETURNS void LANGUAGE plpgsql AS $$
                    BEGIN
                        RAISE EXCEPTION 'not today' USING DETAIL = 'closed', HINT = 'come back tomorrow';
                    END$$""");
            database.execute("""
                    CREATE FUNCTION query(OUT number integer) LANGUAGE plpgsql AS $$
                    BEGIN
                        EXECUTE 'SELECT 1 + nothing' INTO number;
                    END$$""");
            database.execute("""
                    CREATE FUNCTION login() RETURNS event_trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF current_setting('application_name') = 'query' THEN
                            PERFORM query();
                        ELSIF current_setting('application_name') = 'refuse' THEN
                            PERFORM refuse();
                        END IF;
                    END$$""");
            database.execute("CREATE EVENT TRIGGER login ON login EXECUTE FUNCTION login()");
            for (String name : List.of("refuse", "query")) {
                Map<String, String> environment = Map.of("PGAPPNAME", name);
                List<String> arguments = List.of("-w", "-d", database.connectionString());
                CommandOracle.assertSame("pg_dump", arguments, environment);
                assertThat(CommandOracle.run("pg_dump", arguments, environment).stderr())
                        .contains("CONTEXT:  ");
            }
        }
    }
}
