package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets any thread stop another one that is starting a session. While that thread waits for a connection, it is
 * interrupted, and its socket is closed; while it waits for the first answer, its connection is aborted. An interrupt
 * that comes too late is cleared.
 */
public final class Connecting implements AutoCloseable {
    private static final Map<Thread, Connecting> UNDER_WAY = new ConcurrentHashMap<>();

    private final Thread thread = Thread.currentThread();
    private boolean waiting;
    private boolean stopped;
    private Closeable socket;
    private LentConnection opened;

    private Connecting() {}

    /** Registers that this thread is starting a session. The caller closes the result when the session has started. */
    static Connecting begin() {
        Connecting connecting = new Connecting();
        UNDER_WAY.put(connecting.thread, connecting);
        return connecting;
    }

    /** Waits for a connection. */
    LentConnection open(ConnectionSource source) {
        waiting(true);
        try {
            LentConnection connection = LentConnection.open(source);
            opened(connection);
            return connection;
        } finally {
            waiting(false);
        }
    }

    private synchronized void waiting(boolean newValue) {
        waiting = newValue;
        socket = null;
        if (stopped) {
            stopped = false;
            Thread.interrupted();
        }
    }

    private synchronized void opened(LentConnection connection) {
        opened = connection;
    }

    /** Registers the socket through which this thread is about to connect. */
    public static void through(Closeable socket) {
        Connecting connecting = UNDER_WAY.get(Thread.currentThread());
        if (connecting != null) {
            connecting.waitFor(socket);
        }
    }

    private synchronized void waitFor(Closeable newSocket) {
        socket = newSocket;
        if (stopped) {
            closeSocket();
        }
    }

    /** Ends a thread's wait for a connection, if it is waiting for one; called by any thread, repeatedly. */
    public static void stop(Thread waiting) {
        Connecting connecting = UNDER_WAY.get(waiting);
        if (connecting != null) {
            connecting.stop();
        }
    }

    private synchronized void stop() {
        if (waiting) {
            stopped = true;
            thread.interrupt();
            closeSocket();
        }
    }

    private void closeSocket() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // The connection is no longer needed.
            }
        }
    }

    /** Aborts the connection with which a thread is starting a session, if any; called by any thread. */
    public static void abort(Thread starting) {
        Connecting connecting = UNDER_WAY.get(starting);
        LentConnection connection = connecting == null ? null : connecting.opened();
        if (connection != null) {
            connection.abort();
        }
    }

    private synchronized LentConnection opened() {
        return opened;
    }

    @Override
    public void close() {
        UNDER_WAY.remove(thread);
    }
}
