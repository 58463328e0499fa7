package dev.sengi.internal.restore.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionSource;
import dev.sengi.PgRestore;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.Run;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Compression;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources of scripts, the databases into which they are restored, and the state of the connection afterwards. */
@NeedsRealClient
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ScriptSourcesTest {
    private static final TestServer SERVER = TestServer.current();
    private static TestDatabase source;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        source = SERVER.createDatabase();
        source.execute(
                "CREATE TABLE t AS SELECT i, md5(i::text) AS a FROM generate_series(1, 30000) i",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END",
                "CREATE VIEW v AS SELECT a, f() FROM t",
                "ALTER TABLE t ADD PRIMARY KEY (i)",
                "COMMENT ON TABLE t IS E'é;\n\\\\.'");
    }

    @AfterAll
    static void drop() {
        source.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "lz4", "zstd"})
    void compressedScriptsAreRead(String compression) throws IOException {
        byte[] script = ScriptOracle.dump(source, "-Z", compression);
        Path file = Files.write(folder.resolve("script"), script);
        try (InputStream stream = new FileInputStream(file.toFile())) {
            for (PgRestore restore : List.of(
                    PgRestore.from(file), PgRestore.from(new ByteArrayInputStream(script)), PgRestore.from(stream))) {
                assertRestored(restore);
            }
        }
    }

    /** Uses of a dump that need an archive. */
    private interface Use {
        void of(PgRestore restore) throws IOException;
    }

    /** A compressed script must not look like a damaged archive. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "lz4", "zstd"})
    void aScriptIsNotTakenForADamagedArchive(String compression) throws IOException {
        byte[] script = ScriptOracle.dump(source, "-s", "-Z", compression);
        Path file = Files.write(folder.resolve("script"), script);
        OutputStream out = OutputStream.nullOutputStream();
        for (Use use : List.<Use>of(
                restore -> restore.toScript(out),
                restore -> restore.toList(out),
                restore -> restore.toPlan(out),
                restore -> restore.toArchive(out, ArchiveFormat.CUSTOM, Compression.none()))) {
            for (PgRestore restore : List.of(PgRestore.from(file), PgRestore.from(new ByteArrayInputStream(script)))) {
                assertThatThrownBy(() -> use.of(restore))
                        .isInstanceOfSatisfying(
                                ArchiveFormatException.class,
                                thrown -> assertThat(thrown.reason()).isEqualTo(ArchiveFormatException.Reason.SCRIPT))
                        .hasMessage("the input is a plain-text script, not an archive");
            }
        }
    }

    /** As written by the command lz4, with blocks of 4 MiB. */
    @Test
    void largeBlocks() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new LZ4FrameOutputStream(compressed, LZ4FrameOutputStream.BLOCKSIZE.SIZE_4MB)) {
            out.write(ScriptOracle.dump(source));
        }
        assertRestored(PgRestore.from(new ByteArrayInputStream(compressed.toByteArray())));
    }

    private static void assertRestored(PgRestore restore) throws IOException {
        try (TestDatabase database = SERVER.createDatabase()) {
            RestoreReport report = restore.into(database.connectionSource()).run();
            assertThat(report.failureCount()).isZero();
            assertThat(report.dataBytes()).isPositive();
            ScriptOracle.assertSameContent(source, database);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lz4", "zstd"})
    void compressedScriptsThatAreCutOffAreDamaged(String compression) throws IOException {
        byte[] script = ScriptOracle.dump(source, "-Z", compression);
        byte[] part = Arrays.copyOf(script, script.length * 3 / 4);
        try (TestDatabase database = SERVER.createDatabase()) {
            PgRestore restore = ScriptOracle.restore(part, database, new ArrayList<>());
            assertThatThrownBy(restore::run).isInstanceOf(IOException.class);
        }
    }

    /** As for archives, everything before an unreadable part is restored, unless the restore is interrupted. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statementsBeforeAFailureAreRunUnlessItIsAnInterrupt(boolean interrupt) {
        IOException failure = interrupt ? new InterruptedIOException("interrupted") : new IOException("broken");
        String begun = "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE first ();\nCREATE TABLE second (";
        InputStream stream = new SequenceInputStream(
                new ByteArrayInputStream(begun.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw failure;
                    }
                });
        try (TestDatabase database = SERVER.createDatabase()) {
            PgRestore restore = PgRestore.from(stream).into(database.connectionSource());
            assertThatThrownBy(restore::run).isSameAs(failure);
            assertThat(database.value("SELECT count(*) FROM pg_class WHERE relname = 'first'"))
                    .isEqualTo(interrupt ? "0" : "1");
        }
    }

    @Test
    void pipesAreReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (String format : List.of("plain", "custom")) {
            byte[] dump = ScriptOracle.dump(source, "-F", format);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(pipe, dump));
            assertRestored(PgRestore.from(pipe));
            writing.get(10, TimeUnit.SECONDS);
            writing = CompletableFuture.runAsync(() -> write(pipe, dump));
            try (FileInputStream stream = new FileInputStream(pipe.toFile())) {
                assertRestored(PgRestore.from(stream));
                assertThat(stream.getChannel().isOpen()).isTrue();
            }
            writing.get(10, TimeUnit.SECONDS);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void windowsLineEndsAndByteOrderMarks() throws IOException {
        String script = new String(ScriptOracle.dump(source), StandardCharsets.UTF_8);
        byte[] windows = ("\ufeff" + script.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        ScriptOracle.assertSame(windows, SERVER, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain_name", "Odd \"name\" with 'quotes' and \\", "größe"})
    void scriptsLeadToTheDatabaseThatTheyCreate(String name) throws IOException {
        TestDatabase created = SERVER.database("\"" + name.replace("\"", "\"\"") + "\"");
        String uri = SERVER.maintenance().connectionString();
        RealClient client = RealClient.require();
        try (TestDatabase maintenance = SERVER.createDatabase()) {
            client.run(
                    "createdb",
                    "--maintenance-db=" + uri,
                    "-T",
                    "template0",
                    "-h",
                    "localhost",
                    "-U",
                    "postgres",
                    "-p",
                    String.valueOf(SERVER.port()),
                    name);
            byte[] script = dump(name, "-C", "-c", "--if-exists");
            byte[] before = dump(name);
            List<String> messages = new ArrayList<>();
            RestoreReport report = ScriptOracle.run(script, maintenance, messages);
            assertThat(report.failureCount()).as(messages.toString()).isZero();
            ScriptDiff.assertSame(before, dump(name));
        } finally {
            SERVER.maintenance().execute("DROP DATABASE IF EXISTS " + created.name());
        }
    }

    private static byte[] dump(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        String conninfo = "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
        arguments.addAll(
                List.of("-h", "localhost", "-U", "postgres", "-p", String.valueOf(SERVER.port()), "-d", conninfo));
        return RealClient.require()
                .run("pg_dump", arguments.toArray(String[]::new))
                .assertSuccess()
                .stdout();
    }

    @Test
    void scriptsOfSeveralDatabasesAreRun() throws IOException {
        try (TestDatabase one = SERVER.createDatabase();
                TestDatabase other = SERVER.createDatabase();
                TestDatabase maintenance = SERVER.createDatabase()) {
            one.execute("CREATE TABLE u AS SELECT 1 AS b");
            other.execute("CREATE TABLE t AS SELECT 'é' AS a");
            ByteArrayOutputStream cluster = new ByteArrayOutputStream();
            cluster.writeBytes(
                    "--\n-- PostgreSQL database cluster dump\n--\n\nSET default_transaction_read_only = off;\n\n"
                            .getBytes(StandardCharsets.UTF_8));
            cluster.writeBytes(ScriptOracle.dump(one, "-C"));
            cluster.writeBytes(ScriptOracle.dump(other, "-C"));
            cluster.writeBytes(
                    "--\n-- PostgreSQL database cluster dump complete\n--\n".getBytes(StandardCharsets.UTF_8));
            List<byte[]> before = List.of(ScriptOracle.dump(one), ScriptOracle.dump(other));
            SERVER.maintenance().execute("DROP DATABASE " + one.name(), "DROP DATABASE " + other.name());
            Path file = Files.write(folder.resolve("cluster.sql"), cluster.toByteArray());
            RestoreReport report =
                    PgRestore.from(file).into(maintenance.connectionSource()).run();
            assertThat(report.failureCount()).isZero();
            ScriptDiff.assertSame(before.get(0), ScriptOracle.dump(one));
            ScriptDiff.assertSame(before.get(1), ScriptOracle.dump(other));
        }
    }

    @Test
    void statementsTravelTogether() throws IOException {
        byte[] script = ScriptOracle.dump(SERVER.sample("demo"), "-s");
        try (TestDatabase database = SERVER.createDatabase();
                RoundTrips trips = new RoundTrips(database)) {
            PgRestore.from(new ByteArrayInputStream(script))
                    .into(trips.connections())
                    .run();
            assertThat(trips.count()).isLessThan(100);
            ScriptDiff.assertSame(script, ScriptOracle.dump(database, "-s"));
        }
    }

    @Test
    void progressIsOfTheFile() throws IOException {
        Path file = folder.resolve("rows.sql");
        Files.writeString(
                file,
                "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE t (a text);\nCOPY t FROM stdin;\n"
                        + "0123456789abcdef\n".repeat(300_000) + "\\.\n\n-- PostgreSQL database dump complete\n");
        List<Progress> all = new ArrayList<>();
        try (TestDatabase database = SERVER.createDatabase()) {
            PgRestore.from(file)
                    .into(database.connectionSource())
                    .onProgress(new ProgressListener() {
                        @Override
                        public void progress(Progress progress) {
                            all.add(progress);
                        }
                    })
                    .run();
            assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("300000");
        }
        // If connecting takes long, the statement before the rows is reported, too.
        all.removeIf(progress -> progress.rows() == 0);
        assertThat(all).hasSizeGreaterThan(3);
        assertThat(all.get(0).fraction()).isBetween(0.1, 0.5);
        assertThat(all.get(all.size() - 1).rows()).isEqualTo(300_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionsAreReturnedUnchanged(boolean fails) throws Exception {
        String body =
                "--\n-- PostgreSQL database dump\n--\n\nSET work_mem = '7MB';\nSET default_transaction_read_only = off;\n"
                        + "SET IntervalStyle = 'iso_8601';\nSET statement_timeout = 0;\nSELECT set_config('search_path', '', false);\n"
                        + "SET client_encoding = 'LATIN1';\nBEGIN;\nSET ROLE pg_monitor;\n"
                        + (fails ? "SELECT missing;\n" : "")
                        + "-- PostgreSQL database dump complete\n";
        try (TestDatabase database = SERVER.createDatabase();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET work_mem = '5MB'; SET search_path = public, pg_catalog; SET statement_timeout = '77s'");
            Map<String, String> before = settings(statement);
            connection.setAutoCommit(false);
            PgRestore restore = PgRestore.from(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                    .into(lent(connection));
            if (fails) {
                assertThatThrownBy(restore.exitOnError()::run).hasMessageStartingWith("line 13: ");
            } else {
                assertThat(restore.returnFailures().run().failures())
                        .extracting(RestoreFailure::serverMessage)
                        .containsExactly("line 14: the script leaves a transaction open, which is rolled back");
            }
            assertThat(connection.getAutoCommit()).isFalse();
            connection.setAutoCommit(true);
            assertThat(settings(statement)).isEqualTo(before);
        }
    }

    private static Map<String, String> settings(Statement statement) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT name, setting FROM pg_settings UNION ALL"
                        + " SELECT 'user', current_user || ' ' || session_user UNION ALL SELECT 'path', current_setting('search_path')")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return settings;
    }

    private static ConnectionSource lent(Connection connection) {
        return () -> (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT pg_sleep(100);\n", "COPY slow FROM stdin;\n1\n\\.\n"})
    void scriptsAreCancelled(String slow) throws Exception {
        String body = "--\n-- PostgreSQL database dump\n--\n\n" + slow + "-- PostgreSQL database dump complete\n";
        try (TestDatabase database = SERVER.createDatabase()) {
            database.execute(
                    "CREATE TABLE slow (a int)",
                    "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(100); END'",
                    "CREATE TRIGGER wait BEFORE INSERT ON slow FOR EACH ROW EXECUTE FUNCTION wait()");
            Run<RestoreReport> run = ScriptOracle.restore(
                            body.getBytes(StandardCharsets.UTF_8), database, new ArrayList<>())
                    .start();
            String sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '"
                    + database.name() + "'";
            while (!database.value(sleeping).equals("1")) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            run.cancel();
            assertThat(run.await(Duration.ofSeconds(20))).isTrue();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
            database.await(sleeping, "0");
        }
    }
}
