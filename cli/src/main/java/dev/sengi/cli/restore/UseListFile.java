package dev.sengi.cli.restore;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.FileErrors;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** The file that {@code -L} names. */
public final class UseListFile {
    private UseListFile() {}

    /** Returns the lines. Only their numbers matter, so the encoding of the rest is irrelevant. */
    public static List<String> read(String file) {
        try {
            return Files.readAllLines(NativeText.path(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw CommandException.fatal("could not open TOC file \"" + file + "\": " + FileErrors.reason(e), e);
        }
    }
}
