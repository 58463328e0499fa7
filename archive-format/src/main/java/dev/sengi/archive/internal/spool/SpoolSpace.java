package dev.sengi.archive.internal.spool;

import dev.sengi.archive.internal.io.FileReason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Space for bytes that outputs cannot pass on yet: a little memory, then one temporary file of bounded size, created
 * when needed. Safe for use by several threads.
 */
public final class SpoolSpace implements Closeable {
    /** The file is divided into extents of this many bytes. */
    static final int EXTENT = 64 * 1024;

    private static final long MOST_MEMORY = 4 << 20;
    private static final long MOST_FILE = 1L << 30;

    private final long most;
    /** Null for the system's folder of temporary files. */
    private final Path folder;

    private final Deque<Long> free = new ArrayDeque<>();
    private FileChannel file;
    private long fileSize;
    private long memory;
    private boolean stopped;

    /** Creates a space whose file is in the system's folder of temporary files, and grows to at most one gibibyte. */
    public SpoolSpace() {
        this(null);
    }

    /**
     * Creates a space whose file is in another folder.
     *
     * @param folder if it is null, or no file can be created there, the system's is used
     */
    public SpoolSpace(Path folder) {
        this(MOST_FILE, folder);
    }

    /** @param most bytes in the file */
    SpoolSpace(long most, Path folder) {
        this.most = most;
        this.folder = folder;
    }

    /** Reserves memory for the last bytes of a complete output, and returns whether there is enough. */
    synchronized boolean takeMemory(int bytes) {
        boolean fits = memory + bytes <= MOST_MEMORY;
        memory += fits ? bytes : 0;
        return fits;
    }

    synchronized void giveMemoryBack(int bytes) {
        memory -= bytes;
    }

    /** Reserves an extent, and returns its position, or -1 if none is left. */
    synchronized long takeExtent() throws IOException {
        requireNotStopped();
        if (!free.isEmpty()) {
            return free.removeLast();
        }
        if (fileSize + EXTENT > most) {
            return -1;
        }
        if (file == null) {
            file = createFile();
        }
        fileSize += EXTENT;
        return fileSize - EXTENT;
    }

    synchronized void giveExtentBack(long extent) {
        free.addLast(extent);
    }

    /** Creates the file so that systems that can remove open files leave nothing behind, however the process ends. */
    private FileChannel createFile() throws IOException {
        if (folder != null) {
            try {
                return open(Files.createTempFile(folder, ".sengi", ".spool"));
            } catch (IOException e) {
                // An archive that is written in place may be in a folder that accepts no new files.
            }
        }
        try {
            return open(Files.createTempFile("sengi", ".spool"));
        } catch (IOException e) {
            String place = System.getProperty("java.io.tmpdir");
            String reason = e instanceof FileSystemException known ? FileReason.of(known) : e.getMessage();
            throw new IOException("could not create a temporary file in \"" + place + "\": " + reason, e);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    void write(long extent, byte[] bytes, int length) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (content.hasRemaining()) {
                file.write(content, extent + content.position());
            }
        } catch (ClosedChannelException e) {
            throw interrupted(e);
        }
    }

    void read(long extent, byte[] bytes, int length) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (content.hasRemaining()) {
                if (file.read(content, extent + content.position()) < 0) {
                    throw new IOException("unexpected end of a temporary file");
                }
            }
        } catch (ClosedChannelException e) {
            throw interrupted(e);
        }
    }

    /** An interrupt of one thread closes the file for all; nothing else does while it is used. */
    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException e = new InterruptedIOException("interrupted while data waited to be written");
        e.initCause(cause);
        return e;
    }

    /** Waits until the output is released. */
    synchronized void await(SpooledOutput output) throws IOException {
        try {
            while (!output.isReleased()) {
                requireNotStopped();
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    private void requireNotStopped() throws IOException {
        if (stopped) {
            throw new IOException("the output was stopped");
        }
    }

    synchronized void wakeWaiting() {
        notifyAll();
    }

    /** Makes all outputs that are waiting, or would have to wait, fail, because another output has failed. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Removes the temporary file; all outputs have ended. */
    @Override
    public synchronized void close() throws IOException {
        stop();
        if (file != null) {
            file.close();
        }
    }
}
