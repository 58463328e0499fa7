package dev.sengi.internal.session.worker;

import java.io.IOException;

/**
 * One of several sessions that work at the same time. Methods are called by the worker's own thread unless stated
 * otherwise.
 */
public interface SessionWorker {

    /** Opens the session. */
    void connect();

    /** Works until nothing is left to do. */
    void work() throws IOException, InterruptedException;

    /** Cancels what the server is doing for this session; called by any thread, even before it is open. */
    void cancel();

    /** Closes the connection immediately; called by any thread, even before it is open. */
    void abort();

    /** Ends the session. */
    void close();
}
