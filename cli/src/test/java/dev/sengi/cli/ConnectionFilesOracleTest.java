package dev.sengi.cli;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libpq (through the real pg_dump) and our programs read from service files and password files. */
class ConnectionFilesOracleTest {
    private static final TestServer SERVER = TestServer.current();

    @TempDir
    private Path home;

    @BeforeAll
    static void makeRoles() throws IOException {
        RealClient.require();
        PasswordRoles.make(SERVER, "files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[it]\ndbname=first\n[it]\ndbname=second\n",
                "[it]\ndbname=first\ndbname=second\n",
                "[other]\ndbname=other\n[it]trailing\ndbname=found",
                "  [it]  \n  dbname=name with blanks   \n",
                "\t[it]\n\u000bdbname=blanks\f\n",
                "\u2003[it]\ndbname=x\n",
                "[it]\ndbname=blank\u2003\n",
                "[it]\r\ndbname=crlf\r\n",
                "# comment\n[it]\n# comment\n\ndbname=a#b\n",
                "[it]\ndbname = x\n",
                "[it]\ndbname\n",
                "[it]\nservice=other\n",
                "[it]\nnonesuch=1\n",
                "[it]\nrequiressl=1\n",
                "[it]\n=x\n",
                "[it\ndbname=x\n",
                "[it]\nuser=\ndbname=x\n",
                "[it]\nuser=\"quoted\"\n",
                "[it]\ndbname=\u00fc\n",
                "[IT]\ndbname=x\n",
                "[it]\rdbname=x\n",
                "[it]\ndbname=x\ruser=nobody\n",
                "[it]\r\r\n\013dbname=x\f\013\r\r\n",
                "[it]\ndbname=x\u2003\n",
                "[it]\n\u2003dbname=x\n",
                "[it]\ndbname=x\u001c\n",
                "[it]\n\u0085\ndbname=x\n",
                "[it]\nport=5432x\n",
                ""
            })
    void serviceIsReadAlike(String text) throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), text);
        assertSame("service=it", Map.of());
        assertSame("user=files_trust", Map.of("PGSERVICE", "it"));
    }

    @Test
    void servicesAreLookedForAlike() throws IOException {
        Path system = Files.createDirectories(home.resolve("system"));
        Files.writeString(system.resolve("pg_service.conf"), "[it]\ndbname=system\n[own]\ndbname=not_this\n");
        Files.writeString(home.resolve(".pg_service.conf"), "[own]\ndbname=home\n");
        Files.writeString(home.resolve("named"), "[own]\ndbname=named\n");
        Map<String, String> folder = Map.of("PGSYSCONFDIR", system.toString());
        assertSame("service=it", folder);
        assertSame("service=own", folder);
        assertSame("service=nonesuch", folder);
        assertSame("service=''", folder);
        assertSame("service=own", Map.of("PGSERVICEFILE", home.resolve("named").toString()));
        assertSame(
                "service=it", Map.of("PGSERVICEFILE", home.resolve("nonesuch").toString()));
        assertSame("service=it", Map.of("PGSERVICEFILE", home.toString()));
    }

    @Test
    void longLinesAreRefusedAlike() throws IOException {
        for (int length : new int[] {1014, 1015}) {
            Files.writeString(home.resolve(".pg_service.conf"), "[it]\ndbname=" + "x".repeat(length) + "\n");
            assertSame("service=it", Map.of());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*:*:*:*:secret:rest\n",
                "*:*:*:*:secret\\:rest\n",
                "*:*:*:*:\\secret\n",
                "*:*:*:*:secret",
                "*:*:*:*:secret\r\n",
                "*:*:*:*:secret\r",
                "x\r*:*:*:*:secret\n",
                "#*:*:*:*:secret\n",
                " *:*:*:*:secret\n",
                "*:*:*:files_scram:wrong\n*:*:*:*:secret\n",
                "*:*:*:files_scram\n*:*:*:*:secret\n",
                "*:*:*:files_scram:\n*:*:*:*:secret\n",
                "127.0.0.1:*:*:*:secret\n",
                "local\\host:*:*:*:secret\n",
                "\n\n*:*:*:*:secret\n",
                "*:*:*:*:secret\\\n",
                "*x:*:*:*:secret\n*:*:*:*:wrong",
                "*:00{port}:*:*:secret\n",
                "*:{port}:*:*:secret\n"
            })
    void passwordIsReadAlike(String lines) throws IOException {
        String text = lines.replace("{port}", Integer.toString(SERVER.port()));
        passwordFile(home.resolve(".pgpass"), text, "rw-------");
        assertSame("user=files_scram", Map.of());
        assertSame("user=files_scram port=00" + SERVER.port(), Map.of());
        passwordFile(home.resolve("named"), text, "rw-------");
        assertSame("user=files_scram passfile=" + home.resolve("named"), Map.of());
        assertSame(
                "user=files_scram", Map.of("PGPASSFILE", home.resolve("named").toString()));
    }

    @Test
    void filesThatOthersMayReadAreIgnoredAlike() throws IOException {
        passwordFile(home.resolve(".pgpass"), "*:*:*:*:secret\n", "rw-r-----");
        assertSame("user=files_scram", Map.of());
        assertSame("user=files_scram password=secret", Map.of());
        assertSame("host=localhost,localhost user=files_trust", Map.of());
        assertSame("host=localhost,localhost user=files_trust sslmode=nonesuch", Map.of());
        assertSame("user=files_scram passfile=" + home, Map.of());
        assertSame("user=files_scram", Map.of("HOME", home + "/"));
    }

    /** The operating system's user database names a different folder. */
    @Test
    void homeIsTheVariables() throws IOException {
        passwordFile(home.resolve(".pgpass"), "*:*:*:*:secret\n", "rw-------");
        List<String> command = OurProgram.command(
                "pg_dump",
                "-w",
                "-s",
                "-f",
                home.resolve("out").toString(),
                "host=localhost user=files_scram" + " dbname=postgres port=" + SERVER.port());
        ProgramRun.of(
                        Path.of(command.get(0)),
                        command.subList(1, command.size()),
                        new byte[0],
                        Map.of("HOME", home.toString()))
                .assertSuccess();
    }

    private static void passwordFile(Path file, String text, String permissions) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void assertSame(String parameters, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.putIfAbsent("HOME", home.toString());
        all.put("PGHOST", "localhost");
        all.put("PGPORT", "" + SERVER.port());
        all.putIfAbsent("PGUSER", "files_trust");
        CommandOracle.assertSame("pg_dump", List.of("-w", "-s", parameters), all);
    }
}
