package dev.sengi.archive.internal.spool;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An output that waits for its turn. Until it is released, everything written is spooled; afterwards, it is passed on
 * directly. Written and closed by one thread, released by any.
 */
public abstract class SpooledOutput extends OutputStream {
    private final SpoolSpace space;
    private final Spool spool;
    /** The destination; null before the first byte is passed on. */
    private OutputStream target;

    private volatile boolean released;
    private boolean closed;

    protected SpooledOutput(SpoolSpace space) {
        this.space = space;
        this.spool = new Spool(space);
    }

    /** Returns the destination; called once, after the release and before the first byte is passed on. */
    protected abstract OutputStream begin() throws IOException;

    /** Called once everything has been passed on after {@link #close}, unless {@link #release} did that. */
    protected abstract void ended() throws IOException;

    /** Returns whether bytes are passed on. */
    final boolean isReleased() {
        return released;
    }

    /**
     * Lets this output pass on its bytes.
     *
     * @return whether it has been closed already, and this call has written everything
     */
    public final boolean release() throws IOException {
        synchronized (this) {
            released = true;
            if (!closed) {
                space.wakeWaiting();
                return false;
            }
        }
        passOn();
        return true;
    }

    /** Waits for the release, so that nothing is spooled. */
    public final void awaitRelease() throws IOException {
        space.await(this);
    }

    /** Returns whether this has been closed. */
    public final synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] source, int offset, int length) throws IOException {
        int spooled = released ? 0 : spool.append(source, offset, length);
        if (spooled < length) {
            space.await(this);
            passOn();
            target.write(source, offset + spooled, length - spooled);
        }
    }

    @Override
    public final void close() throws IOException {
        if (isClosed()) {
            return;
        }
        if (!released && !spool.settle()) {
            space.await(this);
        }
        synchronized (this) {
            closed = true;
            if (!released) {
                return;
            }
        }
        passOn();
        ended();
    }

    private void passOn() throws IOException {
        if (target == null) {
            target = begin();
            spool.drainTo(target);
        }
    }
}
