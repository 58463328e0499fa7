package dev.sengi.internal.session.copy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Pauses before reads, if that is faster, so that each read returns more rows. A server on the same machine sends rows
 * in packets of 8 kB, and may spend much of its time waking up a reader that waits for every packet. Whether pauses
 * help depends on the socket's buffers and on the load of the processors, so it is measured repeatedly. Used by one
 * thread.
 */
final class ReadPace {
    /** Long enough for dozens of packets to arrive. */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(300);

    /** A read of this many bytes shows that the reader is already falling behind. */
    private static final int MANY = 64 * 1024;

    /** The size of a sample in bytes. */
    static final int SAMPLE = 2 << 20;

    /** The longest duration of a sample for which pauses are tried; rows that arrive more slowly accumulate anyway. */
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(20);

    /** The initial and the maximum number of samples after which the alternative is tried again. */
    private static final int SOON = 8;

    private static final int LATE = 128;

    private final LongSupplier clock;
    private final Way reading = new Way();
    private final Way pausing = new Way();
    private Way way = reading;
    private Way better = reading;
    private long sampleStart;
    private int sampled;
    private int untilTrial = 1;
    private int interval = SOON;
    private boolean many;

    ReadPace() {
        this(System::nanoTime);
    }

    ReadPace(LongSupplier clock) {
        this.clock = clock;
        sampleStart = clock.getAsLong();
    }

    /** Called before a read. */
    void await() {
        if (pauses() && !many) {
            // Returns immediately if this thread has been interrupted, and leaves the interrupt status set.
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Returns whether reads currently wait. */
    boolean pauses() {
        return way == pausing;
    }

    /** Called after a read. */
    void read(int count) {
        many = count >= MANY;
        sampled += count;
        if (sampled >= SAMPLE) {
            long now = clock.getAsLong();
            way.took(now - sampleStart);
            choose();
            sampleStart = now;
            sampled = 0;
        }
    }

    private void choose() {
        if (way.nanos > FAST) {
            // Earlier samples do not apply to rows that arrive faster.
            reading.nanos = 0;
            pausing.nanos = 0;
            way = reading;
            better = reading;
            interval = SOON;
            untilTrial = 1;
            return;
        }
        Way before = better;
        better = pausing.nanos > 0 && pausing.nanos < reading.nanos ? pausing : reading;
        if (better != before) {
            interval = SOON;
            untilTrial = SOON;
        }
        way = better;
        if (--untilTrial == 0) {
            way = better == reading ? pausing : reading;
            untilTrial = interval;
            interval = Math.min(LATE, 2 * interval);
        }
    }

    /** A way of reading: with pauses or without. */
    private static final class Way {
        /** The average time of a sample, in which recent ones count more; 0 if not known. */
        private long nanos;

        void took(long elapsed) {
            nanos = nanos == 0 ? elapsed : (nanos + elapsed) / 2;
        }
    }
}
