package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that the system rejects, such as a file's name that ends with a slash: no other file is used instead. */
@NeedsRealClient
class FileNamesOracleTest {
    private static final String PRECIOUS = "precious";

    @TempDir
    private Path folder;

    private static TestDatabase database;
    private static byte[] archive;

    @BeforeAll
    static void dump() throws IOException {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT 1 AS a");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(bytes);
        archive = bytes.toByteArray();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("file"), PRECIOUS);
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Files.write(folder.resolve("archive"), archive);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_dump -s -d # -f @/file/",
                "pg_dump -s -d # -f @/new/",
                "pg_dump -s -d # -f @/folder/",
                "pg_dump -s -d # -f @/no/new/",
                "pg_dump -s -d # -f @/loop",
                "pg_dump -Fc -d # -f @/file/",
                "pg_dump -Fc -d # -f @/new/",
                "pg_dump -Ft -d # -f @/file/",
                "pg_dump -Fd -d # -f @/file/",
                "pg_dump -Fd -d # -f @/file/new",
                "pg_dump -Fd -d # -f @/no/new",
                "pg_dump -Fd -d # -f @/loop",
                "pg_dump -Fd -d # -f @/loop/new",
                "pg_dump -Fd -d # -f @/LONG",
                "pg_dump -Fc -d # -f @/file/new",
                "pg_dump -Fc -d # -f @/loop",
                "pg_dump -Fc -d # -f @/LONG",
                "pg_dump -s -d # -f @/LONG",
                "pg_dump -s -d # --filter=@/file/",
                "pg_dump -s -d # --filter=@/new/",
                "pg_dumpall -g -d # -f @/file/",
                "pg_dumpall -g -d # -f @/new/",
                "pg_restore -f @/file/ @/archive",
                "pg_restore -f @/new/ @/archive",
                "pg_restore -l -f @/file/ @/archive",
                "pg_restore -l -f @/no/new/ @/archive",
                "pg_restore -l @/archive/",
                "pg_restore -l -Fc @/archive/",
                "pg_restore -l -Ft @/archive/",
                "pg_restore -l -Fd @/archive/",
                "pg_restore -l @/new/",
                "pg_restore -l -L @/file/ @/archive",
                "pg_restore -l --filter=@/file/ @/archive",
                "pg_restore -l ~",
                "pg_restore -l -Fc ~",
                "pg_restore -l -Fd ~"
            })
    void areRefusedAlike(String line) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(line.replace("@", folder.toString())
                .replace("#", database.connectionString())
                .replace("LONG", "x".repeat(300))
                .split(" ")));
        arguments.replaceAll(argument -> argument.equals("~") ? "" : argument);
        String program = arguments.remove(0);
        List<Path> before = files();
        Result real = RealClient.require().run(program, arguments, new byte[0]);
        Result ours = CommandOracle.run(program, arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr()).isNotEmpty();
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        assertThat(files()).isEqualTo(before);
        assertThat(folder.resolve("file")).hasContent(PRECIOUS);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
