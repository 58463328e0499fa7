package dev.sengi.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reserves standard output for commands. The launcher passes it under another descriptor, and gives the JVM standard
 * error in its place. Otherwise, the JVM's warnings and thread dumps, or an agent's messages, would end up in the
 * middle of a dump.
 */
public final class StandardOutput {
    private static final String PROPERTY = "sengi.stdout";
    /** The descriptor that the launcher passes for standard output. */
    private static final Integer NUMBER = Integer.getInteger(PROPERTY);

    private static final String CLOSED = "closed";
    private static final String NO_DESCRIPTOR = "Bad file descriptor";

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int MAX_LINKS = 40;

    private StandardOutput() {}

    /** Returns whether the process was started with standard output closed. */
    static boolean isClosed() {
        return CLOSED.equals(System.getProperty(PROPERTY));
    }

    /** Returns the descriptor of standard output. */
    private static int number() {
        return NUMBER == null ? 1 : NUMBER;
    }

    public static boolean isTerminal() {
        return Terminals.isTerminal(number());
    }

    /** Fails if standard output is closed, as pg_dump and pg_restore do even if they do not write to it. */
    public static void require() {
        if (isClosed()) {
            throw CommandException.fatal("could not open stdout for appending: " + NO_DESCRIPTOR);
        }
    }

    /** Returns the stream, and redirects {@link System#out} to standard error. */
    public static OutputStream ofProcess() {
        FileDescriptor descriptor = NUMBER == null ? FileDescriptor.out : descriptor(NUMBER);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        return isClosed() ? new ClosedOutput() : new FileOutputStream(descriptor);
    }

    /** Returns the file that the user means: {@code /dev/stdout} under its current descriptor. */
    public static Path file(Path path) {
        if (NUMBER == null || !Files.isSymbolicLink(path)) {
            return path;
        }
        try {
            Path link = path.toAbsolutePath();
            for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(link); links++) {
                if (link.getFileName().equals(Path.of("1")) && Files.isSameFile(link.getParent(), OPEN_FILES)) {
                    return OPEN_FILES.resolve(NUMBER.toString());
                }
                link = link.resolveSibling(Files.readSymbolicLink(link));
            }
        } catch (IOException e) {
            // Opening the file will report the reason.
        }
        return path;
    }

    private static final class ClosedOutput extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException(NO_DESCRIPTOR);
        }
    }

    /**
     * The launcher opens {@code java.io} for this: opening {@code /dev/fd} instead would start again at the file's
     * beginning.
     */
    private static FileDescriptor descriptor(int number) {
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return constructor.newInstance(number);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("could not use file descriptor " + number, e);
        }
    }
}
