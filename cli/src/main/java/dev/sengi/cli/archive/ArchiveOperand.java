package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The archive that a command line names.
 *
 * @param name a file's or a directory's; {@code -} or null for standard input
 */
record ArchiveOperand(String name) {

    /** Opens the archive; standard input stays open when it is closed. */
    Archive open(Environment environment) throws IOException {
        if (name != null && !name.equals("-")) {
            return Archive.open(path());
        }
        return Archive.open(environment.in());
    }

    private Path path() {
        try {
            Path path = NativeText.path(name);
            if (!name.isEmpty() && Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw CommandException.fatal("could not open input file \"" + name + "\": " + e.getReason(), e);
        }
        throw CommandException.fatal("could not open input file \"" + name + "\": No such file or directory");
    }

    /** Returns how messages call the archive. */
    String label() {
        return name == null || name.equals("-") ? "standard input" : name;
    }
}
