package dev.sengi.internal.restore.plain;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.internal.progress.ForwardingListener;
import dev.sengi.internal.progress.MeasuredProgress;
import dev.sengi.internal.script.read.PlainScript;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ReadableMessages;
import java.io.IOException;
import java.time.Duration;

/** Passes on a script's messages and failures, made readable if necessary, and reports how much of the file has been read. */
final class ScriptProgress extends ForwardingListener {
    private static final long PERIOD_NANOS = 100_000_000;

    private final ProgressListener listener;
    private final ProgressListener readable;
    private final PlainScript script;
    private final long size;
    private final long start = System.nanoTime();
    private boolean bytewise;
    private long bytes;
    private long rows;
    private long last = start;

    ScriptProgress(ProgressListener listener, PlainScript script) throws IOException {
        this.listener = listener;
        readable = ReadableMessages.of(listener);
        this.script = script;
        size = script.size();
    }

    /** Sets whether the following messages and failures are {@linkplain BytewiseText bytewise}. */
    void bytewise(boolean are) {
        bytewise = are;
    }

    /** Returns the error with its text made readable if necessary. */
    SengiException readable(SengiException error) {
        return bytewise ? ReadableMessages.of(error) : error;
    }

    @Override
    protected ProgressListener target() {
        return bytewise ? readable : listener;
    }

    /** Reports progress from time to time while commands without rows are sent. */
    void commandSent() {
        if (System.nanoTime() - last >= PERIOD_NANOS) {
            advanced(0, 0);
        }
    }

    /** Reports that this much more has been sent. How much of a streamed script is left is unknown. */
    void advanced(long moreBytes, long moreRows) {
        bytes += moreBytes;
        rows += moreRows;
        last = System.nanoTime();
        report(0, size > 0 ? script.bytesRead() : 0);
    }

    /** Reports that the whole script has been run. */
    void finished() {
        last = System.nanoTime();
        report(1, Math.max(size, 0));
    }

    /** @param done 1 at the end: the script counts as one entry */
    private void report(int done, long read) {
        Duration elapsed = Duration.ofNanos(last - start);
        listener.progress(new MeasuredProgress(done, 1, bytes, rows, read, Math.max(size, 0), elapsed));
    }
}
