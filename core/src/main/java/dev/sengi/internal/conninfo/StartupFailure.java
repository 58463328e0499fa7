package dev.sengi.internal.conninfo;

import java.io.IOException;
import org.postgresql.util.ServerErrorMessage;

/** Why a session could not be started, in libpq's words, and what libpq does next. */
final class StartupFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ServerErrorMessage error;
    private final boolean next;

    private StartupFailure(String message, ServerErrorMessage error, boolean next) {
        super(message);
        this.error = error;
        this.next = next;
    }

    /** A failure after which no other server is tried. */
    StartupFailure(String message) {
        this(message, null, false);
    }

    /** The server answered with an error before it had authenticated the client. */
    static StartupFailure refused(ServerErrorMessage error) {
        return new StartupFailure(ConnectionFailure.serverMessage(error), error, false);
    }

    /** The address cannot be connected to; others may. */
    static StartupFailure unconnected(String message) {
        return new StartupFailure(message, null, true);
    }

    /** Returns the SQLSTATE of the server's error, or an empty text if the failure is none of the server's. */
    String sqlState() {
        return error == null ? "" : error.getSQLState();
    }

    /** Returns whether the next address is tried. */
    boolean triesNext() {
        return next;
    }

    /** Returns whether the server refused the session by an error. */
    boolean isRefusal() {
        return error != null;
    }
}
