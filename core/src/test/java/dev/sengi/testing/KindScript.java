package dev.sengi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script in {@code kinds/}, which creates objects of one kind: {@code name.17.sql} is for servers from 17 on, {@code
 * name.before12.sql} for those before 12.
 *
 * @param file the script
 */
public record KindScript(Path file) {
    private static final Pattern RANGE = Pattern.compile("\\.(before)?(\\d+)\\.sql$");
    /** How the names of roles begin, which all databases of a server share. */
    private static final String ROLES = "kinds_";

    /** Returns all scripts, in the order of their names. */
    public static List<KindScript> all() {
        try {
            Path folder =
                    Path.of(KindScript.class.getResource("/dev/sengi/kinds").toURI());
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted(Comparator.comparing(Path::toString))
                        .map(KindScript::new)
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the scripts for a major version. */
    public static List<KindScript> on(int major) {
        return all().stream().filter(script -> script.isFor(major)).toList();
    }

    /**
     * Runs scripts in as few databases as their names allow, which the caller closes.
     *
     * @param roles what the names of roles begin with, different for each call on a server
     */
    public static List<TestDatabase> load(TestServer server, List<KindScript> scripts, String roles) {
        List<TestDatabase> databases = new ArrayList<>();
        try {
            for (KindScript script : scripts) {
                String text = script.text().replace(ROLES, roles);
                if (databases.stream().noneMatch(database -> accepts(database, text))) {
                    TestDatabase database = server.createDatabase();
                    databases.add(database);
                    database.execute(text);
                }
            }
        } catch (IllegalStateException e) {
            databases.forEach(TestDatabase::close);
            throw e;
        }
        return databases;
    }

    // A script is one message, hence one transaction: what a database rejects leaves nothing there.
    private static boolean accepts(TestDatabase database, String script) {
        try {
            database.execute(script);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Returns the kind's name. */
    public String kind() {
        return fileName().replaceFirst("\\..*", "");
    }

    public String fileName() {
        return file.getFileName().toString();
    }

    public boolean isFor(int major) {
        Matcher range = RANGE.matcher(fileName());
        if (range.find() && range.group(1) != null) {
            return major < Integer.parseInt(range.group(2));
        }
        return major >= since();
    }

    /** Returns the first major version that the script is for, or 0. */
    public int since() {
        Matcher range = RANGE.matcher(fileName());
        return range.find() && range.group(1) == null ? Integer.parseInt(range.group(2)) : 0;
    }

    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
