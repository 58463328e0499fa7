package dev.sengi.benchmarks;

import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times dumps of one large table over TCP, with and without TLS, by PostgreSQL's own pg_dump and by ours. The programs
 * take turns, and the result is the median of the ratios of all pairs, because other load on the machine affects both
 * runs of a pair.
 *
 * <p>Needs the built commands and the real programs (see {@link RealClient}). The first argument is the table's size in
 * MB, by default 300, and the second the number of pairs, by default 3; our program uses the Java in {@code JAVA_HOME}.
 * With the defaults, this takes two minutes on an idle machine.
 */
public final class Tls {
    private static final int PAIRS = 3;
    private static final int MEGABYTES = 300;
    /** Rows have about 200 bytes. */
    private static final int ROWS_PER_MEGABYTE = 5_100;

    private static final String TABLE = "CREATE TABLE t AS SELECT i AS id, md5(i::text) || md5((i * 7)::text) AS a,"
            + " now() + i * interval '1 second' AS at, repeat(md5(i::text), 3) AS b FROM generate_series(1, ROWS) i";

    private final TestDatabase source;
    private final Path archive;
    private final Commands real;
    private final Commands ours = Commands.built();

    private Tls(TestDatabase source, Path archive, Commands real) {
        this.source = source;
        this.archive = archive;
        this.real = real;
    }

    /** Prints one line per compression and sslmode. */
    public static void main(String[] args) throws IOException {
        Commands real = RealClient.find()
                .map(client -> new Commands(client.program("pg_dump").getParent()))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's own programs are missing: set SENGI_PG18"));
        Path folder = ProjectLayout.root().resolve("benchmarks/target/tls");
        Files.createDirectories(folder);
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : MEGABYTES;
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : PAIRS;
        try (TestDatabase source = TestServer.current().createDatabase()) {
            useCertificate(folder, source);
            source.execute(TABLE.replace("ROWS", Integer.toString(megabytes * ROWS_PER_MEGABYTE)), "ANALYZE t");
            new Tls(source, folder.resolve("archive"), real).run(pairs);
        } finally {
            TestServer.current().maintenance().execute("ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()");
        }
    }

    /** Makes the server accept TLS. */
    static void useCertificate(Path folder, TestDatabase database) throws IOException {
        Path certificate = copy(folder, "server.crt");
        Path key = copy(folder, "server.key");
        database.execute(
                "ALTER SYSTEM SET ssl_cert_file = '" + certificate + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + key + "'",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()");
    }

    private static Path copy(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (InputStream content = Tls.class.getResourceAsStream(name)) {
            Files.copy(content, file);
        }
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void run(int pairs) {
        for (String sslmode : List.of("require", "disable")) {
            for (String compression : List.of("none", "lz4", "gzip", "zstd")) {
                compare(sslmode, compression, pairs);
            }
        }
    }

    private void compare(String sslmode, String compression, int pairs) {
        List<Double> ratios = new ArrayList<>();
        double theirs = Double.MAX_VALUE;
        double own = Double.MAX_VALUE;
        for (int i = 0; i < pairs; i++) {
            double reals = seconds(real, sslmode, compression);
            double mine = seconds(ours, sslmode, compression);
            ratios.add(mine / reals);
            theirs = Math.min(theirs, reals);
            own = Math.min(own, mine);
        }
        ratios.sort(null);
        System.out.printf(
                Locale.ROOT,
                "sslmode=%-8s -Z %-5s real %6.2f s   ours %6.2f s   ratio %.2f (%.2f to %.2f)%n",
                sslmode,
                compression,
                theirs,
                own,
                ratios.get(pairs / 2),
                ratios.get(0),
                ratios.get(pairs - 1));
    }

    private double seconds(Commands commands, String sslmode, String compression) {
        String connection = String.format(
                Locale.ROOT,
                "postgresql://postgres@localhost:%d/%s?sslmode=%s",
                TestServer.current().port(),
                source.name(),
                sslmode);
        return commands.run("pg_dump", "-Fc", "-Z", compression, "-f", archive.toString(), "-d", connection)
                        .duration()
                        .toNanos()
                / 1e9;
    }
}
