package dev.sengi.cli.archive;

import dev.sengi.DumpAllFolder;
import dev.sengi.archive.Archive;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.internal.script.read.PlainScript;
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
public record ArchiveOperand(String name) {

    /** Opens the archive. Closing it leaves standard input open. */
    Archive open(Environment environment) throws IOException {
        if (isStandardInput()) {
            PlainScript.Found found = find(environment);
            found.requireArchive();
            return Archive.open(found.stream());
        }
        Path path = path();
        if (Files.isRegularFile(path)) {
            try (PlainScript.Found found = PlainScript.in(path)) {
                found.requireArchive();
            }
        }
        return Archive.open(path);
    }

    /** Checks for a script instead of an archive; closing the result leaves standard input open. */
    PlainScript.Found find(Environment environment) throws IOException {
        return isStandardInput() ? PlainScript.in(environment.in()) : PlainScript.in(path());
    }

    boolean isStandardInput() {
        return name == null || name.equals("-");
    }

    /** Returns the archive's path, unless it is standard input. */
    Path path() {
        try {
            Path path = NativeText.path(name);
            if (!name.isEmpty() && !Files.notExists(path)) {
                requireOneDatabase(name, path);
                return path;
            }
        } catch (InvalidPathException e) {
            throw CommandException.fatal("could not open input file \"" + name + "\": " + e.getReason(), e);
        }
        throw CommandException.fatal("could not open input file \"" + name + "\": No such file or directory");
    }

    /** Fails if a path is a folder with the archives of a whole server. */
    public static void requireOneDatabase(String name, Path path) {
        if (DumpAllFolder.isComplete(path)) {
            throw CommandException.fatal("\"" + name + "\" contains the archives of a whole server")
                    .withHint("Name one of the archives in \"" + path.resolve("databases") + "\" instead.");
        }
    }

    /** Returns the archive's name in messages. */
    String label() {
        return isStandardInput() ? "standard input" : name;
    }
}
