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
    /**
     * Long enough for dozens of packets to arrive through TCP. The buffer of a Unix-domain socket is full before that, and the
     * server then waits for its reader.
     */
    static final long LONG_PAUSE = TimeUnit.MICROSECONDS.toNanos(300);

    /** Long enough for several packets to arrive. */
    static final long SHORT_PAUSE = TimeUnit.MICROSECONDS.toNanos(30);

    /** A read of this many bytes shows that the reader is already falling behind. */
    private static final int MANY = 64 * 1024;

    /** The size of a sample in bytes. */
    static final int SAMPLE = 2 << 20;

    /** The longest duration of a sample for which pauses are tried; rows that arrive more slowly accumulate anyway. */
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(20);

    /** The initial and the maximum number of samples after which an alternative is tried again. */
    private static final int SOON = 8;

    private static final int LATE = 128;

    private final LongSupplier clock;
    private final Way[] ways = {new Way(0), new Way(SHORT_PAUSE), new Way(LONG_PAUSE)};
    private Way way = ways[0];
    private Way best = ways[0];
    /** The index of the alternative that was tried last. */
    private int tried;

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
        if (way.pause > 0 && !many) {
            // Returns immediately if this thread has been interrupted, and leaves the interrupt status set.
            LockSupport.parkNanos(way.pause);
        }
    }

    /** Returns how long reads currently wait, in nanoseconds. */
    long pause() {
        return way.pause;
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
            for (Way each : ways) {
                each.nanos = 0;
            }
            best = ways[0];
            way = best;
            interval = SOON;
            untilTrial = 1;
            return;
        }
        Way before = best;
        best = fastest();
        if (best != before) {
            interval = SOON;
            untilTrial = SOON;
        }
        way = best;
        if (--untilTrial == 0) {
            way = alternative();
            untilTrial = interval;
            interval = Math.min(LATE, 2 * interval);
        }
    }

    private Way fastest() {
        Way fastest = best;
        for (Way each : ways) {
            if (each.nanos > 0 && each.nanos < fastest.nanos) {
                fastest = each;
            }
        }
        return fastest;
    }

    /** Returns the others in turn. */
    private Way alternative() {
        do {
            tried = (tried + 1) % ways.length;
        } while (ways[tried] == best);
        return ways[tried];
    }

    /** A way of reading: with pauses of some length, or without. */
    private static final class Way {
        private final long pause;
        /** The average time of a sample, in which recent ones count more; 0 if not known. */
        private long nanos;

        Way(long pause) {
            this.pause = pause;
        }

        void took(long elapsed) {
            nanos = nanos == 0 ? elapsed : (nanos + elapsed) / 2;
        }
    }
}
