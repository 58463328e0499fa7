package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.SampleCluster;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Dumps of whole clusters, each on a separate server, are byte-identical to the real pg_dumpall's, and the messages are
 * the same.
 */
@NeedsRealClient
class DumpAllOracleTest {
    private static final List<SampleCluster> STARTED = new ArrayList<>();

    /** Option lists that every server gets. */
    private static final List<List<String>> ON_ALL = List.of(
            List.of(),
            List.of("-g", "--binary-upgrade"),
            List.of("-g", "--no-role-passwords", "-U", "reader"),
            List.of("-g", "-U", "reader"));

    /** Option lists for servers that are not in between. */
    private static final List<List<String>> ON_OUTER = List.of(List.of("-c", "--if-exists"));

    /** Options that every pg_dump gets, and which are tried together unless time does not matter. */
    private static final List<List<String>> PASSED_ON = List.of(
            List.of("-s", "--quote-all-identifiers"),
            List.of("-s", "-O", "-x", "--no-comments", "--no-security-labels"),
            List.of("-s", "--role", "everything"),
            List.of("-s", "--use-set-session-authorization", "--sequence-data"),
            List.of("-s", "--lock-wait-timeout", "5000"),
            List.of("-a", "--disable-triggers", "-S", "boss"),
            List.of("--no-schema"),
            List.of("--column-inserts", "--extra-float-digits", "0"));

    private static final List<List<String>> PASSED_ON_TOGETHER = List.of(
            List.of(
                    "-s",
                    "--quote-all-identifiers",
                    "--role",
                    "everything",
                    "--use-set-session-authorization",
                    "--sequence-data",
                    "--lock-wait-timeout",
                    "5000"),
            List.of("-s", "-O", "-x", "--no-comments", "--no-security-labels"),
            List.of("-a", "--disable-triggers", "-S", "boss", "--column-inserts", "--extra-float-digits", "0"));

    private static final List<List<String>> FURTHER = List.of(
            List.of("-g"),
            List.of("-r"),
            List.of("-r", "-x"),
            List.of("-t"),
            List.of("-c", "-t"),
            List.of("-c", "-r"),
            List.of("-c", "-g", "--no-tablespaces"),
            List.of("-c", "-U", "reader"),
            List.of("-r", "-U", "reader"),
            List.of("-t", "-U", "reader"),
            List.of("--no-role-passwords", "-U", "reader"),
            // A database other than the first does not accept connections.
            List.of(
                    "--no-role-passwords",
                    "-U",
                    "reader",
                    "--exclude-database=template1",
                    "--exclude-database=postgres"),
            List.of("--no-data", "--no-tablespaces"),
            List.of("--statistics-only"),
            List.of("--inserts", "--rows-per-insert", "2", "--on-conflict-do-nothing"),
            List.of("-g", "-E", "LATIN1"),
            List.of("-g", "-E", "SQL_ASCII"),
            List.of("--exclude-database", "z*", "--exclude-database", "\"My Db\""),
            List.of("--exclude-database", "*"),
            // Nothing is dropped in these.
            List.of("-a", "-c", "--exclude-database=postgres", "--exclude-database=template1"),
            List.of("-a", "-c", "--if-exists", "--exclude-database=postgres", "--exclude-database=template1"),
            List.of("-g", "-l", "zulu"),
            List.of("-g", "-d", "host=/nowhere user=nobody dbname=nowhere", "-U", "postgres"));

    /** Command lines that fail, before or after something has been written. */
    private static final List<List<String>> FAILING = List.of(
            List.of("--rows-per-insert=0"),
            List.of("--extra-float-digits=99"),
            List.of("--lock-wait-timeout=abc"),
            List.of("-a", "-s"),
            List.of("-a", "--no-data"),
            List.of("-a", "-c"),
            List.of("-a", "-c", "--if-exists", "--exclude-database=template1"),
            List.of("-s", "--statistics"),
            List.of("--on-conflict-do-nothing"),
            List.of("--exclude-database=a.b"),
            List.of("--exclude-database=a("),
            List.of("-l", "no_database"),
            List.of("-d", "no_parameters"),
            List.of("-d", "no=parameter"),
            List.of("-U", "nobody"),
            List.of("--role=nobody"),
            List.of("-E", "nothing"),
            List.of("-f", "/nowhere/script"),
            List.of("-f", ""));

    @TestFactory
    Stream<DynamicContainer> onEveryServer() {
        return TestServer.MAJORS.stream().map(major -> {
            SampleCluster cluster = SampleCluster.start(major);
            STARTED.add(cluster);
            List<List<String>> all = new ArrayList<>(ON_ALL);
            if (!TestServer.isInBetween(major)) {
                all.addAll(ON_OUTER);
            }
            if (TestServer.triesAll(major)) {
                all.addAll(TestServer.isThorough() ? PASSED_ON : PASSED_ON_TOGETHER);
                all.addAll(FURTHER);
                all.addAll(FAILING);
            }
            return DynamicContainer.dynamicContainer(
                    "PostgreSQL " + major,
                    all.stream()
                            .map(options -> DynamicTest.dynamicTest(
                                    options.toString(), () -> assertSame(cluster.server(), options))));
        });
    }

    /** The real program also shows each of its many queries, and the commands that run pg_dump. */
    @Test
    void verboseMessagesAreTheSame() {
        try (SampleCluster cluster = SampleCluster.start(18)) {
            List<String> options = List.of("-v", "-s", "--exclude-database=z*");
            Result real =
                    RealClient.require().run("pg_dumpall", arguments(cluster.server(), options), new byte[0], Map.of());
            Result ours = CommandOracle.run("pg_dumpall", arguments(cluster.server(), options), Map.of());
            assertThat(withoutWork(ours.stderr())).isEqualTo(withoutWork(real.stderr()));
        }
    }

    private static List<String> withoutWork(String messages) {
        return messages.lines()
                .filter(line -> line.matches("pg_dump(all)?: .*"))
                .filter(line -> !line.matches("pg_dumpall: (executing|running) .*"))
                .toList();
    }

    @AfterAll
    static void stop() {
        STARTED.forEach(SampleCluster::close);
    }

    private static List<String> arguments(TestServer server, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("--restrict-key=k", "-U", "postgres"));
        arguments.addAll(List.of("-h", "localhost", "-p", Integer.toString(server.port())));
        arguments.addAll(options);
        return arguments;
    }

    private static void assertSame(TestServer server, List<String> options) {
        List<String> arguments = arguments(server, options);
        Result real = RealClient.requireFor(server).run("pg_dumpall", arguments, new byte[0], Map.of());
        Result ours = CommandOracle.run("pg_dumpall", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        // Ours reads everything first, so it may fail before it has written anything.
        if (real.exitCode() == 0) {
            ScriptDiff.assertSameCluster(real.stdout(), ours.stdout());
        }
    }
}
