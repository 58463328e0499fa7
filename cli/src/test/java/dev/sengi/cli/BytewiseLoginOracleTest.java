package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.text.NativeText;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and passwords that are not valid UTF-8 reach the server unchanged. {@code \351} stands for one such byte.
 *
 * <p>Roles and databases with such names break dumps of the whole server in other encodings, so this test has its own
 * server.
 */
@NeedsRealClient
class BytewiseLoginOracleTest {
    private static TestServer server;
    private static final List<String> METHODS = List.of("scram", "md5", "plain", "trust");

    private static TestDatabase bytes;
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeRoles() throws IOException {
        server = TestServer.startOwn(18);
        bytes = server.createDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'");
        database = server.createDatabase();
        database.execute("CREATE TABLE dumped (a int)");
        for (String method : METHODS) {
            String encryption = method.equals("md5") ? "md5" : "scram-sha-256";
            bytes.execute("SET password_encryption = '" + encryption + "'");
            role("login_" + method, "p\\351w");
            role("login_" + method + "\\351", "p\\351w");
            role("login_" + method + "\\350", "pw");
        }
        execute("CREATE DATABASE \"login_d\\351\"");
        PasswordRoles.allow(server, """
                host all "/^login_scram" all scram-sha-256
                host all "/^login_md5" all md5
                host all "/^login_plain" all password
                """);
    }

    private static void role(String name, String password) {
        execute("CREATE ROLE \"" + name + "\" LOGIN SUPERUSER PASSWORD '" + password + "'");
    }

    /** Runs a command, in which {@code \\351} stands for a byte. */
    private static void execute(String command) {
        Result result = RealClient.require()
                .run(
                        "psql",
                        List.of("-Xq", bytes.connectionString()),
                        octets(command),
                        Map.of("PGCLIENTENCODING", "SQL_ASCII"));
        assertThat(result.stderr()).doesNotContain("ERROR");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "login_scram, p\\351w",
        "login_scram\\351, p\\351w",
        "login_scram\\350, pw",
        "login_scram, p\\352w",
        "login_scram\\351, pw",
        "login_md5, p\\351w",
        "login_md5\\351, p\\351w",
        "login_md5\\350, pw",
        "login_md5\\351, p\\352w",
        "login_plain, p\\351w",
        "login_plain\\351, p\\351w",
        "login_plain\\350, pw",
        "login_plain\\351, p\\352w",
        "login_trust\\351, pw",
        "login_trust\\352, pw"
    })
    void usersAndPasswords(String user, String password) throws IOException {
        assertSame(Map.of("PGUSER", user, "PGPASSWORD", password, "PGDATABASE", database.name()), List.of());
        assertSame(Map.of("PGPASSWORD", password), List.of("-U", user, "-d", database.name()));
        assertSame(Map.of(), List.of("user=" + user + " password=" + password + " dbname=" + database.name()));
        String encoded = (user + ":" + password)
                .replace("\\3", "%E")
                .replace("%E51", "%E9")
                .replace("%E50", "%E8")
                .replace("%E52", "%EA");
        assertSame(Map.of(), List.of("postgresql://" + encoded + "@/" + database.name()));
    }

    /** Passwords that SASLprep changes, and some that it leaves unchanged because it forbids them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p\ufb01",
                "p\u00a0x",
                "\u00ad",
                "p\u00adx",
                "a\u200bb",
                "p\u0340",
                "p\u1d2c",
                "p\u2126",
                "\u1806",
                "p\u180e",
                "\ufdfa",
                "\ud835\udc00",
                "A\u030a",
                "\u1100\u1161",
                "p\u0007\ufb01",
                "\ufb01\ue000",
                "\ufb01\ufffe",
                "\ufb01\u0221",
                "\ufb01\ud83d\ude00",
                "\u05d0\ufb21",
                "\u05d0\ufb21x",
                "\u05d0\ufb211",
                "\u05d0\u2800\ufb21",
                "\u05d0\u17b4\ufb21"
            })
    void passwordsArePreparedAlike(String password) throws IOException {
        database.execute(
                "SET password_encryption = 'scram-sha-256'",
                "CREATE ROLE login_scram_prepared LOGIN SUPERUSER PASSWORD '" + password + "'");
        String verifier = database.value("SELECT rolpassword FROM pg_authid WHERE rolname = 'login_scram_prepared'");
        role("login_scram_prepared\\351", verifier);
        try {
            for (String user : List.of("login_scram_prepared", "login_scram_prepared\\351")) {
                assertSame(
                        Map.of("PGUSER", user, "PGPASSWORD", escaped(password), "PGDATABASE", database.name()),
                        List.of());
            }
        } finally {
            execute("DROP ROLE \"login_scram_prepared\\351\"");
            database.execute("DROP ROLE login_scram_prepared");
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(String.format(Locale.ROOT, "\\%03o", octet & 0xff));
        }
        return escaped.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_d\\351", "login_d\\350"})
    void databases(String name) throws IOException {
        assertSame(Map.of("PGDATABASE", name, "PGUSER", "login_trust"), List.of());
        assertSame(Map.of("PGUSER", "login_trust\\351"), List.of(name));
        assertSame(Map.of(), List.of("dbname=" + name + " user=login_trust\\351"));
    }

    @Test
    void channelBindingIsRequiredAlike() throws IOException {
        for (String user : List.of("login_scram", "login_md5", "login_trust\\351")) {
            assertSame(
                    Map.of("PGUSER", user, "PGPASSWORD", "p\\351w", "PGCHANNELBINDING", "require"),
                    List.of(database.name()));
        }
    }

    @Test
    void passwordFilesAndServices() throws IOException {
        Path passwords = folder.resolve("passwords");
        Files.write(passwords, octets("*:*:*:login_md5\\350:pw\n*:*:*:login_md5\\351:p\\351w\n"));
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        assertSame(Map.of("PGPASSFILE", passwords.toString(), "PGUSER", "login_md5\\351"), List.of(database.name()));
        Path services = folder.resolve("services");
        Files.write(services, octets("[s\\351]\nuser=login_md5\\351\npassword=p\\351w\n"));
        for (String service : List.of("s\\351", "s\\350")) {
            assertSame(Map.of("PGSERVICEFILE", services.toString(), "PGSERVICE", service), List.of(database.name()));
        }
    }

    @Test
    void filesInTheHome() throws IOException {
        String home = folder + "/h\\351";
        Path real = Files.createDirectory(NativeText.path(folder + "/h\udce9"));
        Path passwords = real.resolve(".pgpass");
        Files.write(passwords, octets("*:*:*:login_md5\\351:p\\351w\n"));
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(real.resolve(".pg_service.conf"), octets("[it]\nuser=login_md5\\351\n"));
        Map<String, String> variables =
                Map.of("HOME", home, "PGSERVICE", "it", "PGDATABASE", database.name(), "KRB5CCNAME", home + "/cache");
        assertSame(variables, List.of());
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        assertSame(variables, List.of());
        assertSame(variables, List.of("gssencmode=require"));
    }

    private static void assertSame(Map<String, String> given, List<String> options) throws IOException {
        Map<String, String> variables = new TreeMap<>(given);
        variables.put("PGHOST", "localhost");
        variables.put("PGPORT", Integer.toString(server.port()));
        List<String> arguments = new ArrayList<>(List.of("-w", "-s"));
        arguments.addAll(options);
        Result real = real(arguments, variables);
        variables.replaceAll((name, value) -> NativeText.decode(octets(value)));
        Result ours = CommandOracle.run(
                "pg_dump",
                arguments.stream().map(a -> NativeText.decode(octets(a))).toList(),
                variables);
        assertThat(ours.stderr()).as("%s %s", given, options).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        ScriptDiff.assertSame(real.stdout(), ours.stdout());
    }

    /** Java cannot pass arguments and variables that are not text to a process; the shell's printf can. */
    private static Result real(List<String> arguments, Map<String, String> variables) {
        StringBuilder command = new StringBuilder("exec env");
        variables.forEach(
                (name, value) -> command.append(' ').append(name).append('=').append(quoted(value)));
        command.append(' ')
                .append(quoted(RealClient.require().program("pg_dump").toString()));
        arguments.forEach(argument -> command.append(' ').append(quoted(argument)));
        return ProgramRun.of(Path.of("/bin/sh"), List.of("-c", command.toString()), new byte[0], Map.of());
    }

    private static String quoted(String text) {
        return "\"$(printf -- '" + text.replace("%", "%%") + "')\"";
    }

    /** Returns the bytes of a text in which some are written as {@code \\351}. */
    private static byte[] octets(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
