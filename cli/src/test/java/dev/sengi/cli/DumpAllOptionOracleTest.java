package dev.sengi.cli;

import dev.sengi.testing.NeedsRealClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines of pg_dumpall that fail before a server is contacted, or because none answers. */
@NeedsRealClient
class DumpAllOptionOracleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-",
                "--d",
                "--s",
                "--r",
                "--e",
                "--no-s",
                "--l",
                "--u",
                "--i",
                "--verson",
                "-X",
                "--superuser",
                "--data-only=x",
                "operand",
                "-g -r",
                "-g -t",
                "-r -t",
                "-g -r -t",
                "--if-exists",
                "--if-exists -r -t",
                "--exclude-database=x -g",
                "--exclude-database=x -r -t",
                "--restrict-key=,",
                "--restrict-key=",
                "--filter=/nowhere",
                "-g -? ",
                "-g -V",
                "-h /nowhere",
                "-h /nowhere -l x",
                "-h /nowhere -d x",
                "-d host=/nowhere",
                "-d postgresql://localhost/x?z=1",
                "-d user=x -h /nowhere",
                "-w -h /nowhere"
            })
    void messagesAreTheSame(String arguments) {
        CommandOracle.assertSame("pg_dumpall", List.of(arguments.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include database x",
                "exclude table x",
                "exclude database",
                "remove database x",
                "exclude thing x",
                "include schema x",
                "# nothing\n\nexclude database \"x",
                "exclude database a*\nexclude"
            })
    void filterFilesAreRefusedAlike(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("filter"), content + "\n");
        CommandOracle.assertSame("pg_dumpall", List.of("--filter", file.toString(), "-h", "/nowhere"));
    }
}
