package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.SengiException;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real pg_restore and ours with the same archive, each into a separate database. */
final class RestoreOracle {
    private RestoreOracle() {}

    /**
     * Checks that both print the same messages, end with the same exit code and produce the same database.
     *
     * @param setUp SQL to run in both databases first
     * @param user role that restores, and owns the databases
     */
    static void assertSame(TestServer server, String archive, String options, String setUp, String user)
            throws IOException {
        Path file = RestoreArchives.of(server, archive);
        try (TestDatabase ours = prepared(server, setUp, user);
                TestDatabase theirs = prepared(server, setUp, user)) {
            String expected = restore(true, theirs, file, options, user).replace(theirs.name(), "DATABASE");
            String actual = restore(false, ours, file, options, user).replace(ours.name(), "DATABASE");
            assertThat(actual).isEqualTo(expected);
            assertSameContent(theirs, ours);
        }
    }

    /** Like {@link #assertSame}, for several sessions, whose messages arrive in any order. */
    static void assertSameInAnyOrder(TestServer server, String archive, String options, String setUp, String user)
            throws IOException {
        Path file = RestoreArchives.of(server, archive);
        try (TestDatabase ours = prepared(server, setUp, user);
                TestDatabase theirs = prepared(server, setUp, user)) {
            assertThat(messages(restore(false, ours, file, options, user).replace(ours.name(), "DATABASE")))
                    .isEqualTo(
                            messages(restore(true, theirs, file, options, user).replace(theirs.name(), "DATABASE")));
            assertSameContent(theirs, ours);
        }
    }

    /** The real program's processes interleave their lines, so the prefix of a message is split from its text. */
    static List<String> messages(String text) {
        String separate = text.replaceAll("(pg_restore|error|warning):", "\n$0\n");
        return separate.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .sorted()
                .toList();
    }

    static TestDatabase prepared(TestServer server, String setUp, String owner) {
        TestDatabase database = server.createDatabase();
        database.execute(setUp.isEmpty() ? "SELECT" : setUp);
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO " + owner);
        return database;
    }

    static String restore(boolean real, TestDatabase target, Path archive, String options, String user)
            throws IOException {
        return real ? realRestore(target, archive, options, user) : ourRestore(target, archive, options, user);
    }

    static String realRestore(TestDatabase target, Path archive, String options, String user) {
        List<String> args = new ArrayList<>(RestoreOptionText.words(options));
        args.addAll(List.of("-d", target.connectionString(user), archive.toString()));
        Result result = RealClient.requireFor(target.server()).run("pg_restore", args.toArray(String[]::new));
        return result.stderr() + "exit code " + result.exitCode();
    }

    static String ourRestore(TestDatabase target, Path archive, String options, String user) throws IOException {
        MessageLog log = new MessageLog(RestoreOptionText.words(options).contains("-v"));
        int exitCode;
        try {
            RestoreReport report = RestoreOptionText.apply(options, PgRestore.from(archive))
                    .into(target.connectionSource(user))
                    .onProgress(log)
                    .run();
            exitCode = report.failureCount() == 0 ? 0 : 1;
        } catch (SengiException e) {
            log.fatal(e);
            exitCode = 1;
        }
        return log + "exit code " + exitCode;
    }

    static void assertSameContent(TestDatabase expected, TestDatabase actual) {
        ScriptDiff.assertSame(dump(expected), dump(actual));
    }

    static byte[] dump(TestDatabase database, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("-d", database.connectionString()));
        return RealClient.requireFor(database.server())
                .run("pg_dump", args.toArray(String[]::new))
                .assertSuccess()
                .stdout();
    }
}
