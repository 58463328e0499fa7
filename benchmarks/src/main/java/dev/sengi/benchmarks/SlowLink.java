package dev.sengi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Times restores over a link with a latency of 20 ms per round trip, by PostgreSQL's own pg_restore and by ours, and
 * counts the round trips: for a schema of about 2,700 entries without data, and with data by one session and by four.
 *
 * <p>Needs the built commands and the real programs (see {@link RealClient}).
 */
public final class SlowLink {
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int TABLES = 300;
    private static final String SCHEMA = """
            DO $$ BEGIN FOR i IN 1..TABLES LOOP
                EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a int UNIQUE, b text CHECK (b <> %L))', i, '');
                EXECUTE format('CREATE INDEX ON t%s (b)', i);
                EXECUTE format('COMMENT ON TABLE t%s IS %L', i, i);
                EXECUTE format('CREATE VIEW v%s AS SELECT a FROM t%s', i, i);
                EXECUTE format('INSERT INTO t%s (a, b) SELECT n, n FROM generate_series(1, 200) n', i);
            END LOOP; END $$""";

    private final Commands real;
    private final Commands ours = Commands.built();

    private SlowLink(Commands real) {
        this.real = real;
    }

    /** Prints one line per set of options. */
    public static void main(String[] args) throws IOException {
        Commands real = RealClient.find()
                .map(client -> new Commands(client.program("pg_dump").getParent()))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's own programs are missing: set SENGI_PG18"));
        Path folder = ProjectLayout.root().resolve("benchmarks/target/slow-link");
        Files.createDirectories(folder);
        new SlowLink(real).run(folder.resolve("archive"));
    }

    private void run(Path archive) throws IOException {
        Files.deleteIfExists(archive);
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(SCHEMA.replace("TABLES", Integer.toString(TABLES)));
            real.run("pg_dump", "-Fc", "-f", archive.toString(), source.connectionString());
        }
        String list = new String(
                real.run("pg_restore", "-l", archive.toString()).result().stdout(), UTF_8);
        System.out.printf(Locale.ROOT, "%d entries, %d ms a round trip%n", entries(list), LATENCY.toMillis());
        for (String option : List.of("-s", "-j1", "-j4")) {
            Run theirs = restore(real, option, archive);
            Run own = restore(ours, option, archive);
            System.out.printf(
                    Locale.ROOT,
                    "%-4s real %7.2f s %6d round trips   ours %7.2f s %6d round trips   ratio %.3f%n",
                    option,
                    theirs.seconds,
                    theirs.roundTrips,
                    own.seconds,
                    own.roundTrips,
                    own.seconds / theirs.seconds);
        }
    }

    private static long entries(String list) {
        return list.lines().filter(line -> !line.startsWith(";")).count();
    }

    private static Run restore(Commands commands, String option, Path archive) {
        try (TestDatabase target = TestServer.current().createDatabase();
                RoundTrips link = new RoundTrips(target, LATENCY)) {
            Duration time = commands.run("pg_restore", option, "-d", link.connectionString(), archive.toString())
                    .duration();
            return new Run(time.toNanos() / 1e9, link.count());
        }
    }

    private record Run(double seconds, int roundTrips) {}
}
