package dev.sengi.internal.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets rows gather before they are read if they arrive fast. A server on the same machine sends them in packets of 8 kB,
 * and spends much of its time on waking a reader that waits for each. Used by one thread.
 */
final class ReadPace {
    /** Long enough for dozens of packets, and short enough not to fill a Unix-domain socket's buffer of 208 kB. */
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(300);

    /** A read of so many bytes shows that the reader falls behind already. */
    private static final int MANY = 64 * 1024;

    private static final int SAMPLE = 1 << 20;
    /** At 100 MiB/s, the pauses add nothing noticeable to a sample's time, whatever the server does. */
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(10);

    private long sampleStart = System.nanoTime();
    private int sampled;
    private boolean fast;
    private boolean many;

    /** Called before a read. */
    void await() {
        if (fast && !many) {
            // Returns at once if this thread has been interrupted, and leaves that to others.
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Called after a read. */
    void read(int count) {
        many = count >= MANY;
        sampled += count;
        if (sampled >= SAMPLE) {
            long now = System.nanoTime();
            fast = now - sampleStart < FAST;
            sampleStart = now;
            sampled = 0;
        }
    }
}
