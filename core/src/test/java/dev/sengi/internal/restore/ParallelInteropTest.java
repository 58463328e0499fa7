package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parallel restores, compared with the real pg_restore. */
@NeedsRealClient
class ParallelInteropTest {
    private static final String BROKEN_TABLE = "CREATE SCHEMA s; CREATE TABLE s.a (x int, y int)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objects",
                "objects:-Z zstd",
                "objects:--inserts",
                "objects:--load-via-partition-root",
                "objects:-Fd",
                "objects:-Fd -Z lz4",
                "objects:-s",
                "objects:-a",
                "chinook"
            })
    void archivesProduceTheSameDatabase(String archive) throws IOException {
        RestoreOracle.assertSameInAnyOrder(TestServer.current(), archive, "-j2", "", "postgres");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-j1",
                "-j4",
                "-j3 -O -x",
                "-j2 -s",
                "-j2 --section=pre-data --section=data",
                "-j2 --section=post-data",
                "-j2 -c",
                "-j2 -c --if-exists",
                "-j2 -t plain -t child",
                "-j2 -n app",
                "-j2 --role=restore_alex",
                "-j2 --use-set-session-authorization",
                "-j2 --transaction-size=5",
                "-j2 -a --disable-triggers"
            })
    void optionsProduceTheSameDatabase(String options) throws IOException {
        RestoreOracle.assertSameInAnyOrder(TestServer.current(), "objects", options, "", "postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j2", "-j2 -O", "-j2 -c", "-j2 -O -e", "-j2 -c --no-data-for-failed-tables"})
    void missingOwnersAreReported(String options) throws IOException {
        RestoreOracle.assertSameInAnyOrder(TestServer.current(), "owners", options, "", "postgres");
    }

    @ParameterizedTest
    @CsvSource({"owners, -j2", "owners, -j2 -O --no-data-for-failed-tables", "owners, -j2 -a", "owners:--inserts, -j2"})
    void existingTablesAreReported(String archive, String options) throws IOException {
        RestoreOracle.assertSameInAnyOrder(TestServer.current(), archive, options, BROKEN_TABLE, "postgres");
    }

    @ParameterizedTest
    @CsvSource({"objects, -j2", "owners, -j2 -O"})
    void anUnprivilegedRoleRestoresWhatItMay(String archive, String options) throws IOException {
        createPlainRole();
        RestoreOracle.assertSameInAnyOrder(TestServer.current(), archive, options, "", "restore_plain");
    }

    private static void createPlainRole() {
        TestServer.current()
                .maintenance()
                .execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'restore_plain') THEN"
                        + " CREATE ROLE restore_plain LOGIN; END IF; END $$");
    }

    /** The comment is on a constraint that only its parent's entry creates. */
    @Test
    void commentsOnInheritedConstraints(@TempDir Path folder) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE parent AS SELECT a FROM generate_series(1, 100000) a",
                    "CREATE TABLE child () INHERITS (parent)",
                    "ALTER TABLE parent ADD CONSTRAINT k CHECK (a > 0) NOT VALID",
                    "ALTER TABLE child RENAME TO younger",
                    "COMMENT ON CONSTRAINT k ON younger IS 'kept'");
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            PgRestore.from(archive).jobs(3).into(target.connectionSource()).run();
            RestoreOracle.assertSameContent(source, target);
        }
    }

    /**
     * The real program rejects streams and tar archives, and its sessions may deadlock when they attach partitions'
     * indexes. So the reference is the result of a single session.
     */
    @ParameterizedTest
    @CsvSource({
        "objects:-Fc, true",
        "objects:-Ft, true",
        "objects:-Ft, false",
        "objects:-Fc --inserts, true",
        "pagila:-Fc, true",
        "pagila, false",
        "demo, false",
        "demo, true"
    })
    void severalSessionsProduceWhatOneProduces(String name, boolean stream) throws IOException {
        Path archive = RestoreArchives.of(name);
        TestServer server = TestServer.current();
        try (TestDatabase ours = server.createDatabase();
                TestDatabase theirs = server.createDatabase()) {
            RealClient.require()
                    .run("pg_restore", "-d", theirs.connectionString(), archive.toString())
                    .assertSuccess();
            try (InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(archive))) {
                PgRestore restore = stream ? PgRestore.from(bytes) : PgRestore.from(archive);
                assertThat(restore.jobs(3).into(ours.connectionSource()).run().failureCount())
                        .isZero();
            }
            RestoreOracle.assertSameContent(theirs, ours);
        }
    }

    /** As above, for a role that may not create all objects. */
    @Test
    void severalSessionsOfAnUnprivilegedRoleProduceWhatOneProduces() throws IOException {
        Path archive = RestoreArchives.of("pagila");
        TestServer server = TestServer.current();
        createPlainRole();
        try (TestDatabase ours = RestoreOracle.prepared(server, "", "restore_plain");
                TestDatabase theirs = RestoreOracle.prepared(server, "", "restore_plain")) {
            RestoreOracle.realRestore(theirs, archive, "", "restore_plain");
            RestoreOracle.ourRestore(ours, archive, "-j2", "restore_plain");
            RestoreOracle.assertSameContent(theirs, ours);
        }
    }

    @Test
    void aDamagedArchiveEndsAllWorkers(@TempDir Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(RestoreArchives.of(Samples.DEMO));
        Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (TestDatabase ours = TestServer.current().createDatabase()) {
            MessageLog log = new MessageLog(false);
            PgRestore restore =
                    PgRestore.from(cut).jobs(3).into(ours.connectionSource()).onProgress(log);
            org.assertj.core.api.Assertions.assertThatThrownBy(restore::run).isInstanceOf(IOException.class);
            assertThat(log.toString()).contains("error: could not");
        }
    }
}
