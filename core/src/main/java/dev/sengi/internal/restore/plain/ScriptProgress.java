package dev.sengi.internal.restore.plain;

import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.MeasuredProgress;
import java.io.IOException;
import java.time.Duration;

/** Passes on a script's messages, made readable if necessary, and reports how much of the file has been read. */
final class ScriptProgress implements ProgressListener {
    private static final long PERIOD_NANOS = 100_000_000;

    private final ProgressListener listener;
    private final PlainScript script;
    private final long size;
    private final long start = System.nanoTime();
    private boolean bytewise;
    private long bytes;
    private long rows;
    private long last = start;

    ScriptProgress(ProgressListener listener, PlainScript script) throws IOException {
        this.listener = listener;
        this.script = script;
        size = script.size();
    }

    /** Sets whether the following messages are {@linkplain BytewiseText bytewise}. */
    void bytewise(boolean are) {
        bytewise = are;
    }

    @Override
    public void message(Severity severity, String text) {
        listener.message(severity, bytewise ? BytewiseText.readable(text) : text);
    }

    @Override
    public void stageStarted(Stage stage) {
        listener.stageStarted(stage);
    }

    @Override
    public void failed(RestoreFailure failure) {
        listener.failed(failure);
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
