package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The same restore with different numbers of sessions. */
final class SessionsCompared {
    /** Creates a function that inserts this many rows into a table with an integer and a text column. */
    static final String FILL =
            "CREATE FUNCTION fill(target regclass, n int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE"
                    + " format('INSERT INTO %s SELECT g, md5(g::text) || md5((g + 7)::text) FROM generate_series(1, %s) g',"
                    + " target, n); END $$";

    private SessionsCompared() {}

    /** As {@link #assertSameInAnyOrder}, with rows in the same order. */
    static String assertSame(PgRestore restore, String... setUp) throws IOException {
        return assertSame(restore, UnaryOperator.identity(), setUp);
    }

    /**
     * Checks that several sessions produce the same database as one session, and report the same failures.
     *
     * @param setUp SQL to run in each database first
     * @return the script of the database
     */
    static String assertSameInAnyOrder(PgRestore restore, String... setUp) throws IOException {
        // Parts of a table may be stored in free space of any of its pages.
        return assertSame(restore, text -> text.lines().sorted().collect(Collectors.joining("\n")), setUp);
    }

    private static String assertSame(PgRestore restore, UnaryOperator<String> form, String... setUp)
            throws IOException {
        String expected = null;
        for (int jobs : new int[] {1, 4, 2}) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                target.execute(setUp);
                RestoreReport report = restore.jobs(jobs)
                        .returnFailures()
                        .into(target.connectionSource())
                        .run();
                String failures = report.failures().stream()
                        .map(RestoreFailure::message)
                        .toList()
                        .toString();
                String result = form.apply(failures + "\n" + script(target));
                if (expected == null) {
                    expected = result;
                }
                assertThat(result).as("with " + jobs + " sessions").isEqualTo(expected);
            }
        }
        return expected;
    }

    /** Returns a database as a script. */
    static String script(TestDatabase database) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).restrictKey("k").to(script);
        return script.toString(StandardCharsets.UTF_8);
    }
}
