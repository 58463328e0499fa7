package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard streams that the caller has closed: the JVM must not reuse their descriptors for a file or socket. */
@NeedsRealClient
@EnabledOnOs(OS.LINUX)
class ClosedStreamsOracleTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "pg_dump, -s -d \"$0\" >&-",
        "pg_dump, -s -d \"$0\" -f out >&-",
        "pg_dump, -s -d \"$0\" -f /nonexistent/out >&-",
        "pg_dump, -s -a >&-",
        "pg_dump, --version >&-",
        "pg_dump, -s -d \"$0\" 2>&-",
        "pg_dump, -s -d \"$0\" >&- 2>&- <&-",
        "pg_dump, -s -d \"$0\" <&-",
        "pg_restore, -f - /nonexistent >&-",
        "pg_restore, --help >&-"
    })
    void areDetectedAlike(String program, String arguments) throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t (a int)");
            Result real = run(RealClient.require().program(program), arguments, database);
            Result ours = run(OurProgram.launcher(folder.resolve("ours"), program), arguments, database);
            assertThat(ours.stderr()).isEqualTo(real.stderr());
            assertThat(ours.exitCode()).isEqualTo(real.exitCode());
            ScriptDiff.assertSame(real.stdout(), ours.stdout());
        }
    }

    private Result run(Path program, String arguments, TestDatabase database) {
        return ProgramRun.of(
                Path.of("/bin/sh"),
                List.of("-c", "cd '" + folder + "'; exec '" + program + "' " + arguments, database.connectionString()),
                new byte[0],
                Map.of("JAVA_HOME", folder.resolve("ours").toString()));
    }
}
