package dev.sengi;

/** The constructing thread's call of the caller's listener or stream, which another thread may interrupt. */
final class CallersCall {
    /**
     * The number of requests to stop before the thread is interrupted. That closes a channel which the stream is on, so a
     * stream that only takes its time may return by itself.
     */
    private static final int PATIENCE = 3;

    private final Thread thread = Thread.currentThread();
    /** Not true of a listener, which may be in the middle of anything. */
    private final boolean isStream;

    private int requests;
    private boolean interrupted;
    private boolean ended;

    CallersCall(boolean isStream) {
        this.isStream = isStream;
    }

    /** Interrupts the thread if it does not return from a stream; called by any thread, repeatedly. */
    synchronized void stop() {
        // An interrupt that is not this object's must not be cleared.
        if (isStream && !ended && ++requests > PATIENCE && !thread.isInterrupted()) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Ends the call: no interrupt follows, and one that came too late, or that the stream has passed on, is cleared. */
    synchronized void end() {
        ended = true;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
