package dev.sengi.internal.restore.database;

import dev.sengi.SengiException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The session of a restore, which may change from one database to another, and what it has sent so far.
 *
 * <p>Used by one thread, except for {@link #cancel} and {@link #abort}.
 */
public final class OpenSession implements AutoCloseable {
    /** Number of bytes in a restore's rows above which each index and constraint is worth a separate round trip. */
    private static final long LARGE = 1 << 24;

    private final ErrorReport errors;
    /** Null while no connection is open. */
    private volatile RestoreConnection connection;

    /** Whether the restore creates tables; otherwise, those that it alters may be large. */
    private boolean tablesAreNew;

    private long dataBytes;

    /** Commands that must be executed before the session ends. */
    private final Map<String, String> undoing = new LinkedHashMap<>();
    /** Whether these commands are being executed now, which takes a few seconds at most. */
    private volatile boolean isUndoing;

    public OpenSession(ErrorReport errors) {
        this.errors = errors;
    }

    /** Sets the connection, which this object closes. */
    public RestoreConnection open(RestoreConnection opened) {
        connection = opened;
        return opened;
    }

    /** Returns the connection, or null if none is open. */
    public RestoreConnection connection() {
        return connection;
    }

    /** Records that a table has been created. */
    public void tableCreated() {
        tablesAreNew = true;
    }

    /** Returns whether tables have been created. */
    boolean createsTables() {
        return tablesAreNew;
    }

    /** Records that this much data has been sent. */
    public void sent(long bytes) {
        dataBytes += bytes;
    }

    /** Returns how many bytes of data have been sent. */
    public long dataBytes() {
        return dataBytes;
    }

    /**
     * Returns whether a command that reads rows may take so long that it must be sent alone: in a batch, it would be
     * repeated after the failure of a later command.
     */
    public boolean readingMayTakeLong() {
        return dataBytes > LARGE || !tablesAreNew;
    }

    /**
     * Ends the restore as soon as possible, including the command that the server is running; called by any thread. The
     * restoring thread gets a {@link SengiException}.
     */
    public void cancel() {
        errors.stop();
        RestoreConnection running = connection;
        if (running != null && !isUndoing) {
            running.cancel();
        }
    }

    /** Closes the connection immediately, in case {@link #cancel} has not helped; called by any thread. */
    public void abort() {
        errors.stop();
        RestoreConnection running = connection;
        if (running != null && !isUndoing) {
            running.abort();
        }
    }

    /**
     * Records a command that must be executed before the session ends.
     *
     * @param name identifies the command
     */
    void undoAtEnd(String name, String command) {
        undoing.put(name, command);
    }

    /** Records that a command has been executed. */
    void undone(String name) {
        undoing.remove(name);
    }

    /** Gives the connection back, if one is open. */
    @Override
    public void close() {
        if (connection != null) {
            RestoreConnection closing = connection;
            Map<String, Exception> failed = new LinkedHashMap<>();
            isUndoing = true;
            try {
                for (String command : undoing.values()) {
                    closing.runAtEnd(command).ifPresent(failure -> failed.put(command, failure));
                }
            } finally {
                undoing.clear();
                connection = null;
                isUndoing = false;
                closing.close();
            }
            failed.forEach(errors::leftOpen);
        }
    }
}
