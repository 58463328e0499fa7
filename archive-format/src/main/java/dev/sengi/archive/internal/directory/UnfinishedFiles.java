package dev.sengi.archive.internal.directory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Files and folders that are being created: unless they are complete, they are removed, last first, when this object is
 * closed or the JVM shuts down.
 */
final class UnfinishedFiles implements Closeable {
    private final Deque<Path> made = new ArrayDeque<>();
    private final Thread remover = new Thread(this::removeAll, "sengi-unfinished-files");
    private boolean closed;

    UnfinishedFiles() {
        try {
            Runtime.getRuntime().addShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
            closed = true;
        }
    }

    /** @throws IOException if the JVM is shutting down */
    synchronized void add(Path path) throws IOException {
        if (closed) {
            Files.deleteIfExists(path);
            throw new IOException("the process is ending");
        }
        made.push(path);
    }

    /** Keeps everything that has been created. */
    synchronized void complete() {
        made.clear();
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The shutdown hook does the same.
        }
        remove();
    }

    private void removeAll() {
        try {
            remove();
        } catch (IOException e) {
            // Without its table of contents, what is left is not an archive.
        }
    }

    private synchronized void remove() throws IOException {
        closed = true;
        while (!made.isEmpty()) {
            Files.deleteIfExists(made.pop());
        }
    }
}
