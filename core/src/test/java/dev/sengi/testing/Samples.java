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
import org.junit.jupiter.api.Assumptions;

/** The sample databases and their sources. */
public final class Samples {
    /** The ferry company's database, which is part of the project. */
    public static final String DEMO = "demo";

    /** The ship chandler's database, which is part of the project and uses only features of 9.6. */
    public static final String CHANDLER = "chandler";

    /**
     * Dumps of real databases, in {@code ../shared/samples} or the folder that {@code SENGI_SAMPLES} names. Optional;
     * any may be missing.
     */
    public static final List<String> REAL = List.of("pagila", "chinook", "netflix", "titanic", "periodic_table");

    private static final List<String> DEMO_SCRIPTS =
            List.of("1-foundation", "2-fleet", "3-timetable", "4-sales", "5-logic", "6-grants", "7-newer-servers");

    /** The first major version that loads the demo database. */
    private static final int DEMO_SINCE = 14;

    /** The first major version with primary keys on partitioned tables, which pagila uses. */
    private static final int PAGILA_SINCE = 11;

    /** A setting in the samples' scripts that servers before 12 reject. */
    private static final String ACCESS_METHOD = "SET default_table_access_method = heap;\n";

    private Samples() {}

    /** Returns the project's own sample that a server of that major version loads. */
    public static String own(int major) {
        return major < DEMO_SINCE ? CHANDLER : DEMO;
    }

    /** Returns the available samples that a server of that major version loads. */
    public static List<String> on(int major) {
        return Stream.concat(
                        Stream.of(own(major)),
                        REAL.stream().filter(sample -> find(sample).isPresent()))
                .filter(sample -> major >= PAGILA_SINCE || !sample.equals("pagila"))
                .toList();
    }

    /** Skips the test if the sample cannot be loaded here: all but the project's own need psql and a script. */
    static void requireLoadable(String name) {
        if (!name.equals(DEMO) && !name.equals(CHANDLER)) {
            RealClient.require();
            require(name);
        }
    }

    static void load(String name, TestDatabase into) {
        if (name.equals(DEMO)) {
            loadDemo(into);
        } else if (name.equals(CHANDLER)) {
            into.execute(resource("chandler.sql"));
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
        into.execute(DEMO_SCRIPTS.stream()
                .map(script -> resource("demo/" + script + ".sql"))
                .toArray(String[]::new));
    }

    private static Path require(String name) {
        Optional<Path> script = find(name);
        if (script.isEmpty()) {
            Assumptions.abort("sample " + name + " is not in " + folder());
        }
        return script.orElseThrow();
    }

    /** Returns a sample's script if it is available. */
    public static Optional<Path> find(String name) {
        return RealClient.isUnwanted()
                ? Optional.empty()
                : Optional.of(folder().resolve(name + ".sql")).filter(Files::exists);
    }

    private static Path folder() {
        String named = System.getenv("SENGI_SAMPLES");
        return named != null ? Path.of(named) : ProjectLayout.root().resolveSibling("shared/samples");
    }

    private static String resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
