package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** What the log says about the failures of a restore. */
class ExecutionLogTest {

    @TempDir
    private Path folder;

    /** A function can choose any SQLSTATE for its errors. */
    @ParameterizedTest
    @EnumSource(names = {"CUSTOM", "PLAIN"})
    void noErrorOfAFunctionPutsARowIntoTheLog(DumpFormat format) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE FUNCTION chk(v text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN"
                            + " IF current_database() = '" + target.name() + "' THEN"
                            + " RAISE 'value %', v USING ERRCODE = 'MY001'; END IF; RETURN v; END $$",
                    "CREATE FUNCTION found(v text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT CASE"
                            + " WHEN current_database() = '" + target.name() + "' THEN v::regclass::text END $$",
                    "CREATE TABLE t (a text)",
                    "INSERT INTO t VALUES ('topsecret')",
                    "CREATE INDEX i ON t (public.chk(a))",
                    "CREATE INDEX j ON t (public.found(a))",
                    "CREATE MATERIALIZED VIEW m AS SELECT public.chk(a) FROM t",
                    "ALTER TABLE t ADD CONSTRAINT c CHECK (public.chk(a) <> '') NOT VALID",
                    "CREATE TABLE taken ()");
            target.execute("CREATE TABLE taken ()");
            PgDump.from(source.connectionSource()).format(format).to(archive);
            RestoreReport report = PgRestore.from(archive)
                    .into(target.connectionSource())
                    .returnFailures()
                    .run();
            assertThat(report.failures().stream()
                            .filter(failure -> failure.message().contains("topsecret")))
                    .hasSize(3);

            List<String> lines = new ArrayList<>();
            Execution execution = new Execution("restore", "", new Lines(lines), ProgressListener.none());
            report.failures().forEach(execution.listener()::failed);
            assertThat(lines).hasSize(report.failureCount()).noneMatch(line -> line.contains("topsecret"));
            assertThat(lines).anyMatch(line -> line.endsWith(": relation \"taken\" already exists"));
            assertThat(lines)
                    .anyMatch(line -> line.matches("restore: failure \\d+, SQLSTATE MY001(, at entry \\d+ INDEX i)?"));
        }
    }

    @Test
    void aRunIsNamedByItsEnds() {
        ConnectionSource source =
                ConnectionSource.of("postgresql://me:geheim@db.example:5433/shop", Map.of("HOME", "/nowhere"));
        assertThat(new Ends(source, folder.resolve("shop.dump")))
                .hasToString(" from host=db.example port=5433 dbname=shop user=me to " + folder.resolve("shop.dump"));
        ConnectionSource written = () -> null;
        assertThat(new Ends(written, OutputStream.nullOutputStream()))
                .hasToString(" from " + written.getClass().getName() + " to a stream");
        DiffSource dump = DiffSource.dump(Path.of("shop.dump"));
        assertThat(new Ends(dump, DiffSource.database(source))).asString().startsWith(" from shop.dump to host=");
        DataSource dataSource = source.toDataSource();
        assertThat(new Ends(ConnectionSource.of(dataSource), null))
                .asString()
                .startsWith(" from " + dataSource.getClass().getName() + "@");
        assertThat(new Ends(ConnectionSource.ofDatabases("shop", name -> dataSource), null))
                .hasToString(" from dbname=shop");
    }

    @Test
    void theLogSaysWhereARunFailed() {
        List<String> lines = new ArrayList<>();
        Execution refused = new Execution("dump", " to /full", new Lines(lines), ProgressListener.none());
        assertThatThrownBy(() -> refused.call(() -> {
                    throw new IOException("no directory");
                }))
                .isInstanceOf(IOException.class);
        TocEntry table = TocEntry.builder(1)
                .tag("t")
                .desc("TABLE")
                .section(Section.PRE_DATA)
                .build();
        Execution dropping = new Execution("restore", "", new Lines(lines), ProgressListener.none());
        assertThatThrownBy(() -> dropping.call(() -> {
                    dropping.listener().stageStarted(Stage.CONNECTING);
                    throw new ServerException("no", List.of(), "DROP TABLE t", table, null);
                }))
                .isInstanceOf(ServerException.class);
        assertThat(lines)
                .containsExactly(
                        "dump to /full begins",
                        "dump to /full failed before its first stage: java.io.IOException",
                        "restore begins",
                        "restore failed in stage PRE_DATA");
    }

    @Test
    void aRestoreThatEndsWithFailuresIsSummarized() {
        List<String> lines = new ArrayList<>();
        Execution execution = new Execution("restore", "", new Lines(lines), ProgressListener.none());
        RestoreReport report = new Report(7, 2, List.of(), 5, 100, Duration.ofSeconds(3));
        assertThatThrownBy(() -> execution.call(() -> {
                    throw new RestoreFailedException(report);
                }))
                .isInstanceOf(RestoreFailedException.class);
        assertThat(lines.get(1)).isEqualTo("restore ends: 7 entries, 5 rows, 2 failures in PT3S");
    }

    private record Report(
            int entries, int failureCount, List<RestoreFailure> failures, long rows, long dataBytes, Duration duration)
            implements RestoreReport {}

    /** A log in memory. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial")
        private final List<String> lines;

        Lines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            lines.add(MessageFormatter.basicArrayFormat(message, arguments));
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
