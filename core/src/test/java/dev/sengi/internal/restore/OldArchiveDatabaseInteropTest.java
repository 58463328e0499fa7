package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of old versions restored into databases: content and messages. */
@NeedsRealClient
class OldArchiveDatabaseInteropTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> versionsAndOptions() {
        return IntStream.rangeClosed(0, 16)
                .boxed()
                .flatMap(minor -> optionsFor(minor).map(options -> Arguments.of(minor, options)));
    }

    private static Stream<String> optionsFor(int minor) {
        if (TestServer.isThorough()) {
            return Stream.of("-v", "-c -v", "-a -1");
        }
        return Stream.of("-v", minor % 2 == 0 ? "-c -v" : "-a -1");
    }

    @ParameterizedTest
    @MethodSource("versionsAndOptions")
    void everyVersionProducesTheSameDatabase(int minor, String options) throws IOException {
        assertSame(minor, options, "SELECT");
    }

    /**
     * Without 12 to 15: there, a large object that no entry creates ends the restore, whatever the other session has
     * done so far.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 5, 7, 8, 9, 10, 11, 16})
    void severalSessionsProduceTheSameDatabase(int minor) throws IOException {
        assertSame(minor, "-j2", "SELECT");
    }

    /** Messages differ for tar archives, which report each large object twice. */
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 15, 16})
    void tarsProduceTheSameDatabase(int minor) throws IOException {
        Path tar = Files.write(folder.resolve("old.tar"), OldArchive.tar(minor));
        assertSame(tar, "-v", "SELECT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-c -v", "-c --if-exists -v"})
    void existingLargeObjectsAreErrorsOrDropped(String options) throws IOException {
        for (int minor : new int[] {11, 12}) {
            assertSame(minor, options, "SELECT lo_from_bytea(4711, 'former')");
        }
    }

    private void assertSame(int minor, String options, String setUp) throws IOException {
        byte[] bytes = OldArchive.fill(minor, ArchiveBytes.version(minor)).bytes();
        assertSame(Files.write(folder.resolve("old.dump"), bytes), options, setUp);
    }

    private static void assertSame(Path file, String options, String setUp) throws IOException {
        TestServer server = TestServer.current();
        server.maintenance()
                .execute("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ann') THEN"
                        + " CREATE ROLE ann; END IF; END $$");
        try (TestDatabase ours = server.createDatabase();
                TestDatabase theirs = server.createDatabase()) {
            ours.execute(setUp);
            theirs.execute(setUp);
            String expected = realRestore(theirs, file, options);
            assertThat(messages(ourRestore(ours, file, options), options)).isEqualTo(messages(expected, options));
            ScriptDiff.assertSame(dump(theirs), dump(ours));
        }
    }

    /** Several sessions report in any order. */
    private static List<String> messages(String text, String options) {
        return options.startsWith("-j") ? RestoreOracle.messages(text) : List.of(text);
    }

    private static String realRestore(TestDatabase target, Path archive, String options) {
        List<String> args = new ArrayList<>(RestoreOptionText.words(options));
        args.addAll(List.of("-d", target.connectionString(), archive.toString()));
        Result result = RealClient.require().run("pg_restore", args.toArray(String[]::new));
        return result.stderr() + "exit code " + result.exitCode();
    }

    private static String ourRestore(TestDatabase target, Path archive, String options) throws IOException {
        MessageLog log = new MessageLog(RestoreOptionText.words(options).contains("-v"));
        PgRestore restore =
                RestoreOptionText.apply(options, PgRestore.from(archive)).onProgress(log);
        int exitCode;
        try {
            exitCode = restore.into(target.connectionSource()).run().failureCount() == 0 ? 0 : 1;
        } catch (SengiException e) {
            log.fatal(e);
            exitCode = 1;
        }
        return log + "exit code " + exitCode;
    }

    private static byte[] dump(TestDatabase database) {
        return RealClient.require()
                .run("pg_dump", "-d", database.connectionString())
                .assertSuccess()
                .stdout();
    }
}
