package dev.sengi.archive.internal.codec;

import java.io.IOException;

/**
 * The period during which an archive can be read. It ends when the archive is closed or, for an archive that
 * {@code another} created, when the original is closed.
 */
public final class Lifetime {
    private final Lifetime outer;
    private volatile boolean ended;

    public Lifetime() {
        this(null);
    }

    private Lifetime(Lifetime outer) {
        this.outer = outer;
    }

    /** Returns a lifetime that ends with this one at the latest. */
    public Lifetime within() {
        return new Lifetime(this);
    }

    public void end() {
        ended = true;
    }

    /** @throws IOException if the archive has been closed; without this check, its buffers could still be read */
    public void require() throws IOException {
        if (ended) {
            throw new IOException("the archive has been closed");
        }
        if (outer != null) {
            outer.require();
        }
    }
}
