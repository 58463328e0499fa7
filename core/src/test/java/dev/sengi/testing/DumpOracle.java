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
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Compares dumps of one database by the real pg_dump and by the library: scripts, contents of archives, round trips.
 *
 * <p>The database must not change while it is compared, because each dump is made only once.
 */
public final class DumpOracle {
    private static final String UNKNOWN_SETTING = "pg_restore: error: could not execute query:"
            + " ERROR:  unrecognized configuration parameter \"transaction_timeout\"\n"
            + "Command was: SET transaction_timeout = 0;\n";

    private final TestDatabase database;
    private final RealClient client;
    private final List<String> options;
    private final UnaryOperator<PgDump> choice;
    private Result realScript;
    private byte[] archive;

    private DumpOracle(TestDatabase database, List<String> options, UnaryOperator<PgDump> choice) {
        this.database = database;
        this.client = RealClient.requireFor(database.server());
        this.options = options;
        this.choice = choice;
    }

    public static DumpOracle of(TestDatabase database) {
        return new DumpOracle(database, List.of(), dump -> dump);
    }

    /** Returns an oracle for dumps with options, given once as options of pg_dump and once as calls of the library. */
    public DumpOracle with(String realOptions, UnaryOperator<PgDump> ourChoice) {
        return new DumpOracle(database, List.of(realOptions.split(" ")), ourChoice);
    }

    /** Fails if the plain scripts or the warnings differ. */
    public void assertSameScript() throws IOException {
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        List<String> messages = new ArrayList<>();
        ourDump().onProgress(new MessageCollector(messages)).to(ours);
        Result real = realScript();
        ScriptDiff.assertSame(real.stdout(), ours.toByteArray());
        assertThat(messages.stream().map(DumpOracle::asPrinted))
                .containsExactlyElementsOf(real.stderr().lines().toList());
    }

    private static String asPrinted(String message) {
        int severity = message.indexOf(':');
        return "pg_dump: " + message.substring(0, severity).toLowerCase(Locale.ROOT) + message.substring(severity);
    }

    /** Fails if the entries of the archives differ in anything: numbers, texts, order, dependencies. */
    public void assertSameEntries() throws IOException {
        List<TocEntry> real = entries(realDump(database, "-Fc"));
        List<TocEntry> ours = entries(archive());
        ScriptDiff.assertSame(text(real), text(ours));
    }

    /**
     * Fails unless we and the real pg_restore produce the same database, with the same errors, from our archive:
     * servers before 14 do not understand everything in it. The real program has one additional error, a setting that
     * servers before 17 lack.
     */
    public void assertSameRestore() throws IOException {
        byte[] dumped = archive();
        try (TestDatabase ours = database.server().createDatabase();
                TestDatabase theirs = database.server().createDatabase()) {
            List<String> args = List.of("-d", theirs.connectionString());
            String real = client.run("pg_restore", args, dumped).stderr();
            assertThat(real).startsWith(UNKNOWN_SETTING);
            List<String> messages = new ArrayList<>();
            RestoreReport report = PgRestore.from(new ByteArrayInputStream(dumped))
                    .returnFailures()
                    .into(ours.connectionSource())
                    .onProgress(new MessageCollector(messages))
                    .run();
            int errors = report.failureCount();
            String told = messages.stream()
                    .filter(message -> !message.equals("WARNING: errors ignored on restore: " + errors))
                    .map(message -> "pg_restore: " + message.replaceFirst("^ERROR", "error") + "\n")
                    .collect(Collectors.joining());
            assertThat(told + "pg_restore: warning: errors ignored on restore: " + (errors + 1) + "\n")
                    .isEqualTo(real.substring(UNKNOWN_SETTING.length()));
            ScriptDiff.assertSame(realDump(theirs), realDump(ours));
        }
    }

    /** Fails if the database that we restore from our archive differs from the dumped one. */
    public void assertRoundTrip() throws IOException {
        assertRoundTrip("");
    }

    /**
     * Fails if the database that we restore from our archive differs from the dumped one.
     *
     * @param databaseOptions options of CREATE DATABASE for the restored one
     */
    public void assertRoundTrip(String databaseOptions) throws IOException {
        try (TestDatabase restored = database.server().createDatabase(databaseOptions)) {
            List<String> messages = new ArrayList<>();
            RestoreReport report = PgRestore.from(new ByteArrayInputStream(archive()))
                    .returnFailures()
                    .into(restored.connectionSource())
                    .onProgress(new MessageCollector(messages))
                    .run();
            assertThat(report.failureCount()).as(String.join("\n", messages)).isZero();
            ScriptDiff.assertSame(realScript().stdout(), realDump(restored));
        }
    }

    private PgDump ourDump() {
        return choice.apply(PgDump.from(database.connectionSource()));
    }

    private byte[] realDump(TestDatabase of, String... more) {
        return realRun(of, more).assertSuccess().stdout();
    }

    private Result realRun(TestDatabase of, String... more) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("-d", of.connectionString()));
        return client.run("pg_dump", arguments.toArray(String[]::new));
    }

    private Result realScript() {
        if (realScript == null) {
            realScript = realRun(database).assertSuccess();
        }
        return realScript;
    }

    private byte[] archive() throws IOException {
        if (archive == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ourDump().format(DumpFormat.CUSTOM).to(bytes);
            archive = bytes.toByteArray();
        }
        return archive;
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
