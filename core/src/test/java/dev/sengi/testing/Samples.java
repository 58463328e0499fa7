package dev.sengi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the sample databases come from. */
public final class Samples {
    /** The database written for this project, which is always there. */
    public static final String DEMO = "demo";

    /** Dumps of real databases, in {@code ../shared/samples} or the folder that {@code SENGI_SAMPLES} names. */
    public static final List<String> REAL = List.of("pagila", "chinook", "netflix", "titanic", "periodic_table");

    /** All of them. */
    public static final List<String> ALL =
            Stream.concat(Stream.of(DEMO), REAL.stream()).toList();

    private static final List<String> DEMO_SCRIPTS =
            List.of("1-foundation", "2-fleet", "3-timetable", "4-sales", "5-logic", "6-grants", "7-newer-servers");

    /** The first major that loads the demo database. */
    private static final int DEMO_SINCE = 14;

    /** The first major that knows primary keys of partitioned tables, which pagila has. */
    private static final int PAGILA_SINCE = 11;

    /** What scripts of samples set, and what servers before 12 do not know. */
    private static final String ACCESS_METHOD = "SET default_table_access_method = heap;\n";

    private Samples() {}

    /** Returns the samples that a server of that major loads. */
    public static List<String> on(int major) {
        return ALL.stream()
                .filter(sample -> major >= DEMO_SINCE || !sample.equals(DEMO))
                .filter(sample -> major >= PAGILA_SINCE || !sample.equals("pagila"))
                .toList();
    }

    /** Skips the test if the sample cannot be loaded here: all but the demo need psql and a script. */
    static void requireLoadable(String name) {
        if (!name.equals(DEMO)) {
            RealClient.require();
            require(name);
        }
    }

    static void load(String name, TestDatabase into) {
        if (name.equals(DEMO)) {
            loadDemo(into);
        } else if (into.server().major() < 12) {
            into.runScript(script(name).replace(ACCESS_METHOD, ""));
        } else {
            into.runScript(script(name));
        }
    }

    private static String script(String name) {
        try {
            return Files.readString(require(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the demo database, whose script needs no psql. */
    public static void loadDemo(TestDatabase into) {
        into.execute(DEMO_SCRIPTS.stream().map(Samples::demoScript).toArray(String[]::new));
    }

    private static Path require(String name) {
        Optional<Path> script = find(name);
        if (script.isEmpty()) {
            RealClient.skip("sample " + name + " is not in " + folder());
        }
        return script.orElseThrow();
    }

    /** Returns a sample's script where it is on this machine. */
    public static Optional<Path> find(String name) {
        return RealClient.isUnwanted()
                ? Optional.empty()
                : Optional.of(folder().resolve(name + ".sql")).filter(Files::exists);
    }

    private static Path folder() {
        String named = System.getenv("SENGI_SAMPLES");
        return named != null ? Path.of(named) : ProjectLayout.root().resolveSibling("shared/samples");
    }

    private static String demoScript(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("demo/" + name + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
