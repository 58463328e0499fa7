package dev.sengi.cli.command;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.internal.io.FileErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A command's text output: the file that {@code -f} names, or standard output. */
public final class TextOutput {
    private static final int BUFFER_SIZE = 1 << 16;

    private TextOutput() {}

    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;

        /** Writes through a buffer, and closes the stream. */
        default void buffered(OutputStream file) throws IOException {
            try (OutputStream out = new BufferedOutputStream(file, BUFFER_SIZE)) {
                to(out);
            }
        }
    }

    /** When a file is written: as the text arrives, or only once the text is complete. */
    @FunctionalInterface
    public interface IntoFile {
        void write(Path file, Writing writing) throws IOException;
    }

    /**
     * Writes to the file, or to standard output if its name is null or {@code -}.
     *
     * @throws ArchiveFormatException if the archive being read is damaged
     * @throws CommandException if the output cannot be written
     */
    public static void write(String file, Environment environment, IntoFile intoFile, Writing writing)
            throws ArchiveFormatException {
        try {
            if (file == null || file.equals("-")) {
                writing.to(environment.out());
            } else {
                intoFile.write(FileNames.output(file), writing);
            }
        } catch (FileSystemException e) {
            // Java interprets an empty name as the current folder.
            String reason = "".equals(file) ? "No such file or directory" : FileErrors.reason(e);
            throw CommandException.fatal("could not open output file \"" + file + "\": " + reason, e);
        } catch (ArchiveFormatException e) {
            throw e;
        } catch (IOException e) {
            throw CommandException.fatal(FileErrors.writing("file", e), e);
        }
    }
}
