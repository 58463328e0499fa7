package dev.sengi.internal.compare;

import dev.sengi.ProgressListener;
import dev.sengi.internal.progress.MeasuredProgress;
import dev.sengi.internal.script.read.PlainScript;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;

/** The text of a script, which reports after each mebibyte how much of the file has been read. Used by one thread. */
final class MeasuredText extends FilterInputStream {
    private static final long PERIOD = 1 << 20;

    private final PlainScript script;
    private final ProgressListener listener;
    private final Runnable requireRunning;
    /** Of the file; 0 if it is unknown. */
    private final long size;

    private final long start = System.nanoTime();
    private long bytes;
    private long reported;

    /** @param requireRunning called before each read; may throw an exception to stop reading */
    MeasuredText(PlainScript script, ProgressListener listener, Runnable requireRunning) throws IOException {
        super(script.open());
        this.script = script;
        this.listener = listener;
        this.requireRunning = requireRunning;
        size = Math.max(script.size(), 0);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        requireRunning.run();
        int count = super.read(buffer, offset, length);
        bytes += Math.max(count, 0);
        if (bytes - reported >= PERIOD) {
            report(0, size > 0 ? script.bytesRead() : 0);
        }
        return count;
    }

    /** Reports that the whole script has been read. */
    void finished() {
        report(1, size);
    }

    /** @param done 1 at the end: the script counts as one entry */
    private void report(int done, long read) {
        reported = bytes;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        listener.progress(new MeasuredProgress(done, 1, bytes, 0, read, size, elapsed));
    }
}
