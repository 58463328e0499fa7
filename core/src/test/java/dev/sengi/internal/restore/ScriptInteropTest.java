package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and lists of the real pg_restore, and ours from the same archives. */
@NeedsRealClient
class ScriptInteropTest {
    private static final String COMPLETED = "(?m)^-- Completed on .*$";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-v",
                "-s",
                "-a",
                "-O",
                "-O -x",
                "-O -v",
                "-c",
                "-c --if-exists",
                "-c --if-exists -O -x",
                "-C",
                "-C -c",
                "-C -c --if-exists -v",
                "-1",
                "-1 -a",
                "-e",
                "--transaction-size=1",
                "--transaction-size=2 -a",
                "--transaction-size=3 -c --if-exists -v",
                "--transaction-size=7 -C -c",
                "--transaction-size=7 -C -O",
                "--transaction-size=1000",
                "--disable-triggers",
                "--disable-triggers -a",
                "--disable-triggers -a -S boss",
                "--use-set-session-authorization",
                "--use-set-session-authorization -c",
                "--use-set-session-authorization -a --disable-triggers",
                "--use-set-session-authorization -a --disable-triggers -S x",
                "--section=pre-data",
                "--section=data",
                "--section=post-data",
                "--section=pre-data --section=data",
                "-n app",
                "-n app -n public",
                "-n odd_schema",
                "-N app",
                "-n nope",
                "-t t",
                "-t t -v",
                "-t t -s",
                "-t v",
                "-t plain -t child",
                "-n public -t child",
                "-n public -t t",
                "-I mv_c_idx",
                "-P f(integer,_text)",
                "-P f(integer)",
                "-T t_trg",
                "-T trg",
                "--no-comments",
                "--no-policies",
                "--no-publications",
                "--no-subscriptions",
                "--no-security-labels",
                "--no-tablespaces",
                "--no-table-access-method",
                "--enable-row-security",
                "--role=bobby",
                "--strict-names -n app -t t",
                "--strict-names -t nope",
                "--strict-names -n nope -t nope",
                "--strict-names -P nope",
                "--strict-names -I nope",
                "--strict-names -T nope"
            })
    void optionsProduceTheSameScriptAndList(String options) throws IOException {
        assertSame(RestoreArchives.of("objects"), options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objects:-Z none",
                "objects:-Z gzip:9",
                "objects:-Z lz4",
                "objects:-Z zstd",
                "objects:--inserts",
                "objects:--column-inserts --rows-per-insert=7",
                "objects:--load-via-partition-root",
                "objects:--load-via-partition-root --inserts",
                "objects:-O -x",
                "objects:-a",
                "objects:-s",
                "objects:--statistics",
                "objects:-E LATIN1",
                "demo",
                "pagila",
                "chinook"
            })
    void archivesProduceTheSameScriptAndList(String archive) throws IOException {
        assertSame(RestoreArchives.of(archive), "");
        assertSame(RestoreArchives.of(archive), "-v -C -c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-t t",
                "-t mv",
                "-I mv_c_idx",
                "-n app",
                "-N app",
                "--section=post-data",
                "-t t --section=data",
                "-a",
                "-s"
            })
    void statisticsGoWithTheirObjects(String options) throws IOException {
        assertSame(RestoreArchives.of("objects:--statistics"), options);
    }

    @Test
    void anArchiveFromAPipeProducesTheSameScript() throws IOException {
        byte[] archive = Files.readAllBytes(RestoreArchives.of("objects"));
        Result real = RealClient.require().run("pg_restore", List.of("-v", "-f", "-"), archive);
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        PgRestore.from(new java.io.ByteArrayInputStream(archive))
                .with(ScriptFlag.VERBOSE)
                .toScript(ours);
        ScriptDiff.assertSame(timeless(real.stdout()), timeless(ours.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-c", "-v", "-t t", "--section=post-data"})
    void aListSelectsAndOrders(String options) throws IOException {
        Path archive = RestoreArchives.of("objects");
        List<String> lines = new ArrayList<>(RealClient.require()
                .run("pg_restore", "-l", archive.toString())
                .text()
                .lines()
                .filter(line -> !line.startsWith(";"))
                .toList());
        Collections.reverse(lines);
        String first = lines.get(0);
        lines.removeIf(line -> line.contains(" ACL ") || line.contains(" FUNCTION "));
        lines.addAll(List.of("; a comment", "", " \t ", "abc", "-5; no", "999999; too high", first, "  " + first));
        Path list = Files.write(folder.resolve("list"), lines);
        assertSame(archive, options, lines, "-L", list.toString());
    }

    @Test
    void aListOfAnUnknownEntryIsRefused() throws IOException {
        Path archive = RestoreArchives.of("objects");
        List<String> lines = List.of("4; a number that a section's boundary has", "1;");
        Path list = Files.write(folder.resolve("list"), lines);
        assertSame(archive, "", lines, "-L", list.toString());
    }

    private static void assertSame(Path archive, String options) throws IOException {
        assertSame(archive, options, null);
    }

    private static void assertSame(Path archive, String options, List<String> list, String... more) throws IOException {
        for (String mode : List.of("-f-", "-l")) {
            List<String> args = new ArrayList<>(RestoreOptionText.words(options));
            args.addAll(List.of(more));
            args.addAll(List.of(mode, archive.toString()));
            Result real = RealClient.require().run("pg_restore", args.toArray(String[]::new));
            MessageLog log = new MessageLog(args.contains("-v"));
            PgRestore restore =
                    RestoreOptionText.apply(options, PgRestore.from(archive)).onProgress(log);
            if (list != null) {
                restore = restore.useList(list);
            }
            ByteArrayOutputStream ours = new ByteArrayOutputStream();
            int exitCode = run(restore, mode.equals("-l"), ours, log);
            ScriptDiff.assertSame(timeless(real.stdout()), timeless(ours.toByteArray()));
            assertThat(log.toString()).isEqualTo(real.stderr());
            assertThat(exitCode).isEqualTo(real.exitCode());
        }
    }

    private static int run(PgRestore restore, boolean list, ByteArrayOutputStream out, MessageLog log)
            throws IOException {
        try {
            if (list) {
                restore.toList(out);
            } else {
                restore.toScript(out);
            }
            return 0;
        } catch (SengiException e) {
            log.fatal(e);
            return 1;
        }
    }

    // The one line that differs in every run.
    static byte[] timeless(byte[] script) {
        String text = new String(script, StandardCharsets.ISO_8859_1);
        return text.replaceAll(COMPLETED, "-- Completed").getBytes(StandardCharsets.ISO_8859_1);
    }
}
