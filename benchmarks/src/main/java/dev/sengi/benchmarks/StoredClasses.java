package dev.sengi.benchmarks;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes {@code cli/src/main/launcher/classes.list}, the classes that {@code sengi share-classes} stores: those that
 * the built commands load in a series of dumps and restores over TCP, with and without TLS.
 *
 * <p>Must run on the oldest supported Java: newer versions skip names that they do not know.
 */
public final class StoredClasses {
    private static final String MADE_AT_RUN_TIME = ".*(\\$\\$Lambda|\\$Proxy|/Generated\\w+Accessor).*";

    private final Path lists;
    private final Path bin = Commands.built().bin();
    private int runs;

    private StoredClasses(Path lists) {
        this.lists = lists;
    }

    /** Replaces the list. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("sengi-classes");
        TestDatabase source = TestServer.current().copyOf("demo");
        try (TestDatabase target = TestServer.current().createDatabase();
                ServerCertificate certificate = new ServerCertificate(folder)) {
            StoredClasses classes = new StoredClasses(Files.createDirectory(folder.resolve("lists")));
            classes.runAll(certificate.uri(source, ""), certificate.uri(target, ""), folder);
            Path list = ProjectLayout.root().resolve("cli/src/main/launcher/classes.list");
            Files.write(list, classes.names());
        }
    }

    private void runAll(String source, String target, Path folder) throws IOException {
        String archive = folder.resolve("archive").toString();
        run("pg_dump", "-s", "-f", folder.resolve("schema").toString(), source + "disable");
        for (String compression : List.of("none", "gzip", "lz4", "zstd")) {
            run("pg_dump", "-Fc", "-Z", compression, "-f", archive, source + "require");
        }
        run("pg_dump", "--inserts", "-f", folder.resolve("inserts").toString(), source + "disable");
        run("pg_restore", "-l", archive);
        run("pg_restore", "-f", folder.resolve("script").toString(), archive);
        run("pg_restore", "-s", "-d", target + "disable", archive);
        run("pg_restore", "-a", "-j", "2", "--disable-triggers", "-d", target + "require", archive);
        run("pg_dump", "-Fd", "-f", folder.resolve("directory").toString(), source + "disable");
        run("sengi", "list", archive);
        run("sengi", "verify", archive);
    }

    private void run(String program, String... arguments) {
        Path list = lists.resolve(Integer.toString(runs++));
        String option = "-XX:DumpLoadedClassList=" + list;
        ProgramRun.of(bin.resolve(program), List.of(arguments), new byte[0], Map.of("SENGI_JAVA_OPTS", option))
                .assertSuccess();
    }

    /** Returns the entries of all lists, except classes generated at run time and entries that contain paths. */
    private List<String> names() throws IOException {
        // Lambdas are identified by their compiler-generated names: if a name changes, the lambda is no longer stored.
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.matches("[\\w/$]+( id: \\d+)?|@lambda-.*"))
                        .map(line -> line.replaceFirst(" id: \\d+$", ""))
                        .filter(line -> line.startsWith("@") || !line.matches(MADE_AT_RUN_TIME))
                        .forEach(names::add);
            }
        }
        return List.copyOf(names);
    }
}
