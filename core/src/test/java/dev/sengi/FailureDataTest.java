package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exceptions and reports describe what went wrong as data. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FailureDataTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void createDatabase() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 1000)");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void failuresAreData() throws Exception {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute("CREATE TABLE t (a int)");
            PgRestore restore = PgRestore.from(archive).into(target.connectionSource());
            RestoreFailedException e = catchThrowableOfType(RestoreFailedException.class, restore::run);
            assertThat(e).hasMessage("1 failure; the first at TABLE t: relation \"t\" already exists");
            assertThat(e.stage()).hasValue(Stage.PRE_DATA);
            assertThat(e.entry().orElseThrow().tag()).isEqualTo("t");
            assertThat(e.sqlState()).hasValue("42P07");
            assertThat(e.statement().orElseThrow()).startsWith("CREATE TABLE public.t (");
            RestoreFailure failure = e.report().failures().get(0);
            assertThat(failure.number()).isEqualTo(1);
            assertThat(failure.position()).isBetween(0, e.report().entries());
            assertThat(failure.message()).startsWith("could not execute query: ERROR:  relation \"t\"");
            assertThat(e.serverMessage()).hasValue(failure.serverMessage());
            assertThat(e.report().rows()).isEqualTo(1000);
            assertSurvivesSerialization(e);
            assertThat(restore.clean().ifExists().run().failureCount()).isZero();
            target.execute("CREATE TABLE other ()");
            assertThat(restore.returnFailures().run().failureCount()).isGreaterThan(1);
            ServerException stopped = catchThrowableOfType(ServerException.class, restore.exitOnError()::run);
            assertThat(stopped.sqlState()).hasValue("42P07");
            assertThat(stopped.entry()).isPresent();
        }
    }

    /** A failed transaction accepts no more commands, so the first failure ends it. */
    @Test
    void theFlagForOneTransactionStopsAtTheFirstError() throws Exception {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute("CREATE TABLE blocker (a int CONSTRAINT t_pkey PRIMARY KEY)");
            List<RestoreFailure> reported = new ArrayList<>();
            PgRestore restore = PgRestore.from(archive)
                    .into(target.connectionSource())
                    .with(RestoreFlag.SINGLE_TRANSACTION)
                    .onProgress(new ProgressListener() {
                        @Override
                        public void failed(RestoreFailure failure) {
                            reported.add(failure);
                        }
                    });
            ServerException stopped = catchThrowableOfType(ServerException.class, restore::run);
            assertThat(stopped.sqlState()).hasValue("42P07");
            assertThat(stopped.entry().orElseThrow().tag()).isEqualTo("t t_pkey");
            assertThat(reported).isEmpty();
            assertThat(target.value("SELECT to_regclass('t') IS NULL")).isEqualTo("t");
        }
    }

    @Test
    void exceptionsSayWhatFailed() {
        PgDump unreachable = PgDump.from("postgresql://localhost:1/nowhere?connect_timeout=2");
        ConnectionException refused =
                catchThrowableOfType(ConnectionException.class, () -> unreachable.to(OutputStream.nullOutputStream()));
        assertThat(refused.stage()).hasValue(Stage.CONNECTING);
        ServerException locked = catchThrowableOfType(ServerException.class, () -> {
            try (Connection owner = database.dataSource().getConnection();
                    Statement statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("LOCK TABLE t");
                PgDump.from(database.connectionSource())
                        .lockWaitTimeout(Duration.ofMillis(100))
                        .to(OutputStream.nullOutputStream());
            }
        });
        assertThat(locked.stage()).hasValue(Stage.CATALOG);
        assertThat(locked.sqlState()).hasValue("57014");
        assertThat(locked.statement().orElseThrow()).startsWith("LOCK TABLE");
        assertThatThrownBy(() -> PgDump.from(database.connectionSource())
                        .includeTable("nonesuch")
                        .to(OutputStream.nullOutputStream()))
                .isInstanceOf(SengiException.class)
                .hasMessage("no matching tables were found");
    }

    @Test
    void whatTheServerSaysIsData() throws Exception {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE u (a int)",
                    "INSERT INTO u VALUES (7), (7)",
                    "CREATE FUNCTION f() RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN"
                            + " IF current_database() = '" + target.name() + "' THEN"
                            + " RAISE 'no' USING DETAIL = 'of u', HINT = 'try'; END IF; RETURN true; END $$",
                    "CREATE INDEX i ON u ((a > 0 AND public.f()))");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            PgRestore restore = PgRestore.from(archive).into(target.connectionSource());
            RestoreFailedException ended = catchThrowableOfType(RestoreFailedException.class, restore::run);
            RestoreFailure failure = ended.report().failures().get(0);
            assertThat(failure.serverDetail()).hasValue("of u");
            assertThat(failure.serverHint()).hasValue("try");
            assertThat(failure.serverContext().orElseThrow()).startsWith("PL/pgSQL function public.f() line 1");
            SengiException stopped = catchThrowableOfType(
                    ServerException.class, restore.clean().ifExists().exitOnError()::run);
            for (SengiException e : List.of(ended, stopped)) {
                assertThat(e.serverMessage()).hasValue("no");
                assertThat(e.serverDetail()).hasValue("of u");
                assertThat(e.serverHint()).hasValue("try");
                assertThat(e.serverContext()).isEqualTo(failure.serverContext());
            }
            assertSurvivesSerialization(ended);
        }
    }

    @Test
    void aComparisonReportsADamagedDump() throws IOException {
        Path script = folder.resolve("script");
        PgDump.from(database.connectionSource()).to(script);
        String text = Files.readString(script);
        Files.writeString(script, text.substring(0, text.indexOf("-- PostgreSQL database dump complete")));
        PgDiff diff = PgDiff.between(DiffSource.database(database.connectionString()), DiffSource.dump(script));
        SengiException cut = catchThrowableOfType(SengiException.class, diff::run);
        assertThat(cut.stage()).hasValue(Stage.ARCHIVE);
    }

    private static void assertSurvivesSerialization(RestoreFailedException e) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            RestoreFailedException copy = (RestoreFailedException) in.readObject();
            assertThat(copy).hasMessage(e.getMessage());
            assertThat(copy.stage()).isEqualTo(e.stage());
            assertThat(copy.statement()).isEqualTo(e.statement());
            assertThat(copy.sqlState()).isEqualTo(e.sqlState());
            assertThatThrownBy(copy::report).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Each failure keeps its statement, which may be as long as a row. */
    @Test
    void longStatementsAreNotAllKept() throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE large (i int PRIMARY KEY, t text)",
                    "INSERT INTO large SELECT i, repeat('x', 3000000) FROM generate_series(1, 5) i");
            Path archive = folder.resolve("large");
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .with(DumpFlag.INSERTS)
                    .to(archive);
            RestoreReport report = PgRestore.from(archive)
                    .dataOnly()
                    .returnFailures()
                    .into(source.connectionSource())
                    .run();
            assertThat(report.failureCount()).isEqualTo(5);
            assertThat(report.failures())
                    .hasSize(2)
                    .allMatch(failure -> failure.statement().orElseThrow().startsWith("INSERT INTO"));
        }
    }
}
