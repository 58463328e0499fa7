package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions throw the same exception as one session, with the same information. */
class SeveralSessionsErrorTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        for (int i = 0; i < 4; i++) {
            database.execute("CREATE TABLE t" + i + " AS SELECT md5(j::text) AS t FROM generate_series(1, 5000) j");
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private Path archive() throws IOException {
        Path archive = folder.resolve("archive");
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        return archive;
    }

    @Test
    void aDamagedArchive() throws IOException {
        byte[] bytes = Files.readAllBytes(archive());
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 20));
        for (int jobs : new int[] {1, 3}) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                PgRestore restore = PgRestore.from(cut).jobs(jobs).into(target.connectionSource());
                assertThat(catchThrowable(restore::run))
                        .isInstanceOf(ArchiveFormatException.class)
                        .hasMessageStartingWith("could not read");
            }
        }
    }

    @Test
    void aFailedStatement() throws IOException {
        Path archive = archive();
        for (int jobs : new int[] {1, 3}) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                target.execute("CREATE TABLE t2 (t text CHECK (t < 'x'))", "INSERT INTO t2 VALUES ('a')");
                target.execute("ALTER TABLE t2 ADD CHECK (t IS NULL) NOT VALID");
                PgRestore restore = PgRestore.from(archive)
                        .jobs(jobs)
                        .dataOnly()
                        .exitOnError()
                        .includeTable("t2")
                        .into(target.connectionSource());
                assertThat(catchThrowable(restore::run)).isInstanceOfSatisfying(ServerException.class, error -> {
                    assertThat(error).hasMessageContaining("violates check constraint");
                    assertThat(error.sqlState()).hasValue("23514");
                    assertThat(error.statement())
                            .hasValueSatisfying(sent -> assertThat(sent).startsWith("COPY public.t2 "));
                    assertThat(error.entry())
                            .hasValueSatisfying(entry -> assertThat(entry.tag()).isEqualTo("t2"));
                    assertThat(error.stage()).hasValue(Stage.DATA);
                });
            }
        }
    }

    @Test
    void aRefusedTable() throws IOException {
        database.execute(
                "CREATE ROLE several_reader LOGIN",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO several_reader",
                "ALTER TABLE t1 ENABLE ROW LEVEL SECURITY");
        try {
            for (int jobs : new int[] {1, 3}) {
                PgDump dump =
                        PgDump.from(database.connectionSource("several_reader")).jobs(jobs);
                assertThat(catchThrowable(() -> dump.to(folder.resolve("refused"))))
                        .isInstanceOfSatisfying(ServerException.class, error -> {
                            assertThat(error).hasMessageContaining("row-level security policy for table \"t1\"");
                            assertThat(error.sqlState()).hasValue("42501");
                            assertThat(error.statement())
                                    .hasValueSatisfying(sent -> assertThat(sent).startsWith("COPY public.t1 "));
                        });
            }
        } finally {
            database.execute(
                    "ALTER TABLE t1 DISABLE ROW LEVEL SECURITY",
                    "DROP OWNED BY several_reader",
                    "DROP ROLE several_reader");
        }
    }
}
