package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.Compression;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server's message as it ends a session is shown as PostgreSQL's programs show it. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
class KilledSessionTest {
    private static final String FATAL = "FATAL:  terminating connection due to administrator command";
    private static final String CLOSED = """
            server closed the connection unexpectedly
            \tThis probably means the server terminated abnormally
            \tbefore or while processing the request.""";

    @TempDir
    private Path folder;

    /** Runs the work, kills its session once it executes a command, and returns the error. */
    private static SengiException killed(TestDatabase database, String command, ThrowingCallable work)
            throws Exception {
        CompletableFuture<SengiException> error =
                CompletableFuture.supplyAsync(() -> Assertions.catchThrowableOfType(SengiException.class, work));
        kill(database, command);
        return error.get();
    }

    private static void kill(TestDatabase database, String command) throws InterruptedException {
        String sleeping = " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                + " AND state = 'active' AND wait_event = 'PgSleep' AND query LIKE '" + command + "%'";
        while (database.column("SELECT pid" + sleeping).isEmpty()) {
            Thread.sleep(20);
        }
        // By then, the client has sent everything, and waits for the server.
        Thread.sleep(200);
        assertThat(database.column("SELECT pg_terminate_backend(pid)" + sleeping))
                .isNotEmpty();
    }

    private static void addNap(TestDatabase database) {
        database.execute("CREATE FUNCTION nap() RETURNS bool LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_catalog.pg_sleep(20); RETURN true; END'");
    }

    @Test
    @NeedsRealClient
    void whileRowsAreRead() throws Exception {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            addNap(database);
            String role = "killed_" + database.name();
            database.execute(
                    "CREATE ROLE " + role + " LOGIN",
                    "CREATE TABLE s AS SELECT 1 AS a",
                    "ALTER TABLE s ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY p ON s USING (public.nap())",
                    "GRANT SELECT ON s TO " + role);
            try {
                SengiException ours = killed(
                        database,
                        "COPY",
                        () -> PgDump.from(database.connectionSource(role))
                                .with(ScriptFlag.ENABLE_ROW_SECURITY)
                                .to(OutputStream.nullOutputStream()));
                CompletableFuture<String> real = CompletableFuture.supplyAsync(() -> RealClient.require()
                        .run("pg_dump", "--enable-row-security", "-d", database.connectionString(role))
                        .stderr());
                kill(database, "COPY");
                assertThat("pg_dump: error: " + ours.getMessage() + "\n"
                                + String.join(
                                        "",
                                        ours.details().stream()
                                                .map(detail -> "pg_dump: detail: " + detail + "\n")
                                                .toList()))
                        .isEqualTo(real.get());
            } finally {
                database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @Test
    void whileALoadEnds() throws Exception {
        Path archive = folder.resolve("archive");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE s AS SELECT 1 AS a");
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            addNap(database);
            database.execute("ALTER TABLE s ADD CHECK (public.nap()) NOT VALID");
            for (int jobs : List.of(1, 2)) {
                StringBuilder messages = new StringBuilder();
                SengiException error = killed(
                        database,
                        "COPY",
                        () -> PgRestore.from(archive)
                                .dataOnly()
                                .jobs(jobs)
                                .into(database.connectionSource())
                                .onProgress(new ProgressListener() {
                                    @Override
                                    public void message(Severity severity, String text) {
                                        messages.append(text).append('\n');
                                    }
                                })
                                .run());
                assertThat(error.fullMessage())
                        .startsWith("COPY failed for table \"s\": " + FATAL + "\nCONTEXT:  ")
                        .contains("\nCOPY s, line 1");
                assertThat(error).hasMessageStartingWith("COPY failed for table \"s\": " + FATAL);
                assertThat(error.getMessage()).doesNotContain("COPY s, line ");
                assertThat(error.serverContext().orElseThrow()).contains("\nCOPY s, line 1");
                assertThat(error.statement().orElseThrow()).startsWith("COPY public.s ");
                assertThat(error.details())
                        .singleElement()
                        .asString()
                        .startsWith("The connection was lost at TOC entry ")
                        .contains(" TABLE DATA s.");
                assertThat(messages.toString()).doesNotContain("could not give the connection back");
            }
        }
    }

    /** Its rows are frozen in a transaction, which is rolled back if they are refused. */
    @Test
    void whileALoadOfALargeNewTableEnds() throws Exception {
        Path archive = folder.resolve("archive");
        try (TestDatabase database = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE FUNCTION nap(i int) RETURNS bool LANGUAGE plpgsql AS"
                            + " 'BEGIN IF i = 200 AND pg_catalog.current_database() = ''" + target.name()
                            + "'' THEN PERFORM pg_catalog.pg_sleep(20); END IF; RETURN true; END'",
                    "CREATE TABLE s AS SELECT i, repeat('x', 1000) AS a FROM generate_series(1, 200) i",
                    "ALTER TABLE s ADD CHECK (public.nap(i))");
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            SengiException error = killed(
                    target,
                    "COPY",
                    () -> PgRestore.from(archive)
                            .into(target.connectionSource())
                            .run());
            assertThat(error).hasMessageStartingWith("COPY failed for table \"s\": " + FATAL);
        }
    }

    @Test
    void whileRowsAreSent() throws Exception {
        Path archive = folder.resolve("archive");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE s AS SELECT repeat('x', 1000) AS a FROM generate_series(1, 20000)");
            PgDump.from(database.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .compression(Compression.none())
                    .to(archive);
            try (InputStream file = Files.newInputStream(archive)) {
                SengiException error = Assertions.catchThrowableOfType(
                        SengiException.class,
                        () -> PgRestore.from(killingHalfway(file, database))
                                .dataOnly()
                                .singleTransaction()
                                .into(database.connectionSource())
                                .run());
                assertThat(error)
                        .hasMessageStartingWith("error returned by PQputCopyData: " + FATAL + "\n")
                        .hasMessageEndingWith("\n" + CLOSED);
                assertThat(error.details()).singleElement().asString().contains(" TABLE DATA s.");
            }
        }
    }

    private static InputStream killingHalfway(InputStream file, TestDatabase database) {
        return new FilterInputStream(file) {
            private long count;

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (count < 10_000_000 && count + read >= 10_000_000) {
                    database.value("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                }
                count += read;
                return read;
            }
        };
    }
}
