package dev.sengi.cli.restore;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.FileNames;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.text.ByteLines;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The file that {@code -L} names. */
public final class UseListFile {
    private UseListFile() {}

    /** Returns the lines. */
    public static List<String> read(String file) {
        if (file.isEmpty()) {
            throw unreadable(file, "No such file or directory", null);
        }
        try {
            return ByteLines.of(Files.readAllBytes(FileNames.input(file)));
        } catch (IOException e) {
            throw unreadable(file, FileErrors.reason(e), e);
        }
    }

    private static CommandException unreadable(String file, String reason, IOException cause) {
        return CommandException.fatal("could not open TOC file \"" + file + "\": " + reason, cause);
    }
}
