package dev.sengi.benchmarks;

import dev.sengi.cli.RecordedServer;
import dev.sengi.cli.Training;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes what {@code sengi share-classes} needs, in {@code cli/src/main/launcher}: {@code classes.list}, the classes that
 * the built commands load in a series of dumps and restores over TCP, with and without TLS, and over Unix-domain sockets,
 * and {@code sessions.gz}, the sessions of {@link Training}.
 *
 * <p>Must run on the oldest supported Java: newer versions skip names that they do not know.
 */
public final class StoredClasses {
    private static final String ROLE = "stored_classes";
    private static final String MADE_AT_RUN_TIME = ".*(\\$\\$Lambda[$/]|\\$Proxy|/Generated\\w+Accessor).*";

    /** More rows would only make the recording larger without adding other kinds of work. */
    private static final String WITHOUT_MOST_ROWS = """
            DO $$ DECLARE name regclass; BEGIN
                FOR name IN SELECT oid FROM pg_class
                    WHERE relkind = 'r' AND relnamespace <> 'pg_catalog'::regnamespace AND pg_table_size(oid) > 50000 LOOP
                    EXECUTE 'TRUNCATE ' || name || ' CASCADE';
                END LOOP;
            END $$""";

    private final Path lists;
    private final Path bin = Commands.built().bin();
    private int runs;

    private StoredClasses(Path lists) {
        this.lists = lists;
    }

    /** Replaces both files. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("sengi-classes");
        TestDatabase source = TestServer.current().copyOf("demo");
        requirePassword();
        StoredClasses classes = new StoredClasses(Files.createDirectory(folder.resolve("lists")));
        classes.run("pg_dump", "-Fc", "-f", folder.resolve("unencrypted").toString(), source.connectionString());
        try (ServerCertificate certificate = new ServerCertificate(folder)) {
            classes.runAll(database -> certificate.uri(database, "disable"), source, folder.resolve("tcp"));
            classes.runAll(database -> certificate.uri(database, "require"), source, folder.resolve("tls"));
            classes.runAll(TestDatabase::socketUri, source, folder.resolve("socket"));
            for (String sslmode : List.of("disable", "prefer", "require")) {
                String uri = source.connectionString(ROLE + ":" + ROLE) + "?sslmode=" + sslmode;
                classes.run("pg_dump", "-s", "-f", folder.resolve("schema").toString(), uri);
            }
            Path launcher = ProjectLayout.root().resolve("cli/src/main/launcher");
            Files.write(launcher.resolve("classes.list"), classes.names());
            recordSessions(Files.createDirectory(folder.resolve("training")), launcher.resolve("sessions.gz"));
        }
    }

    private static void recordSessions(Path folder, Path recording) throws IOException {
        try (TestDatabase database = TestServer.current().copyOf("demo");
                TestDatabase target = TestServer.current().createDatabase();
                TestDatabase another = TestServer.current().createDatabase();
                RoundTrips relay = new RoundTrips(database).recording()) {
            database.execute(WITHOUT_MOST_ROWS);
            List<String> targets = List.of(relay.connectionString(target), relay.connectionString(another));
            List<Integer> exitCodes = Training.run(relay.connectionString(), targets, folder);
            if (exitCodes.stream().anyMatch(code -> code != 0)) {
                throw new IllegalStateException("A command failed: " + exitCodes);
            }
            RecordedServer.write(recording, relay.recordings());
        }
    }

    /** Creates a role that needs a password. */
    private static void requirePassword() throws IOException {
        Path rules = TestServer.current().dataDirectory().resolve("pg_hba.conf");
        Files.writeString(rules, "host all " + ROLE + " all scram-sha-256\n" + Files.readString(rules));
        TestServer.current()
                .maintenance()
                .execute("CREATE ROLE " + ROLE + " LOGIN SUPERUSER PASSWORD '" + ROLE + "'", "SELECT pg_reload_conf()");
    }

    /**
     * Dumps and restores in every way.
     *
     * @param uri how to connect to a database
     */
    private void runAll(Function<TestDatabase, String> uri, TestDatabase database, Path folder) throws IOException {
        Files.createDirectory(folder);
        String source = uri.apply(database);
        String archive = folder.resolve("archive").toString();
        String directory = folder.resolve("directory").toString();
        run("pg_dump", "-s", "-f", folder.resolve("schema").toString(), source);
        run("pg_dump", "-f", folder.resolve("script").toString(), source);
        run("pg_dump", "--inserts", "-f", folder.resolve("inserts").toString(), source);
        run("pg_dump", "-Ft", "-f", folder.resolve("tar").toString(), source);
        run("pg_dump", "-Fd", "-f", folder.resolve("serial").toString(), source);
        run("pg_dump", "-Fd", "-j", "2", "-f", directory, source);
        for (String compression : List.of("none", "gzip", "lz4", "zstd")) {
            run("pg_dump", "-Fc", "-Z", compression, "-f", archive, source);
        }
        run("pg_dumpall", "-g", "-f", folder.resolve("globals").toString(), "-d", source);
        run("pg_restore", "-l", archive);
        run("pg_restore", "-f", folder.resolve("restored").toString(), archive);
        run("sengi", "list", archive);
        run("sengi", "verify", archive);
        try (TestDatabase target = TestServer.current().createDatabase()) {
            run("pg_restore", "-s", "-d", uri.apply(target), archive);
            run("pg_restore", "-a", "-j", "2", "--disable-triggers", "-d", uri.apply(target), archive);
        }
        restore(uri, archive);
        restore(uri, "-j", "2", directory);
    }

    private void restore(Function<TestDatabase, String> uri, String... arguments) {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            List<String> all = new ArrayList<>(List.of("-d", uri.apply(target)));
            all.addAll(List.of(arguments));
            run("pg_restore", all.toArray(String[]::new));
        }
    }

    private void run(String program, String... arguments) {
        Path list = lists.resolve(Integer.toString(runs++));
        // With the first option, the launcher does not use what it has stored.
        String options = "-Xshare:auto -XX:DumpLoadedClassList=" + list;
        ProgramRun.of(bin.resolve(program), List.of(arguments), new byte[0], Map.of("SENGI_JAVA_OPTS", options))
                .assertSuccess();
    }

    /** Returns the entries of all lists, except classes generated at run time and entries that contain paths. */
    private List<String> names() throws IOException {
        // Each call site takes a stored lambda of its own, even if others in its class make the same one. An entry is
        // needed as often as one command listed it.
        Map<String, Integer> occurrences = new TreeMap<>();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                namesOf(file).forEach((name, count) -> occurrences.merge(name, count, Integer::max));
            }
        }
        List<String> names = new ArrayList<>();
        List<String> lambdas = new ArrayList<>();
        occurrences.forEach(
                (name, count) -> (name.startsWith("@") ? lambdas : names).addAll(Collections.nCopies(count, name)));
        // Java stores a nested class's lambdas only if it has loaded the outer class before.
        names.addAll(lambdas);
        return names;
    }

    private static Map<String, Integer> namesOf(Path list) throws IOException {
        Map<String, Integer> occurrences = new TreeMap<>();
        // Lambdas are identified by their compiler-generated names: if a name changes, the lambda is no longer stored.
        Files.readAllLines(list).stream()
                .filter(line -> line.matches("[\\w/$]+( id: \\d+)?|@lambda-.*"))
                .map(line -> line.replaceFirst(" id: \\d+$", ""))
                .filter(line -> line.startsWith("@") || !line.matches(MADE_AT_RUN_TIME))
                .forEach(line -> occurrences.merge(line, 1, (count, one) -> isLambda(line) ? count + one : one));
        return occurrences;
    }

    private static boolean isLambda(String line) {
        return line.startsWith("@lambda-proxy");
    }
}
