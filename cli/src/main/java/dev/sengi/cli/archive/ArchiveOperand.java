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
 * The archive named on the command line.
 *
 * @param name of a file or directory; {@code -} or null for standard input
 */
record ArchiveOperand(String name) {

    /** Opens the archive. Closing it leaves standard input open. */
    Archive open(Environment environment) throws IOException {
        return isStandardInput() ? Archive.open(environment.in()) : Archive.open(path());
    }

    boolean isStandardInput() {
        return name == null || name.equals("-");
    }

    /** Returns the archive's path, unless it is standard input. */
    Path path() {
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

    /** Returns the archive's name in messages. */
    String label() {
        return isStandardInput() ? "standard input" : name;
    }
}
