package dev.sengi.testing;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Takes a while for each piece of data, and discards it. */
public final class SlowOutput extends OutputStream {
    /** More than a header or a table of contents has. */
    private static final int DATA = 10_000;

    private final Duration each;
    private final CountDownLatch begun = new CountDownLatch(1);

    public SlowOutput(Duration each) {
        this.each = each;
    }

    /** Waits for the first piece of data. */
    public void awaitData() throws InterruptedException {
        begun.await();
    }

    @Override
    public void write(int octet) {
        throw new AssertionError("single bytes");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > DATA) {
            begun.countDown();
            LockSupport.parkNanos(each.toNanos());
        }
    }
}
