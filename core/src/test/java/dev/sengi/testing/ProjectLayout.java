package dev.sengi.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Paths in the project's folder. */
public final class ProjectLayout {
    private static final Path ROOT = findRoot();

    private ProjectLayout() {}

    /** Returns the folder that contains the modules. */
    public static Path root() {
        return ROOT;
    }

    /** Returns the jar with the server binaries of a major version, which the build of core puts there. */
    static Path serverJar(int major) {
        return ROOT.resolve("core/target/postgres/" + major + ".jar");
    }

    // Maven's tests pass the root; elsewhere (an IDE, a main method) it is the closest folder that contains the
    // modules.
    private static Path findRoot() {
        String named = System.getProperty("sengi.root");
        if (named != null) {
            return Path.of(named);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("archive-format")) && Files.isDirectory(folder.resolve("core"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside the project: " + start);
    }
}
