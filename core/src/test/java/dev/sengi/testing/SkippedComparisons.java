package dev.sengi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many comparisons each module's tests skipped because PostgreSQL's own programs are missing. The tests of each
 * module write their number to a file; the reactor's last module prints the sum at the end of the build.
 */
public final class SkippedComparisons {
    private static final Path FILE = Path.of("target", "skipped-comparisons");
    private static final List<String> MODULES = List.of("core", "cli");

    private SkippedComparisons() {}

    /** Prints the sum and the command that installs the programs, or nothing if no comparison was skipped. */
    public static void main(String[] args) {
        report(MODULES.stream().map(ProjectLayout.root()::resolve)).ifPresent(System.out::println);
    }

    /** Writes the number for the module whose folder is the working directory. */
    static void write(int skipped) {
        try {
            // Tests that run elsewhere, such as in an IDE, write nothing.
            if (Files.isDirectory(FILE.getParent())) {
                Files.writeString(FILE, Integer.toString(skipped));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what to print about the modules in these folders. */
    static Optional<String> report(Stream<Path> modules) {
        int sum = modules.mapToInt(SkippedComparisons::read).sum();
        return sum == 0
                ? Optional.empty()
                : Optional.of("[WARNING] " + sum + " comparisons with PostgreSQL's own programs were skipped, because"
                        + " these are not installed.\n[WARNING] To install them: dev/install-postgres-client");
    }

    private static int read(Path module) {
        Path file = module.resolve(FILE);
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
