package dev.sengi.internal.compare;

import dev.sengi.ProgressListener;
import dev.sengi.Stage;
import dev.sengi.internal.progress.MeasuredProgress;
import java.time.Duration;

/** Reports how many of a database's tables have been counted. */
final class CountProgress {
    private final ProgressListener listener;
    private final int tables;
    private final long size;
    private final long start = System.nanoTime();
    private int tablesDone;
    private long sizeDone;

    /**
     * Reports the beginning.
     *
     * @param tables how many will be counted
     * @param size of all of them together, in bytes, as far as the server knows it
     */
    CountProgress(ProgressListener listener, int tables, long size) {
        this.listener = listener;
        this.tables = tables;
        this.size = size;
        listener.stageStarted(Stage.DATA);
        counted(0, 0);
    }

    /** Reports that this many more tables of this size have been counted. */
    void counted(int moreTables, long moreSize) {
        tablesDone += moreTables;
        sizeDone += moreSize;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        listener.progress(new MeasuredProgress(tablesDone, tables, 0, 0, sizeDone, size, elapsed));
    }
}
