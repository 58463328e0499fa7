package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server message raised while a command is parsed shows the position in that command, although many commands are sent
 * together.
 */
@NeedsRealClient
class NoticeOracleTest {
    private static final String DEFINITION = "CREATE TABLE public.xxxxxxxxxxxxx (";
    /** Of the same length as the definition; the server warns about the syntax before it executes anything. */
    private static final String DEPRECATED = "CREATE GLOBAL TEMP TABLE xxxxxxxx (";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "-c --if-exists"})
    void placesAreShown(String options) throws IOException {
        Path archive = archive();
        List<String> messages = new ArrayList<>();
        for (boolean real : new boolean[] {true, false}) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                List<String> arguments = new ArrayList<>(List.of("-v", "-s", "-O", "-d", target.connectionString()));
                arguments.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
                arguments.add(archive.toString());
                Result result = real
                        ? RealClient.require().run("pg_restore", arguments, new byte[0])
                        : CommandOracle.run("pg_restore", arguments, Map.of());
                messages.add(result.stderr());
            }
        }
        assertThat(messages.get(1)).isEqualTo(messages.get(0)).contains("LINE 1: CREATE GLOBAL TEMP TABLE");
    }

    /** A line of a command may look like a message. */
    @Test
    void linesOfCommandsAreNotMessages() {
        String archive = folder.resolve("archive").toString();
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT $$\nhint: a\ndetail: b$$'");
            RealClient.require().run("pg_dump", "-Fc", "-f", archive, "-d", source.connectionString());
            CommandOracle.assertSame("pg_restore", List.of("-d", source.connectionString(), archive));
        }
    }

    private Path archive() throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute("CREATE TABLE a (é int); CREATE TABLE xxxxxxxxxxxxx (a int); CREATE TABLE z (a int)");
            RealClient.require()
                    .run("pg_dump", "-Fc", "-Z0", "-O", "-f", archive.toString(), "-d", source.connectionString());
        }
        String bytes = Files.readString(archive, StandardCharsets.ISO_8859_1);
        assertThat(bytes).containsOnlyOnce(DEFINITION);
        Files.writeString(archive, bytes.replace(DEFINITION, DEPRECATED), StandardCharsets.ISO_8859_1);
        return archive;
    }
}
