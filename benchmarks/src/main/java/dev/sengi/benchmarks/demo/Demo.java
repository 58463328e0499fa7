package dev.sengi.benchmarks.demo;

import dev.sengi.benchmarks.Commands;
import dev.sengi.benchmarks.Commands.Timed;
import dev.sengi.benchmarks.Fingerprint;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Dumps and restores a sample database with the built commands, on a server of its own, and verifies that the copy
 * equals the original.
 */
public final class Demo {
    private static final int LIST_LINES = 24;
    private static final int SHOWN_DIFFERENCES = 20;

    private final Steps steps = new Steps(System.out);
    private final Commands commands = Commands.built();
    private final Path archive;

    private Demo(Path archive) {
        this.archive = archive;
    }

    /** Runs the demonstration; exits with 1 if the copy differs. */
    public static void main(String[] args) throws IOException {
        Path folder = ProjectLayout.root().resolve("benchmarks/target/demo");
        Files.createDirectories(folder);
        System.exit(new Demo(folder.resolve("skerry.dump")).run() ? 0 : 1);
    }

    private boolean run() throws IOException {
        TestServer server = steps.step("Starting an embedded PostgreSQL", TestServer::current);
        steps.detail(server.maintenance().value("SELECT version()"));
        TestDatabase original = steps.step("Loading a sample database of a ferry company", () -> load(server));
        Fingerprint before = steps.step("Taking its fingerprint", () -> Fingerprint.of(original));
        steps.detail(before.summary());

        Timed dump = steps.step("Dumping it: pg_dump -Fc", () -> dump(original));
        steps.detail(archive.getFileName() + ", " + Steps.kilobytes(Files.size(archive)));
        Timed list = steps.step("Listing the archive: pg_restore -l", this::list);
        show(list.result().text().lines().toList());
        TestDatabase copy = create(server, "skerry_copy");
        Timed restore = steps.step("Restoring it into an empty database: pg_restore -d", () -> restore(copy));

        List<String> differences = steps.step("Comparing fingerprints", () -> before.differences(Fingerprint.of(copy)));
        differences.stream().limit(SHOWN_DIFFERENCES).forEach(steps::detail);
        steps.detail(differences.isEmpty() ? "equal" : differences.size() + " differences");
        byte[] script = steps.step("Dumping the original as a script: pg_dump", () -> script(original));
        boolean sameScript = steps.step(
                "Dumping the copy as a script, and comparing the two", () -> Arrays.equals(script, script(copy)));
        steps.detail(sameScript ? "equal, byte for byte" : "the scripts differ");

        boolean equal = differences.isEmpty() && sameScript;
        steps.summary(
                equal ? "The copy equals the original." : "THE COPY DIFFERS FROM THE ORIGINAL.",
                "database  "
                        + Steps.kilobytes(
                                Long.parseLong(original.value("SELECT pg_database_size(current_database())"))),
                "script    " + Steps.kilobytes(script.length),
                "archive   " + Steps.kilobytes(Files.size(archive)),
                "dump      " + Steps.seconds(dump.duration()),
                "restore   " + Steps.seconds(restore.duration()));
        return equal;
    }

    private static TestDatabase load(TestServer server) {
        TestDatabase database = create(server, "skerry");
        Samples.loadDemo(database);
        return database;
    }

    private static TestDatabase create(TestServer server, String name) {
        server.maintenance().execute("CREATE DATABASE " + name + " TEMPLATE template0");
        return server.database(name);
    }

    private Timed dump(TestDatabase original) {
        return commands.run("pg_dump", "-Fc", "-f", archive.toString(), "-d", original.connectionString());
    }

    private Timed list() {
        return commands.run("pg_restore", "-l", archive.toString());
    }

    private Timed restore(TestDatabase copy) {
        return commands.run("pg_restore", "-d", copy.connectionString(), archive.toString());
    }

    private byte[] script(TestDatabase database) {
        return commands.run("pg_dump", "--restrict-key=demo", "-d", database.connectionString())
                .result()
                .stdout();
    }

    private void show(List<String> list) {
        list.stream().limit(LIST_LINES).forEach(steps::detail);
        steps.detail("... and " + (list.size() - LIST_LINES) + " more lines");
    }
}
