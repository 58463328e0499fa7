package dev.sengi.internal.restore;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Archives made by the real pg_dump, each only once. Names are {@code <database>[:<pg_dump's options>]}. */
final class RestoreArchives {
    private static final String GONE = "restore_gone";
    private static final Map<String, Path> MADE = new ConcurrentHashMap<>();

    private RestoreArchives() {}

    /** Returns the archive of the fixture database or a sample, from the newest server. */
    static Path of(String name) {
        return of(TestServer.current(), name);
    }

    /** Returns the archive of the fixture database or a sample, from the given server. */
    static Path of(TestServer server, String name) {
        return MADE.computeIfAbsent(server.major() + "/" + name, key -> make(server, name));
    }

    private static Path make(TestServer server, String name) {
        RealClient client = RealClient.require();
        int options = name.indexOf(':');
        String database = options < 0 ? name : name.substring(0, options);
        // While this archive is made, tests may restore another one of the same database, whose owner must be missing.
        String gone = options < 0 ? GONE : GONE + name.substring(options).replaceAll("\\W+", "_");
        TestDatabase source =
                switch (database) {
                    case "objects" -> fixture(server, "objects", text -> text);
                    case "owners" -> fixture(server, "owners", text -> text.replace(GONE, gone));
                    default -> server.sample(database);
                };
        try {
            Path archive = Files.createTempDirectory("restore").resolve("archive");
            archive.getParent().toFile().deleteOnExit();
            archive.toFile().deleteOnExit();
            List<String> args =
                    new ArrayList<>(List.of("-Fc", "-d", source.connectionString(), "-f", archive.toString()));
            args.addAll(RestoreOptionText.words(options < 0 ? "" : name.substring(options + 1)));
            client.run("pg_dump", args.toArray(String[]::new)).assertSuccess();
            if (database.equals("owners")) {
                source.close();
                server.maintenance().execute("DROP ROLE " + gone);
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestDatabase fixture(TestServer server, String script, UnaryOperator<String> change) {
        TestDatabase database = server.createDatabase();
        try (InputStream in = RestoreArchives.class.getResourceAsStream(script + ".sql")) {
            database.execute(change.apply(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database;
    }
}
