package dev.sengi.internal.session;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Recognizes the exceptions of threads that were interrupted while they were reading, writing or waiting. */
public final class Interruption {
    private Interruption() {}

    /** Returns whether a thread has failed because it, or one that works for it, was interrupted. */
    public static boolean explains(Throwable failure) {
        return failure instanceof ClosedByInterruptException
                || failure instanceof InterruptedException
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException));
    }
}
