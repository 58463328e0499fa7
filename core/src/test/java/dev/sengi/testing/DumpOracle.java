package dev.sengi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares dumps of one database by the real pg_dump and by the library: scripts, contents of archives, round trips. */
public final class DumpOracle {
    private final TestDatabase database;
    private final RealClient client = RealClient.require();

    private DumpOracle(TestDatabase database) {
        this.database = database;
    }

    public static DumpOracle of(TestDatabase database) {
        return new DumpOracle(database);
    }

    /** Fails where the plain scripts differ. */
    public void assertSameScript() throws IOException {
        assertSameScript("", dump -> dump);
    }

    /**
     * Fails where the plain scripts differ.
     *
     * @param options pg_dump's options, parted by spaces
     * @param ours the same options in the library's tongue
     */
    public void assertSameScript(String options, UnaryOperator<PgDump> ours) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        ours.apply(PgDump.from(database.connectionSource())).to(script);
        ScriptDiff.assertSame(realScript(database, options.split(" ")), script.toByteArray());
    }

    /** Fails where the entries of the archives differ in anything: numbers, texts, order, dependencies. */
    public void assertSameEntries() throws IOException {
        List<TocEntry> real = entries(client.run("pg_dump", "-Fc", "-d", database.connectionString())
                .assertSuccess()
                .stdout());
        List<TocEntry> ours = entries(archive());
        ScriptDiff.assertSame(text(real), text(ours));
    }

    /** Fails where the database restored from our archive by ourselves is another than the dumped one. */
    public void assertRoundTrip() throws IOException {
        try (TestDatabase restored = database.server().createDatabase()) {
            List<String> messages = new ArrayList<>();
            RestoreReport report = PgRestore.from(new ByteArrayInputStream(archive()))
                    .into(restored.connectionSource())
                    .onProgress(new MessageCollector(messages))
                    .run();
            assertThat(report.errors()).as(String.join("\n", messages)).isZero();
            ScriptDiff.assertSame(realScript(database), realScript(restored));
        }
    }

    private byte[] realScript(TestDatabase of, String... options) {
        List<String> args = new ArrayList<>(List.of("-d", of.connectionString()));
        Stream.of(options).filter(option -> !option.isEmpty()).forEach(args::add);
        return client.run("pg_dump", args.toArray(String[]::new)).assertSuccess().stdout();
    }

    private byte[] archive() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        return archive.toByteArray();
    }

    private static List<TocEntry> entries(byte[] archive) throws IOException {
        try (Archive opened = Archive.open(new ByteArrayInputStream(archive))) {
            return opened.entries();
        }
    }

    private static String text(List<TocEntry> entries) {
        return entries.stream().map(TocEntry::toString).collect(Collectors.joining("\n"));
    }
}
