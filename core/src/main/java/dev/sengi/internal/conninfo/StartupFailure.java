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

    /** Creates a failure after which no other server is tried. */
    StartupFailure(String message) {
        this(message, null, false);
    }

    /** Returns the failure for a server that sent an error before it had authenticated the client. */
    static StartupFailure refused(ServerErrorMessage error) {
        return new StartupFailure(ConnectionFailure.serverMessage(error), error, false);
    }

    /** Returns a failure to connect to one address, after which others are tried. */
    static StartupFailure unconnected(String message) {
        return new StartupFailure(message, null, true);
    }

    /** Returns the SQLSTATE of the server's error, or an empty string if the server did not send one. */
    String sqlState() {
        return error == null ? "" : error.getSQLState();
    }

    /** Returns whether the next address is tried. */
    boolean triesNext() {
        return next;
    }

    /** Returns whether the server refused the session with an error. */
    boolean isRefusal() {
        return error != null;
    }
}
