package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.PgRestore;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything before the damage in an archive is restored. */
@NeedsRealClient
class TruncatedTarInteropTest {
    private static final int TABLES = 12;
    /** Position of {@code ustar} in a header. */
    private static final int MAGIC = 257;

    @TempDir
    private Path folder;

    private byte[] whole;

    @BeforeEach
    void dump() throws IOException {
        Path tar = folder.resolve("whole.tar");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            for (int i = 10; i < 10 + TABLES; i++) {
                source.execute("CREATE TABLE t" + i + " AS SELECT g AS a FROM generate_series(1, " + 40 * i + ") AS g");
            }
            RealClient.require()
                    .run("pg_dump", "-Ft", "-d", source.connectionString(), "-f", tar.toString())
                    .assertSuccess();
        }
        whole = Files.readAllBytes(tar);
    }

    /** If a member is truncated, the real pg_restore never terminates. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12})
    void whatComesBeforeABrokenHeaderIsRestored(int member) throws IOException {
        Path tar = folder.resolve("cut.tar");
        Files.write(tar, Arrays.copyOf(whole, header(member) + 204));
        try (TestDatabase ours = TestServer.current().createDatabase();
                TestDatabase theirs = TestServer.current().createDatabase()) {
            String expected = RestoreOracle.realRestore(theirs, tar, "", "postgres");
            assertThatThrownBy(() ->
                            PgRestore.from(tar).into(ours.connectionSource()).run())
                    .isInstanceOf(ArchiveFormatException.class)
                    .satisfies(e -> assertThat("pg_restore: error: " + e.getMessage() + "\nexit code 1")
                            .isEqualTo(expected));
            RestoreOracle.assertSameContent(theirs, ours);
            assertThat(ours.column("SELECT relname FROM pg_class WHERE relkind = 'r' AND oid >= 16384"))
                    .hasSize(TABLES);
        }
    }

    /** Returns the position of a member's header. */
    private int header(int member) {
        String bytes = new String(whole, StandardCharsets.ISO_8859_1);
        int magic = 0;
        for (int i = 0; i < member; i++) {
            magic = bytes.indexOf("ustar", magic + 1);
        }
        return magic - MAGIC;
    }
}
