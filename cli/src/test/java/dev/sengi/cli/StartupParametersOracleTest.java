package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the startup parameters of a session, including their order, with those of the real pg_dump. */
class StartupParametersOracleTest {
    /** Sent by the driver, which relies on this date format. */
    private static final String ISO_DATES = "DateStyle";

    @BeforeAll
    static void needsTheRealPrograms() {
        RealClient.require();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "client_encoding=LATIN1",
                "client_encoding=auto",
                "options='-c geqo=off'",
                "replication=database",
                "replication=''",
                "application_name=mine",
                "application_name='' fallback_application_name=other",
                "replication=true options=-x client_encoding=y application_name=\u00fc dbname=\u00e4 user=\u00f6"
            })
    void areThoseOfLibpq(String parameters) throws IOException {
        assertSame(parameters, Map.of());
        assertSame(parameters, Map.of("PGTZ", "Asia/Tokyo", "PGGEQO", "off", "PGDATESTYLE", "German"));
        assertSame(parameters, Map.of("PGTZ", "", "PGGEQO", "default", "PGDATESTYLE", ""));
        assertSame(parameters, Map.of("PGOPTIONS", "-c x=y", "PGCLIENTENCODING", "LATIN2", "PGAPPNAME", "theirs"));
        assertSame(parameters, Map.of("PGOPTIONS", "", "PGCLIENTENCODING", "", "PGAPPNAME", ""));
    }

    /** The server would refuse the longest. */
    @ParameterizedTest
    @ValueSource(ints = {100, 3_400, 4_800, 9_900, 9_980, 50_000})
    void areThoseOfLibpqHoweverLong(int length) throws IOException {
        Map<String, String> variables = Map.of("PGOPTIONS", "-c a.b=" + ",".repeat(length));
        assertSame("", variables);
        CommandOracle.assertSame(
                "pg_dump",
                List.of("-w", "-s", TestServer.current().maintenance().connectionString()),
                variables);
    }

    private static void assertSame(String parameters, Map<String, String> variables) throws IOException {
        // Under the C locale, the real program takes bytes as they are, so both run under UTF-8.
        Map<String, String> all = new HashMap<>(variables);
        all.put("LC_ALL", "C.UTF-8");
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.error("57P01", "enough"))) {
            List<String> arguments =
                    List.of("-w", "hostaddr=127.0.0.1 user=me dbname=it port=" + server.port() + " " + parameters);
            RealClient.require().run("pg_dump", arguments, new byte[0], all);
            CommandOracle.run("pg_dump", arguments, all);
            assertThat(server.started()).hasSize(2);
            Map<String, String> ours = new LinkedHashMap<>(server.started().get(1));
            assertThat(ours.remove(ISO_DATES)).isEqualTo("ISO");
            assertThat(ours).isEqualTo(server.started().get(0));
        }
    }
}
