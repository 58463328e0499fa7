package dev.sengi.internal.kind.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.ProgressListener;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Archive;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When publications and subscriptions are omitted, and which messages that causes. */
class ReplicationOptionsTest {
    private static final String PLAIN_ROLE = "kinds_no_superuser";
    private static TestDatabase database;

    @BeforeAll
    static void makeDatabase() {
        database = TestServer.current().createDatabase();
        database.execute(
                "create publication p",
                "create subscription s connection 'dbname=x' publication p with (connect = false, slot_name = none)",
                "create role " + PLAIN_ROLE + " login");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
        database.server().maintenance().execute("drop role " + PLAIN_ROLE);
    }

    @Test
    void plainRoleLeavesSubscriptionsOutWithAWarning() throws IOException {
        Result real = RealClient.require()
                .run("pg_dump", "-d", database.connectionString(PLAIN_ROLE))
                .assertSuccess();
        List<String> warnings = new ArrayList<>();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();

        PgDump.from(database.connectionSource(PLAIN_ROLE))
                .onProgress(warningsTo(warnings))
                .to(ours);

        ScriptDiff.assertSame(real.stdout(), ours.toByteArray());
        assertThat(warnings).hasSize(1);
        assertThat("pg_dump: warning: " + warnings.get(0) + "\n").isEqualTo(real.stderr());
    }

    @Test
    void plainRoleThatWantsNoSubscriptionsIsNotWarned() throws IOException {
        List<String> warnings = new ArrayList<>();

        PgDump.from(database.connectionSource(PLAIN_ROLE))
                .with(ScriptFlag.NO_SUBSCRIPTIONS)
                .onProgress(warningsTo(warnings))
                .to(new ByteArrayOutputStream());

        assertThat(warnings).isEmpty();
    }

    @Test
    void archivesLackWhatIsNotWanted() throws IOException {
        byte[] real = RealClient.require()
                .run("pg_dump", "-Fc", "--no-publications", "--no-subscriptions", "-d", database.connectionString())
                .assertSuccess()
                .stdout();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();

        PgDump.from(database.connectionSource())
                .format(DumpFormat.CUSTOM)
                .with(ScriptFlag.NO_PUBLICATIONS)
                .with(ScriptFlag.NO_SUBSCRIPTIONS)
                .to(ours);

        assertThat(entries(ours.toByteArray())).isEqualTo(entries(real));
    }

    private static List<String> entries(byte[] archive) throws IOException {
        try (Archive opened = Archive.open(new ByteArrayInputStream(archive))) {
            return opened.entries().stream().map(Object::toString).toList();
        }
    }

    private static ProgressListener warningsTo(List<String> warnings) {
        return new ProgressListener() {
            @Override
            public void message(Severity severity, String text) {
                if (severity == Severity.WARNING) {
                    warnings.add(text);
                }
            }
        };
    }
}
