package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.Commands;
import dev.sengi.benchmarks.Fingerprint;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sources and their archives, which are created on first use and dropped in the end. Used by one thread. */
final class Databases implements AutoCloseable {
    private final TestServer server = TestServer.current();
    private final Map<Source, TestDatabase> sources = new EnumMap<>(Source.class);
    private final Map<Source, Fingerprint> fingerprints = new EnumMap<>(Source.class);
    private final Map<Source, Path> archives = new EnumMap<>(Source.class);
    private final double scale;
    private final Path folder;
    private final Commands real;

    /**
     * Prepares to create databases.
     *
     * @param folder where archives are kept
     * @param real the programs that write them
     */
    Databases(double scale, Path folder, Commands real) {
        this.scale = scale;
        this.folder = folder;
        this.real = real;
    }

    TestDatabase get(Source source) {
        return sources.computeIfAbsent(source, missing -> {
            TestDatabase database = server.createDatabase();
            missing.fill(database, scale);
            return database;
        });
    }

    /** Returns an empty database. */
    TestDatabase createTarget() {
        return server.createDatabase();
    }

    /** Returns the custom archive of a source that the real pg_dump writes. */
    Path archive(Source source) {
        return archives.computeIfAbsent(source, missing -> {
            Path file = folder.resolve(missing + ".dump");
            real.run("pg_dump", "-Fc", "-f", file.toString(), "-d", get(missing).connectionString());
            return file;
        });
    }

    /** Returns what a restored database lacks or has in addition, one line each. */
    List<String> differences(Source source, TestDatabase restored) {
        return fingerprints
                .computeIfAbsent(source, missing -> Fingerprint.of(get(missing)))
                .differences(Fingerprint.of(restored));
    }

    String serverVersion() {
        return server.maintenance().value("SHOW server_version");
    }

    @Override
    public void close() throws IOException {
        sources.values().forEach(TestDatabase::close);
        for (Path archive : archives.values()) {
            Files.deleteIfExists(archive);
        }
    }
}
