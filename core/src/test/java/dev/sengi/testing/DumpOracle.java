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
import java.util.stream.Collectors;

/** Compares dumps of one database by the real pg_dump and by the library: scripts, contents of archives, round trips. */
public final class DumpOracle {
    private static final String UNKNOWN_SETTING = "pg_restore: error: could not execute query:"
            + " ERROR:  unrecognized configuration parameter \"transaction_timeout\"\n"
            + "Command was: SET transaction_timeout = 0;\n";

    private final TestDatabase database;
    private final RealClient client = RealClient.require();

    private DumpOracle(TestDatabase database) {
        this.database = database;
    }

    public static DumpOracle of(TestDatabase database) {
        return new DumpOracle(database);
    }

    /** Fails where the plain scripts differ, or the warnings. */
    public void assertSameScript() throws IOException {
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        List<String> messages = new ArrayList<>();
        PgDump.from(database.connectionSource())
                .onProgress(new MessageCollector(messages))
                .to(ours);
        Result real = client.run("pg_dump", "-d", database.connectionString()).assertSuccess();
        ScriptDiff.assertSame(real.stdout(), ours.toByteArray());
        assertThat(messages.stream().map(message -> "pg_dump: " + message.replaceFirst("^WARNING", "warning")))
                .containsExactlyElementsOf(real.stderr().lines().toList());
    }

    /** Fails where the entries of the archives differ in anything: numbers, texts, order, dependencies. */
    public void assertSameEntries() throws IOException {
        List<TocEntry> real = entries(client.run("pg_dump", "-Fc", "-d", database.connectionString())
                .assertSuccess()
                .stdout());
        List<TocEntry> ours = entries(archive());
        assertThat(texts(ours)).isEqualTo(texts(real));
    }

    /**
     * Fails where our archive makes another database when we restore it than when the real pg_restore does, or other
     * errors: servers before 14 do not know all that a dump of them says. One error of the real one is its own: it makes
     * a setting that servers before 17 do not have.
     */
    public void assertSameRestore() throws IOException {
        byte[] archive = archive();
        try (TestDatabase ours = database.server().createDatabase();
                TestDatabase theirs = database.server().createDatabase()) {
            List<String> args = List.of("-d", theirs.connectionString());
            String real = client.run("pg_restore", args, archive).stderr();
            assertThat(real).startsWith(UNKNOWN_SETTING);
            List<String> messages = new ArrayList<>();
            RestoreReport report = PgRestore.from(new ByteArrayInputStream(archive))
                    .into(ours.connectionSource())
                    .onProgress(new MessageCollector(messages))
                    .run();
            int errors = report.errors();
            String told = messages.stream()
                    .filter(message -> !message.equals("WARNING: errors ignored on restore: " + errors))
                    .map(message -> "pg_restore: " + message.replaceFirst("^ERROR", "error") + "\n")
                    .collect(Collectors.joining());
            assertThat(told + "pg_restore: warning: errors ignored on restore: " + (errors + 1) + "\n")
                    .isEqualTo(real.substring(UNKNOWN_SETTING.length()));
            ScriptDiff.assertSame(realScript(theirs), realScript(ours));
        }
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

    private byte[] realScript(TestDatabase of) {
        return client.run("pg_dump", "-d", of.connectionString())
                .assertSuccess()
                .stdout();
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

    /** One text an entry, so that a difference shows as a line. */
    private static List<String> texts(List<TocEntry> entries) {
        return entries.stream().map(TocEntry::toString).toList();
    }
}
