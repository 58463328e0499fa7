package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void sessionsCanBeReplayed() throws IOException {
        List<byte[]> sessions = record();
        Path recording = folder.resolve("recording");
        RecordedServer.write(recording, sessions);
        Path replayed = Files.createDirectory(folder.resolve("replayed"));
        assertThat(Training.replay(recording, replayed)).containsOnly(0);
        assertThat(replayed.resolve("directory/toc.dat")).isNotEmptyFile();

        // As if a newer version of the commands sent more requests, or others.
        byte[] first = sessions.get(0);
        RecordedServer.write(recording, List.of(Arrays.copyOf(first, first.length / 2)));
        Path outdated = Files.createDirectory(folder.resolve("outdated"));
        assertThat(Training.replay(recording, outdated)).hasSize(10).startsWith(1, 1, 1);
        RecordedServer.write(recording, List.of(sessions.get(5), first));
        Path confused = Files.createDirectory(folder.resolve("confused"));
        assertThat(Training.replay(recording, confused)).hasSize(10).contains(1);
    }

    private List<byte[]> record() throws IOException {
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase();
                TestDatabase another = TestServer.current().createDatabase();
                RoundTrips relay = new RoundTrips(source).recording()) {
            source.execute("CREATE TABLE item (id int PRIMARY KEY, name text DEFAULT 'x')");
            source.execute("INSERT INTO item SELECT generate_series(1, 5000)");
            Path recorded = Files.createDirectory(folder.resolve("recorded"));
            List<String> targets = List.of(relay.connectionString(target), relay.connectionString(another));
            assertThat(Training.run(relay.connectionString(), targets, recorded))
                    .containsOnly(0);
            assertThat(another.value("SELECT count(*) FROM item")).isEqualTo("5000");
            return relay.recordings();
        }
    }
}
