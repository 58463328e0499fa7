package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.Section;
import dev.sengi.dump.DumpFlag;
import dev.sengi.restore.RestoreFlag;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sample databases, dumped beside the real pg_dump with the options that people use most. */
class SamplesOracleTest {
    private static final List<String> SAMPLES =
            Stream.concat(Stream.of(Samples.DEMO), Samples.REAL.stream()).toList();

    /** The same choice in both tongues: pg_dump's and the library's. */
    private static final Map<String, UnaryOperator<PgDump>> OPTIONS = options();

    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        options.put("", dump -> dump);
        options.put("-s", PgDump::schemaOnly);
        options.put("-a", PgDump::dataOnly);
        options.put("-O -x", dump -> dump.noOwner().noPrivileges());
        options.put("-c --if-exists", dump -> dump.with(RestoreFlag.CLEAN).with(RestoreFlag.IF_EXISTS));
        options.put("-C", dump -> dump.with(RestoreFlag.CREATE));
        options.put("-C -c", dump -> dump.with(RestoreFlag.CREATE).with(RestoreFlag.CLEAN));
        options.put("-t *a* -T *b*", dump -> dump.includeTable("*a*").excludeTable("*b*"));
        options.put("-n [ps]* -N pg*", dump -> dump.includeSchema("[ps]*").excludeSchema("pg*"));
        options.put("--exclude-table-data=*e*", dump -> dump.excludeTableData("*e*"));
        options.put("--inserts", dump -> dump.with(DumpFlag.INSERTS));
        options.put("--column-inserts", dump -> dump.with(DumpFlag.COLUMN_INSERTS));
        options.put("--rows-per-insert=7", dump -> dump.rowsPerInsert(7));
        options.put("--no-comments", dump -> dump.with(RestoreFlag.NO_COMMENTS));
        options.put("--section=pre-data", dump -> dump.sections(EnumSet.of(Section.PRE_DATA)));
        options.put("--section=data", dump -> dump.sections(EnumSet.of(Section.DATA)));
        options.put("--section=post-data", dump -> dump.sections(EnumSet.of(Section.POST_DATA)));
        return Collections.unmodifiableMap(options);
    }

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> scriptsAreTheSame() {
        return SAMPLES.stream()
                .flatMap(sample -> OPTIONS.keySet().stream()
                        .map(options -> dynamicTest(
                                sample + " " + options,
                                () -> assertSameScript(TestServer.current(), sample, options))));
    }

    @TestFactory
    Stream<DynamicTest> scriptsAreTheSameOnOlderServers() {
        return TestServer.MAJORS.stream()
                .filter(major -> major < TestServer.current().major())
                .flatMap(major -> Stream.of(Samples.DEMO, "pagila")
                        .flatMap(sample -> OPTIONS.keySet().stream()
                                .map(options -> dynamicTest(
                                        sample + " " + options + " on PostgreSQL " + major,
                                        () -> assertSameScript(TestServer.of(major), sample, options)))));
    }

    @TestFactory
    Stream<DynamicTest> archivesAreListedAndRestoredByTheRealOne() {
        return SAMPLES.stream()
                .flatMap(sample -> Stream.of(CompressionAlgorithm.values())
                        .map(algorithm ->
                                dynamicTest(sample + " " + algorithm, () -> assertInterchange(sample, algorithm))));
    }

    private static void assertSameScript(TestServer server, String sample, String options) throws IOException {
        TestDatabase database = server.sample(sample);
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        OPTIONS.get(options).apply(PgDump.from(database.connectionSource())).to(ours);
        ScriptDiff.assertSame(realScript(database, options), ours.toByteArray());
    }

    private void assertInterchange(String sample, CompressionAlgorithm algorithm) throws IOException {
        TestDatabase database = TestServer.current().sample(sample);
        Path archive = folder.resolve(sample + "-" + algorithm);
        PgDump.from(database.connectionSource())
                .format(DumpFormat.CUSTOM)
                .compression(new Compression(algorithm, OptionalInt.empty(), false))
                .to(archive);
        Path realArchive = folder.resolve(sample + "-" + algorithm + "-real");
        real(
                "pg_dump",
                "-Fc",
                "-Z",
                algorithm.name().toLowerCase(Locale.ROOT),
                "-f",
                realArchive.toString(),
                "-d",
                database.connectionString());
        assertThat(realList(archive)).isEqualTo(realList(realArchive));

        try (TestDatabase restored = database.server().createDatabase()) {
            real("pg_restore", "-e", "-d", restored.connectionString(), archive.toString());
            ScriptDiff.assertSame(realScript(database, ""), realScript(restored, ""));
        }
        Files.delete(archive);
        Files.delete(realArchive);
    }

    // Lines that begin with a semicolon tell of the archive, not of what is in it.
    private static List<String> realList(Path archive) {
        String list = new String(real("pg_restore", "-l", archive.toString()), StandardCharsets.UTF_8);
        return list.lines().filter(line -> !line.startsWith(";")).toList();
    }

    private static byte[] realScript(TestDatabase database, String options) {
        List<String> args = new ArrayList<>(List.of("-d", database.connectionString()));
        Stream.of(options.split(" ")).filter(option -> !option.isEmpty()).forEach(args::add);
        return real("pg_dump", args.toArray(String[]::new));
    }

    private static byte[] real(String program, String... args) {
        return RealClient.require().run(program, args).assertSuccess().stdout();
    }
}
