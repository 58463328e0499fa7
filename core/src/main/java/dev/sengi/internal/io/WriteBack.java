package dev.sengi.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Writes a growing file to the disk in steps, so that not all of it is left to be written when the file is complete and
 * must be forced to the disk.
 *
 * <p>Used by the thread that writes the file. A thread of its own does the work; at most one at a time, and none once
 * {@link #await} has returned.
 */
final class WriteBack {
    private static final long STEP = 64 << 20;

    private final FileChannel channel;
    private long bytes;
    private Thread thread;
    private volatile IOException failure;

    WriteBack(FileChannel channel) {
        this.channel = channel;
    }

    /** Called after this many bytes have been written to the channel. */
    void written(int count) {
        bytes += count;
        if (bytes >= STEP && (thread == null || !thread.isAlive())) {
            bytes = 0;
            thread = new Thread(this::force, "sengi-write-back");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Waits for the step under way, even if this thread is interrupted. */
    void await() {
        boolean interrupted = false;
        while (thread != null) {
            try {
                thread.join();
                thread = null;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Forces the whole file to the disk.
     *
     * @throws IOException also if an earlier step failed, because the system may report that only once
     */
    void finish() throws IOException {
        await();
        if (failure != null) {
            throw failure;
        }
        channel.force(true);
    }
}
