package dev.sengi;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.archive.Section;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RealScripts;
import dev.sengi.testing.Samples;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Compares dumps of the sample databases with the real pg_dump, with the most common options. */
@Tag("every-server")
@NeedsRealClient
class SamplesOracleTest {
    /** The same choice, once as options of pg_dump and once as calls of the library. */
    static final Map<String, UnaryOperator<PgDump>> OPTIONS = options();

    /** The samples with many kinds of objects, which are dumped with every option. */
    private static final Set<String> VARIED = Set.of(Samples.DEMO, "pagila");

    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        options.put("", dump -> dump);
        options.put("-s", PgDump::schemaOnly);
        options.put("-a", PgDump::dataOnly);
        options.put("-O -x", dump -> dump.noOwner().noPrivileges());
        options.put("-c --if-exists", dump -> dump.with(ScriptFlag.CLEAN).with(ScriptFlag.IF_EXISTS));
        options.put("-C", dump -> dump.with(ScriptFlag.CREATE));
        options.put("-C -c", dump -> dump.with(ScriptFlag.CREATE).with(ScriptFlag.CLEAN));
        // Always with a schema: without one, the patterns match PostgreSQL's own tables, whose content other tests
        // change.
        options.put(
                "-t public.*[ai]* -t [a-hj-oq-z]*.*[ai]* -T *b*",
                dump -> dump.includeTable("public.*[ai]*")
                        .includeTable("[a-hj-oq-z]*.*[ai]*")
                        .excludeTable("*b*"));
        options.put("-n [ps]* -N pg*", dump -> dump.includeSchema("[ps]*").excludeSchema("pg*"));
        options.put("--exclude-table-data=*e*", dump -> dump.excludeTableData("*e*"));
        options.put("--inserts", dump -> dump.with(DumpFlag.INSERTS));
        options.put("--column-inserts", dump -> dump.with(DumpFlag.COLUMN_INSERTS));
        options.put("--rows-per-insert=7", dump -> dump.rowsPerInsert(7));
        options.put("--no-comments", dump -> dump.with(ScriptFlag.NO_COMMENTS));
        options.put("--section=pre-data", dump -> dump.sections(EnumSet.of(Section.PRE_DATA)));
        options.put("--section=data", dump -> dump.sections(EnumSet.of(Section.DATA)));
        options.put("--section=post-data", dump -> dump.sections(EnumSet.of(Section.POST_DATA)));
        options.put("--statistics", dump -> dump.with(DumpFlag.STATISTICS));
        options.put("--statistics-only", dump -> dump.with(DumpFlag.STATISTICS_ONLY));
        options.put("--binary-upgrade", dump -> dump.with(DumpFlag.BINARY_UPGRADE));
        options.put(
                "--binary-upgrade -s -C",
                dump -> dump.with(DumpFlag.BINARY_UPGRADE).schemaOnly().with(ScriptFlag.CREATE));
        return Collections.unmodifiableMap(options);
    }

    @TestFactory
    Stream<DynamicTest> scriptsAreTheSame() {
        return TestServer.MAJORS.stream()
                .flatMap(major -> Samples.on(major).stream()
                        .flatMap(sample -> optionsOn(major, sample)
                                .map(options -> dynamicTest(
                                        sample + " " + options + " on PostgreSQL " + major,
                                        () -> assertSameScript(TestServer.of(major), sample, options)))));
    }

    private static Stream<String> optionsOn(int major, String sample) {
        boolean all = TestServer.triesAll(major) && (VARIED.contains(sample) || TestServer.isThorough());
        return all ? OPTIONS.keySet().stream() : Stream.of("");
    }

    private static void assertSameScript(TestServer server, String sample, String options) throws IOException {
        TestDatabase database = server.sample(sample);
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        OPTIONS.get(options).apply(PgDump.from(database.connectionSource())).to(ours);
        byte[] real = options.isEmpty() ? RealScripts.ofSample(server, sample) : realScript(database, options);
        ScriptDiff.assertSame(real, ours.toByteArray());
    }

    private static byte[] realScript(TestDatabase database, String options) {
        List<String> args = new ArrayList<>(List.of("-d", database.connectionString()));
        args.addAll(List.of(options.split(" ")));
        return RealClient.requireFor(database.server())
                .run("pg_dump", args.toArray(String[]::new))
                .assertSuccess()
                .stdout();
    }
}
