package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.text.NativeText;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of databases that cannot be passed on as they are. */
@NeedsRealClient
class DumpAllNamesOracleTest {
    private TestServer server;

    @BeforeEach
    void startServer() {
        server = TestServer.startOwn(18);
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("-s", "--restrict-key=k", "-U", "postgres", "-h", "localhost"));
        arguments.addAll(List.of("-p", Integer.toString(server.port())));
        return arguments;
    }

    private Result real(List<String> arguments, Map<String, String> environment) {
        return RealClient.require().run("pg_dumpall", arguments, new byte[0], environment);
    }

    /** The catalog contains names in the encoding of the database from which they were created. */
    @Test
    void namesReachTheServerAsTheyAreStored() {
        String latin = "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0";
        server.maintenance().execute("CREATE DATABASE latin " + latin);
        server.database("latin").execute("CREATE DATABASE \"caf\u00e9 \u00ff\" " + latin);
        List<String> arguments = arguments("-l", "latin");
        Map<String, String> environment = Map.of("PGCLIENTENCODING", "LATIN1");
        Result ours = CommandOracle.run("pg_dumpall", arguments, environment);
        Result real = real(arguments, environment);
        assertThat(ours.stderr()).isEqualTo(real.stderr()).isEmpty();
        ScriptDiff.assertSameCluster(real.stdout(), ours.stdout());
    }

    /**
     * The encoding of the dump does not change which databases patterns exclude. The real program finds them, too, but
     * then does not recognize their names in the other encoding.
     */
    @ParameterizedTest
    @CsvSource({"UTF8, LATIN1", "LATIN1, UTF8", "UTF8, SQL_ASCII"})
    void patternsAreInTheSessionsOwnEncoding(String own, String ofDump) {
        server.maintenance()
                .execute("CREATE DATABASE café", "CREATE DATABASE cafe", "ALTER ROLE ALL SET client_encoding = " + own);
        String pattern = "--exclude-database=" + NativeText.decode("café".getBytes(PgEncoding.charset(own)));
        Result real = CommandOracle.runReal("pg_dumpall", arguments(pattern));
        Result ours = CommandOracle.run("pg_dumpall", arguments("-E", ofDump, pattern), Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr()).isEmpty();
        assertThat(databases(ours)).isEqualTo(databases(real)).contains("-- Database \"cafe\" dump");
    }

    private static List<String> databases(Result result) {
        return result.text()
                .lines()
                .filter(line -> line.startsWith("-- Database "))
                .toList();
    }

    @Test
    void messagesNameDatabasesWithoutAnEncodingInUtf8() {
        String bytes = "ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0";
        server.maintenance().execute("CREATE DATABASE bytes " + bytes);
        server.database("bytes").execute("CREATE DATABASE café " + bytes, "CREATE DATABASE thé " + bytes);
        List<String> arguments = arguments("-v", "-l", "bytes", "--exclude-database=thé");
        Result real = CommandOracle.runReal("pg_dumpall", arguments);
        Result ours = CommandOracle.run("pg_dumpall", arguments, Map.of());
        assertThat(aboutDatabases(ours))
                .isEqualTo(aboutDatabases(real))
                .contains("pg_dumpall: dumping database \"café\"", "pg_dumpall: excluding database \"thé\"");
    }

    private static List<String> aboutDatabases(Result result) {
        return result.stderr()
                .lines()
                .filter(line -> line.matches("pg_dumpall: (dumping|excluding) .*"))
                .toList();
    }

    @Test
    void lineFeedsAreRefused() {
        server.maintenance().execute("CREATE DATABASE \"line\nfeed 'x'\"");
        Result ours = CommandOracle.run("pg_dumpall", arguments(), Map.of());
        Result real = real(arguments(), Map.of());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode()).isEqualTo(1);
        // Ours omits the parameters before the name.
        assertThat(ours.stderr().replaceFirst("\" ", ""))
                .isEqualTo(real.stderr().replaceFirst("\".* dbname", "dbname"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nfeed", "return\r"})
    void scriptsDoNotConnectToNamesOfSeveralLines(String name, @TempDir Path folder) {
        server.maintenance().execute("CREATE DATABASE \"" + name + "\"");
        String archive = folder.resolve("x.dump").toString();
        List<String> database = arguments("-d", "dbname='" + name + "'");
        List<String> toFile = new ArrayList<>(List.of("-Fc", "-f", archive));
        // A script's option.
        database.stream()
                .filter(argument -> !argument.startsWith("--restrict-key"))
                .forEach(toFile::add);
        CommandOracle.run("pg_dump", toFile, Map.of()).assertSuccess();
        CommandOracle.assertSame("pg_restore", List.of("-C", "-f", "-", archive));
        database.add("-C");
        CommandOracle.assertSame("pg_dump", database);
    }
}
