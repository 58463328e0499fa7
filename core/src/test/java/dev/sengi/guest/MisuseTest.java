package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.Run;
import dev.sengi.ScriptFlag;
import dev.sengi.UsageException;
import dev.sengi.archive.Archive;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes and oddities of callers, which must not cause loss of data. */
class MisuseTest {
    @TempDir
    private Path folder;

    /** The first connection would drop the database, and there is no second one to restore into. */
    @Test
    void aSourceOfOneDatabaseCannotCreateDatabases() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE a AS SELECT 1 AS x");
            Path archive = folder.resolve("archive");
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            ConnectionSource one = TestServer.current().maintenance().dataSource()::getConnection;
            PgRestore restore =
                    PgRestore.from(archive).clean().ifExists().create().into(one);
            assertThatThrownBy(restore::run).isInstanceOf(UsageException.class);
            assertThatThrownBy(restore::start).isInstanceOf(UsageException.class);
            assertThat(database.value("SELECT x FROM a")).isEqualTo("1");
        }
    }

    /** A source need not know a database {@code postgres}, to which nothing connects. */
    @Test
    void aSourceNeedNotKnowEveryDatabase() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE a AS SELECT 1 AS x");
            Path archive = folder.resolve("archive");
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            ConnectionSource choosy = new Choosy(database, "postgres");
            PgRestore.from(archive).clean().ifExists().create().into(choosy).run();
            assertThat(database.value("SELECT x FROM a")).isEqualTo("1");
            byte[] script = """
                    --
                    -- PostgreSQL database dump
                    --

                    DROP DATABASE IF EXISTS nonesuch;

                    --
                    -- PostgreSQL database dump complete
                    --
                    """.getBytes(StandardCharsets.UTF_8);
            RestoreReport report = PgRestore.from(new ByteArrayInputStream(script))
                    .into(choosy)
                    .returnFailures()
                    .run();
            assertThat(report.failures()).isEmpty();
        }
    }

    /** Knows all databases except one. */
    private record Choosy(TestDatabase database, String unknown) implements ConnectionSource {
        @Override
        public Connection open() throws SQLException {
            return TestServer.current().maintenance().dataSource().getConnection();
        }

        @Override
        public ConnectionSource toDatabase(String dbname) {
            if (dbname.equals(unknown)) {
                throw new IllegalArgumentException("unknown database " + dbname);
            }
            return database.connectionSource();
        }
    }

    @Test
    void aDatabaseThatTheSourceDoesNotKnowIsNotDropped() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE a AS SELECT 1 AS x");
            Path archive = folder.resolve("archive");
            Path script = folder.resolve("script");
            PgDump dump = PgDump.from(database.connectionSource());
            dump.format(DumpFormat.CUSTOM).to(archive);
            dump.with(ScriptFlag.CREATE).with(ScriptFlag.CLEAN).to(script);
            ConnectionSource choosy = new Choosy(database, database.name());
            ConnectionSource forgetful = new ConnectionSource() {
                @Override
                public Connection open() throws SQLException {
                    return choosy.open();
                }

                @Override
                public ConnectionSource toDatabase(String dbname) {
                    return null;
                }
            };
            byte[] bytes = Files.readAllBytes(script);
            for (Supplier<PgRestore> restore : List.<Supplier<PgRestore>>of(
                    () -> PgRestore.from(archive).clean().create(),
                    () -> PgRestore.from(script),
                    () -> PgRestore.from(new ByteArrayInputStream(bytes)))) {
                assertThatThrownBy(() -> restore.get().into(choosy).run()).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> restore.get().into(forgetful).run())
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageStartingWith("the source has returned no source of connections to database");
                assertThat(database.value("SELECT x FROM a")).isEqualTo("1");
            }
        }
    }

    @Test
    void aSourceOpensAConnection() {
        PgDump dump = PgDump.from(() -> null);
        assertThatThrownBy(() -> dump.to(OutputStream.nullOutputStream()))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("the source has returned no connection");
        PgDump another = PgDump.from(ConnectionSource.ofDatabases("shop", name -> null));
        assertThatThrownBy(() -> another.to(OutputStream.nullOutputStream()))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("there is no data source for database \"shop\"");
        IllegalStateException own = new IllegalStateException("closed");
        PgDump failing = PgDump.from(() -> {
            throw own;
        });
        assertThatThrownBy(() -> failing.to(OutputStream.nullOutputStream())).isSameAs(own);
    }

    @Test
    void aDatabaseHasAName() {
        ConnectionSource uri = ConnectionSource.of("postgresql://postgres@localhost/shop");
        assertThatThrownBy(() -> uri.toDatabase("")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> uri.toDatabase(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aWaitMayBeEndless() throws Exception {
        try (Run<DumpReport> run = PgDump.from(
                        TestServer.current().sample(Samples.DEMO).connectionSource())
                .start(folder.resolve("dump"))) {
            assertThat(run.await(ChronoUnit.FOREVER.getDuration())).isTrue();
        }
    }

    /** A subclass of FileInputStream may read something other than the file. */
    @Test
    void aFileMayBeDecryptedWhileItIsRead() throws IOException {
        Path encrypted = folder.resolve("encrypted");
        PgDump.from(TestServer.current().sample(Samples.DEMO).connectionSource())
                .format(DumpFormat.CUSTOM)
                .to(encrypted);
        byte[] bytes = Files.readAllBytes(encrypted);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
        }
        Files.write(encrypted, bytes);
        try (FileInputStream file = new Decrypting(encrypted);
                Archive archive = Archive.open(file)) {
            assertThat(archive.entries()).isNotEmpty();
        }
    }

    private static final class Decrypting extends FileInputStream {
        Decrypting(Path file) throws IOException {
            super(file.toFile());
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read < 0 ? read : read ^ 1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            for (int i = offset; i < offset + count; i++) {
                bytes[i] ^= 1;
            }
            return count;
        }
    }
}
