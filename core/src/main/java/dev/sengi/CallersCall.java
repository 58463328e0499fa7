package dev.sengi;

/** A call to the caller's listener or stream, made by the constructing thread. Other threads may interrupt it. */
final class CallersCall {
    /**
     * The number of requests to stop that are ignored before the thread is interrupted. An interrupt closes the channel
     * underneath a stream, so a stream that is merely slow gets a chance to return.
     */
    private static final int PATIENCE = 3;

    private final Thread thread = Thread.currentThread();
    /** False for a listener, which is never interrupted, because it may be in the middle of anything. */
    private final boolean isStream;

    private int requests;
    private boolean interrupted;
    private boolean ended;

    CallersCall(boolean isStream) {
        this.isStream = isStream;
    }

    /** Interrupts the thread if it does not return from a stream; may be called repeatedly, by any thread. */
    synchronized void stop() {
        // An interrupt by other code must not be cleared.
        if (isStream && !ended && ++requests > PATIENCE && !thread.isInterrupted()) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /**
     * Ends the call, after which the thread is not interrupted. Clears an interrupt that came too late or that the
     * stream has restored.
     */
    synchronized void end() {
        ended = true;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
