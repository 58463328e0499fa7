package dev.sengi.archive.internal.codec;

import java.io.IOException;

/** How long an archive can be read: until it is closed, or the archive is of which it is another. */
public final class Lifetime {
    private final Lifetime outer;
    private volatile boolean ended;

    public Lifetime() {
        this(null);
    }

    private Lifetime(Lifetime outer) {
        this.outer = outer;
    }

    /** Returns the lifetime of an archive that is open at most as long as this one. */
    public Lifetime within() {
        return new Lifetime(this);
    }

    public void end() {
        ended = true;
    }

    /** @throws IOException if the archive has been closed: what is left in buffers would be read otherwise */
    public void require() throws IOException {
        if (ended) {
            throw new IOException("the archive has been closed");
        }
        if (outer != null) {
            outer.require();
        }
    }
}
