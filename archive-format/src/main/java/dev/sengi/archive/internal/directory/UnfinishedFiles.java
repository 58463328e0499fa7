package dev.sengi.archive.internal.directory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.LongFunction;

/**
 * Files and folders that are being created. Unless they are complete, they are removed when this object is closed or
 * the JVM shuts down: large objects first, the others in reverse order.
 */
final class UnfinishedFiles implements Closeable {
    private static final int FIRST_SIZE = 16;

    private final Deque<Path> made = new ArrayDeque<>();
    /** Large objects whose files have been created. There may be millions, whose paths would not fit in memory. */
    private int[] oids = new int[FIRST_SIZE];

    private int objects;
    private final LongFunction<Path> fileOfObject;
    private final Thread remover = new Thread(this::removeAll, "sengi-unfinished-files");
    private boolean closed;

    /** @param fileOfObject returns the file of the large object with an OID */
    UnfinishedFiles(LongFunction<Path> fileOfObject) {
        this.fileOfObject = fileOfObject;
        try {
            Runtime.getRuntime().addShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
            closed = true;
        }
    }

    /** @throws IOException if the JVM is shutting down */
    synchronized void add(Path path) throws IOException {
        requireOpen(path);
        made.push(path);
    }

    /**
     * Adds the file of a large object.
     *
     * @throws IOException if the JVM is shutting down
     */
    synchronized void addObject(long oid) throws IOException {
        requireOpen(fileOfObject.apply(oid));
        if (objects == oids.length) {
            oids = Arrays.copyOf(oids, objects + objects / 2);
        }
        oids[objects++] = (int) oid;
    }

    private void requireOpen(Path path) throws IOException {
        if (closed) {
            Files.deleteIfExists(path);
            throw new IOException("the process is exiting");
        }
    }

    /** Keeps everything that has been created. */
    synchronized void complete() {
        made.clear();
        objects = 0;
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
        while (objects > 0) {
            Files.deleteIfExists(fileOfObject.apply(Integer.toUnsignedLong(oids[--objects])));
        }
        while (!made.isEmpty()) {
            Files.deleteIfExists(made.pop());
        }
    }
}
