package dev.sengi.internal.io;

import java.util.function.LongSupplier;

/**
 * Measures, sample by sample, whether one side of a transfer takes most of its time, so that another thread for it is
 * worthwhile. Used by one thread.
 */
final class StageSample {
    /** The size of a sample in bytes. */
    static final int SIZE = 8 << 20;

    private final LongSupplier clock;
    private long start;
    private int passed;
    /** The part of the sample's time that was spent on that side, in nanoseconds. */
    private long spent;

    private long began;

    StageSample(LongSupplier clock) {
        this.clock = clock;
        start = clock.getAsLong();
    }

    /** Called before that side works. */
    void begin() {
        began = clock.getAsLong();
    }

    /**
     * Called after that side has worked on this many bytes. Returns whether they complete a sample of whose time it took
     * more than three quarters.
     */
    boolean end(int count) {
        long now = clock.getAsLong();
        spent += now - began;
        passed += count;
        if (passed < SIZE) {
            return false;
        }
        boolean most = spent > (now - start) / 4 * 3;
        start = now;
        passed = 0;
        spent = 0;
        return most;
    }
}
