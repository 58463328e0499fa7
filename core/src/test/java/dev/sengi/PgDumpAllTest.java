package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpAllFolder.Database;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract for dumps of a whole server, on this test's own server. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PgDumpAllTest {
    private static final int MOST_ROUND_TRIPS = 12;

    private static TestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startServer() {
        server = TestServer.startOwn(18);
        server.maintenance()
                .execute(
                        "CREATE ROLE sailor LOGIN PASSWORD 'x'",
                        "CREATE ROLE reader LOGIN",
                        "GRANT sailor TO reader",
                        "CREATE DATABASE first",
                        "CREATE DATABASE second");
        server.database("first").execute("CREATE TABLE t (a int)", "INSERT INTO t SELECT generate_series(1, 10)");
        server.database("second")
                .execute(
                        "CREATE TABLE u (a int)",
                        "INSERT INTO u SELECT generate_series(1, 100)",
                        "REVOKE ALL ON u FROM PUBLIC");
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    private static PgDumpAll dump() {
        return PgDumpAll.from(server.maintenance().connectionSource()).eachDatabase(each -> each.restrictKey("k"));
    }

    private static PgDumpAll archives() {
        return PgDumpAll.from(server.maintenance().connectionSource())
                .eachDatabase(each -> each.format(DumpFormat.CUSTOM));
    }

    @Test
    void aScriptHasEverythingAndAReportOfAllDatabases() throws Exception {
        Path file = folder.resolve("all.sql");
        List<String> databases = new ArrayList<>();
        DumpAllReport report = dump().onProgress(new ProgressListener() {
                    @Override
                    public void databaseStarted(String dbname) {
                        databases.add(dbname);
                    }

                    @Override
                    public void databaseFinished(String dbname) {
                        databases.add("end of " + dbname);
                    }
                })
                .to(file);
        assertThat(Files.readString(file))
                .contains("CREATE ROLE sailor;\n", "PASSWORD 'SCRAM-SHA-256$", "\\connect first\n", "\n100\n\\.\n")
                .endsWith("-- PostgreSQL database cluster dump complete\n--\n\n");
        assertThat(report.rows()).isEqualTo(110);
        assertThat(report.tables()).isEqualTo(2);
        assertThat(report.size()).isEqualTo(Files.size(file));
        assertThat(databases)
                .containsExactly(
                        "template1",
                        "end of template1",
                        "first",
                        "end of first",
                        "postgres",
                        "end of postgres",
                        "second",
                        "end of second");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertThat(dump().to(stream).sha256()).isEqualTo(report.sha256());
        assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
        assertThat(report.databases()).containsExactly("template1", "first", "postgres", "second");
        try (Run<DumpAllReport> run = dump().start(folder.resolve("again.sql"))) {
            assertThat(run.await().rows()).isEqualTo(110);
            // The progress is that of the last database.
            assertThat(run.progress())
                    .hasValueSatisfying(progress -> assertThat(progress.rows()).isEqualTo(100));
        }
    }

    private static int entries(Path archive) throws IOException {
        try (Archive opened = Archive.open(archive)) {
            return opened.entries().size();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void aFolderHasAnArchiveOfEachDatabase(DumpFormat format) throws IOException {
        Path all = folder.resolve("all");
        DumpAllReport report = PgDumpAll.from(server.maintenance().connectionSource())
                .eachDatabase(each -> each.format(format).jobs(2))
                .excludeDatabase("postgres")
                .to(all);
        assertThat(report.rows()).isEqualTo(110);
        assertThat(report.databases()).containsExactly("template1", "first", "second");
        String oid = server.maintenance().value("SELECT oid FROM pg_database WHERE datname = 'second'");
        assertThat(Files.readAllLines(all.resolve("map.dat")))
                .filteredOn(line -> !line.startsWith("#"))
                .contains(oid + " second")
                .noneMatch(line -> line.endsWith(" postgres"));
        String suffix = format == DumpFormat.CUSTOM ? ".dmp" : format == DumpFormat.TAR ? ".tar" : "";
        assertThat(script(all.resolve("databases").resolve(oid + suffix)))
                .contains("CREATE TABLE public.u (", "\n100\n");
        assertThat(script(all.resolve("toc.glo")))
                .contains("CREATE ROLE sailor;\n", "GRANT sailor TO reader")
                .doesNotContain("NOSUPERUSER", "GRANTED BY");

        assertThat(DumpAllFolder.isComplete(all)).isTrue();
        DumpAllFolder opened = DumpAllFolder.open(all);
        int entries = 0;
        for (Database each : opened.databases()) {
            entries += entries(each.archive());
        }
        assertThat(report.entries()).isEqualTo(entries + entries(opened.globals()));
        assertThat(opened.globals()).isEqualTo(all.resolve("toc.glo"));
        assertThat(opened.databases()).extracting(Database::name).containsExactly("template1", "first", "second");
        assertThat(opened.databases()).extracting(Database::oid).contains(Long.parseLong(oid));
        assertThat(opened.archive("second")).contains(all.resolve("databases").resolve(oid + suffix));
        assertThat(opened.archive("postgres")).isEmpty();
        assertThatThrownBy(() -> opened.databases().clear()).isInstanceOf(UnsupportedOperationException.class);

        Files.writeString(all.resolve("map.dat"), "999999 lost\n", StandardOpenOption.APPEND);
        assertThat(DumpAllFolder.open(all).archive("lost"))
                .contains(all.resolve("databases").resolve("999999" + suffix));
    }

    @Test
    void aFolderIsRestoredIntoAnotherServer() throws IOException {
        Path all = folder.resolve("all");
        archives().excludeDatabase("postgres").excludeDatabase("template1").to(all);
        DumpAllFolder opened = DumpAllFolder.open(all);
        TestServer target = TestServer.startOwn(18);
        try {
            ConnectionSource into = target.maintenance().connectionSource();
            PgRestore.from(opened.globals()).returnFailures().into(into).run();
            for (Database database : opened.databases()) {
                PgRestore.from(database.archive())
                        .with(ScriptFlag.CREATE)
                        .into(into)
                        .run();
            }
            assertThat(script(target)).isEqualTo(script(server));
        } finally {
            target.stop();
        }
    }

    private static String script(TestServer of) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDumpAll.from(of.maintenance().connectionSource())
                .eachDatabase(each -> each.restrictKey("k"))
                .to(script);
        return script.toString(StandardCharsets.UTF_8);
    }

    @Test
    void damagedFoldersAreRefused() throws IOException {
        Path all = folder.resolve("all");
        assertThat(DumpAllFolder.isComplete(all)).isFalse();
        archives().to(all);
        Path map = all.resolve("map.dat");
        Files.writeString(map, "\n# a comment\n999999 lost\n");
        Path lost = DumpAllFolder.open(all).archive("lost").orElseThrow();
        assertThat(lost).isEqualTo(all.resolve("databases/999999.dmp"));
        assertThatThrownBy(() -> PgRestore.from(lost).toScript(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("could not open input file \"" + lost + "\": No such file or directory");
        for (String line : List.of("first", "x first", " first", "-1 first")) {
            Files.writeString(map, line);
            assertThatThrownBy(() -> DumpAllFolder.open(all))
                    .isInstanceOf(ArchiveFormatException.class)
                    .hasMessage("invalid line in \"" + map + "\": " + line);
        }
        Files.delete(all.resolve("toc.glo"));
        assertThat(DumpAllFolder.isComplete(all)).isFalse();
    }

    private static String script(Path archive) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgRestore.from(archive).toScript(script);
        return script.toString(StandardCharsets.UTF_8);
    }

    /** The reader may connect to the second database, the last one, but not read its table. */
    @ParameterizedTest
    @EnumSource
    void aFailedDumpLeavesNothing(DumpFormat format) throws IOException {
        PgDumpAll failing = PgDumpAll.from(server.maintenance().connectionSource("reader"))
                .eachDatabase(each -> each.format(format).excludeTable("t"))
                .noRolePasswords();
        assertThatThrownBy(() -> failing.to(folder.resolve("new")))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("permission denied for table u");
        assertThat(folder).isEmptyDirectory();
        if (format == DumpFormat.PLAIN) {
            Path earlier = Files.writeString(folder.resolve("earlier"), "kept");
            assertThatThrownBy(() -> failing.to(earlier)).isInstanceOf(ServerException.class);
            assertThat(earlier).hasContent("kept");
        } else {
            Path empty = Files.createDirectory(folder.resolve("empty"));
            assertThatThrownBy(() -> failing.to(empty)).isInstanceOf(ServerException.class);
            assertThat(empty).isEmptyDirectory();
        }
    }

    @Test
    void aFolderWithFilesIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        PgDumpAll archives = PgDumpAll.from(server.maintenance().connectionSource())
                .eachDatabase(each -> each.format(DumpFormat.CUSTOM));
        assertThatThrownBy(() -> archives.to(folder)).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aCancelledDumpLeavesNothing() {
        Path file = folder.resolve("all.sql");
        List<Run<?>> runs = new ArrayList<>();
        PgDumpAll cancelled = dump().onProgress(new ProgressListener() {
            @Override
            public void entryStarted(TocEntry entry) {
                synchronized (runs) {
                    runs.get(0).cancel();
                }
            }
        });
        synchronized (runs) {
            runs.add(cancelled.start(file));
        }
        assertThatThrownBy(() -> runs.get(0).await()).isInstanceOf(CancelledException.class);
        assertThat(folder).isEmptyDirectory();
    }

    /** Whatever the dump's encoding, its folder names the databases as the server does. */
    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "LATIN1", "UTF8"})
    void namesOfDatabasesSurviveEveryEncoding(String encoding) throws Exception {
        List<String> names = List.of("\u00e9", "\u00fc");
        names.forEach(name -> server.maintenance().execute("CREATE DATABASE \"" + name + "\""));
        try {
            PgDumpAll dump = archives().eachDatabase(each -> each.encoding(encoding));
            dump.to(folder.resolve("server"));
            assertThat(DumpAllFolder.open(folder.resolve("server")).databases())
                    .extracting(Database::name)
                    .contains("\u00e9", "\u00fc", "first");
        } finally {
            names.forEach(name -> server.maintenance().execute("DROP DATABASE \"" + name + "\""));
        }
    }

    @Test
    void onlyTheOptionsForEachDatabaseAreTaken() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PgDumpAll.from(server.maintenance().connectionSource())
                .eachDatabase(each -> PgDump.from("host=/nowhere").restrictKey("k"))
                .to(all);
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo(script(server));
    }

    @Test
    void aDataSourcePerDatabaseSuffices() throws IOException {
        ConnectionSource source = ConnectionSource.ofDatabases(
                "postgres", dbname -> server.database(dbname).dataSource());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PgDumpAll.from(source).eachDatabase(each -> each.restrictKey("k")).to(all);
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo(script(server));

        Path archive = folder.resolve("first");
        PgDump.from(source.toDatabase("first")).format(DumpFormat.CUSTOM).to(archive);
        PgRestore.from(archive).create().clean().into(source).run();
        assertThat(server.database("first").value("SELECT count(*) FROM t")).isEqualTo("10");
    }

    /** A dump of a server must not contain one database several times, under the names of others. */
    @Test
    void everyConnectionMustLeadToTheDatabaseThatWasAskedFor() throws IOException {
        DataSource one = server.maintenance().dataSource();
        ConnectionSource written = new ConnectionSource() {
            @Override
            public Connection open() throws SQLException {
                return one.getConnection();
            }

            @Override
            public ConnectionSource toDatabase(String dbname) {
                return one::getConnection;
            }
        };
        for (ConnectionSource source : List.of(ConnectionSource.ofDatabases("postgres", dbname -> one), written)) {
            assertThatThrownBy(() -> PgDumpAll.from(source).to(folder.resolve("server")))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("the source has connected to database \"postgres\" instead of \"template1\"");
            assertThat(folder).isEmptyDirectory();
        }
        assertThatThrownBy(() -> PgDump.from(ConnectionSource.ofDatabases("first", dbname -> one))
                        .to(folder.resolve("first")))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("the source has connected to database \"postgres\" instead of \"first\"");
    }

    @Test
    void aCreatedDatabaseIsNotRestoredIntoAnotherOne() throws IOException {
        Path archive = folder.resolve("archive");
        server.maintenance().execute("CREATE DATABASE astray");
        try {
            server.database("astray").execute("CREATE TABLE stray ()");
            PgDump.from(server.database("astray").connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .to(archive);
            DataSource one = server.maintenance().dataSource();
            PgRestore restore = PgRestore.from(archive)
                    .create()
                    .clean()
                    .returnFailures()
                    .into(ConnectionSource.ofDatabases("postgres", dbname -> one));
            for (int jobs : List.of(1, 2)) {
                assertThatThrownBy(() -> restore.jobs(jobs).run())
                        .isInstanceOf(ConnectionException.class)
                        .hasMessage("the source has connected to database \"postgres\" instead of \"astray\"");
            }
            assertThat(server.maintenance().value("SELECT count(*) FROM pg_class WHERE relname = 'stray'"))
                    .isEqualTo("0");
        } finally {
            server.maintenance().execute("DROP DATABASE astray");
        }
    }

    @Test
    void globalsNeedNoOtherDatabase() throws IOException {
        ConnectionSource one = ConnectionSource.of(server.maintenance().dataSource());
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDumpAll.from(one).globalsOnly().to(script);
        assertThat(script.toString(StandardCharsets.UTF_8))
                .contains("CREATE ROLE sailor")
                .doesNotContain("\\connect");
        assertThatThrownBy(() -> PgDumpAll.from(one).to(new ByteArrayOutputStream()))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot dump all databases: the connection source can reach only one database");
    }

    @Test
    void contradictionsAreRefusedBeforeConnecting() {
        PgDumpAll nowhere = PgDumpAll.from(() -> {
            throw new AssertionError("connected");
        });
        Path file = folder.resolve("never");
        for (PgDumpAll refused : List.of(
                nowhere.globalsOnly().with(DumpAllFlag.ROLES_ONLY),
                nowhere.with(DumpAllFlag.ROLES_ONLY).with(DumpAllFlag.TABLESPACES_ONLY),
                nowhere.globalsOnly().excludeDatabase("x"),
                nowhere.eachDatabase(each -> each.schemaOnly().dataOnly()),
                nowhere.eachDatabase(each -> each.snapshot("00000003-1")))) {
            assertThatThrownBy(() -> refused.to(file)).isInstanceOf(UsageException.class);
            assertThatThrownBy(() -> refused.start(file)).isInstanceOf(UsageException.class);
        }
        PgDumpAll archives = nowhere.eachDatabase(each -> each.format(DumpFormat.TAR));
        assertThatThrownBy(() -> archives.to(new ByteArrayOutputStream()))
                .isInstanceOf(UsageException.class)
                .hasMessage("no output directory specified");
    }

    @Test
    void manyRolesTakeNoMoreRoundTrips() throws IOException {
        server.maintenance()
                .execute(IntStream.range(0, 200)
                        .mapToObj(i -> "CREATE ROLE many" + i + "; ALTER ROLE many" + i
                                + " SET work_mem = '4MB'; GRANT many" + i + " TO sailor")
                        .toArray(String[]::new));
        try (RoundTrips proxy = new RoundTrips(server.maintenance())) {
            PgDumpAll.from(proxy.connectionString()).globalsOnly().to(new ByteArrayOutputStream());
            assertThat(proxy.count()).isLessThan(MOST_ROUND_TRIPS);
        }
    }
}
