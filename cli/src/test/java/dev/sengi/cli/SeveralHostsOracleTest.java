package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After each answer of the first of two servers, whether the second is tried: libpq, through the real pg_dump, and
 * ours.
 */
class SeveralHostsOracleTest {
    private static final TestServer SECOND = TestServer.current();

    @BeforeAll
    static void makeRoles() throws IOException {
        RealClient.require();
        PasswordRoles.make(SECOND, "hosts");
    }

    static Stream<byte[]> answers() {
        return Stream.of(
                ScriptedServer.error("57P03", "the database system is starting up"),
                ScriptedServer.error("57P01", "terminating connection due to administrator command"),
                ScriptedServer.error("53300", "sorry, too many clients already"),
                ScriptedServer.error("28P01", "password authentication failed for user \"u\""),
                ScriptedServer.error("28000", "no pg_hba.conf entry"),
                ScriptedServer.error("3D000", "database \"nonesuch\" does not exist"),
                joined(ScriptedServer.request(0, ""), ScriptedServer.error("3D000", "no database")),
                joined(ScriptedServer.request(3, ""), ScriptedServer.error("57P03", "in recovery")),
                new byte[0],
                ScriptedServer.request(0, ""),
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                ScriptedServer.request(2, ""),
                ScriptedServer.request(4, "ab"),
                ScriptedServer.request(10, "NONE-SUCH\0\0"),
                ScriptedServer.request(10, "OAUTHBEARER\0\0"),
                ScriptedServer.request(99, ""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void nextHostIsTriedAlike(byte[] answer) throws IOException {
        try (ScriptedServer first = new ScriptedServer(answer);
                TestDatabase database = SECOND.createDatabase()) {
            String parameters = "port=" + first.port() + "," + SECOND.port() + " user=postgres password=x dbname="
                    + database.name();
            CommandOracle.assertSame(
                    "pg_dump", List.of("-w", "host=localhost,localhost hostaddr=127.0.0.1,127.0.0.1 " + parameters));
            CommandOracle.assertSame("pg_dump", List.of("-w", "hostaddr=127.0.0.1,127.0.0.1 " + parameters));
        }
    }

    @Test
    void silentHostIsAbandonedForTheNext() throws IOException {
        try (ScriptedServer first = new ScriptedServer(null);
                TestDatabase database = SECOND.createDatabase()) {
            String parameters = " user=postgres connect_timeout=5 dbname=" + database.name();
            CommandOracle.assertSame(
                    "pg_dump",
                    List.of("-w", "host=127.0.0.1,127.0.0.1 port=" + first.port() + "," + SECOND.port() + parameters));
            CommandOracle.assertSame("pg_dump", List.of("-w", "host=127.0.0.1 port=" + first.port() + parameters));
        }
    }

    /** Nothing is dumped from a second server just because the first lacks the database. */
    @Test
    void databaseOfTheSecondIsNotTakenForThatOfTheFirst() throws IOException {
        TestServer first = TestServer.of(17);
        try (TestDatabase database = SECOND.createDatabase("ENCODING 'UTF8' LOCALE 'C'")) {
            String own = "only_second_" + database.name();
            SECOND.maintenance().execute("CREATE DATABASE " + own);
            List<String> arguments = List.of(
                    "-w",
                    "host=localhost,localhost port=" + first.port() + "," + SECOND.port() + " user=postgres dbname="
                            + own);
            CommandOracle.assertSame("pg_dump", arguments);
            assertThat(CommandOracle.run("pg_dump", arguments, Map.of()).exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void wrongPasswordGoesToOneHostOnly() throws IOException {
        try (ScriptedServer second = new ScriptedServer(ScriptedServer.request(3, ""))) {
            CommandOracle.run(
                    "pg_dump",
                    List.of(
                            "-w",
                            "host=127.0.0.1,127.0.0.1 port=" + SECOND.port() + "," + second.port()
                                    + " user=hosts_password password=wrong dbname=postgres"),
                    Map.of());
            assertThat(second.started()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=localhost,localhost port=1,%d user=postgres dbname=postgres",
                "host=/nowhere,localhost port=1,%d user=postgres dbname=nonesuch",
                "host=localhost,localhost port=%d,x user=postgres dbname=postgres",
                "host=localhost,localhost port=%d,x user=postgres dbname=postgres target_session_attrs=standby",
                "host=localhost,localhost port=x,%d user=postgres dbname=postgres",
                "host=nonesuch.invalid,localhost port=x,%d user=postgres dbname=postgres",
                "host=/nowhere,localhost port=x,%d user=postgres dbname=postgres",
                "host=localhost,localhost port=x,%d user=postgres dbname=postgres gssencmode=require",
                "host=localhost,localhost port=1,x user=postgres dbname=postgres",
                "host=localhost,localhost port=1,0 user=postgres dbname=postgres",
                "host=localhost,localhost port=99999,%d user=postgres dbname=postgres",
                "host=localhost,localhost port=x,%d sslmode=x",
                "host=nonesuch.invalid,localhost port=%1$d user=postgres dbname=nonesuch",
                "hostaddr=bogus,127.0.0.1 port=%1$d user=postgres dbname=nonesuch",
                "host=localhost,localhost port=%1$d user=hosts_scram dbname=postgres",
                "host=localhost,localhost port=%1$d user=hosts_scram password=wrong dbname=postgres",
                "host=localhost,localhost port=%1$d user=hosts_md5 password=wrong dbname=postgres",
                "host=localhost,localhost port=%1$d user=hosts_reject dbname=postgres",
                "host=localhost,localhost port=%1$d user=nonesuch dbname=postgres",
                "host=localhost,localhost port=%1$d user=postgres dbname=nonesuch",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres sslmode=require",
                "host=localhost,localhost port=%1$d user=hosts_scram password=wrong dbname=postgres sslmode=allow",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres require_auth=md5",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres channel_binding=require",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres options='-c nonesuch=1'",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres client_encoding=nonesuch",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres keepalives=x",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres keepalives_idle=x",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres keepalives_count=-1",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres connect_timeout=x",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres gssencmode=require",
                "host=x.invalid,localhost port=%1$d user=postgres dbname=postgres gssencmode=require",
                "host=/nowhere,localhost port=%1$d user=postgres dbname=postgres gssencmode=require",
                "host=localhost,localhost port=%1$d user=postgres dbname=postgres target_session_attrs=standby",
                "host=localhost,localhost port=%1$d user=postgres dbname=nonesuch target_session_attrs=standby",
                "host=localhost,localhost port=%1$d user=postgres dbname=nonesuch target_session_attrs=prefer-standby",
                "host=localhost,localhost port=1,2 user=postgres dbname=postgres target_session_attrs=prefer-standby"
            })
    void failuresEndAlike(String parameters) {
        CommandOracle.assertSame("pg_dump", List.of("-w", String.format(Locale.ROOT, parameters, SECOND.port())));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
