package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.session.ServerMessage;
import java.io.IOException;
import org.postgresql.util.ServerErrorMessage;

/** Why a session could not be started, in libpq's words, and what libpq does next. */
public final class StartupFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ServerErrorMessage error;
    private final boolean next;

    private StartupFailure(String message, ServerErrorMessage error, boolean next) {
        super(message);
        this.error = error;
        this.next = next;
    }

    /** Creates a failure after which no other server is tried. */
    public StartupFailure(String message) {
        this(message, null, false);
    }

    /** Returns the failure for a server that sent an error after it had authenticated the client. */
    static StartupFailure rejected(ServerErrorMessage error) {
        return new StartupFailure(text(error));
    }

    /** Returns the failure for a server that sent an error before it had authenticated the client. */
    static StartupFailure refused(ServerErrorMessage error) {
        return new StartupFailure(text(error), error, false);
    }

    private static String text(ServerErrorMessage error) {
        return ServerMessage.withoutLastLineFeed(ServerMessage.format(error, null));
    }

    /** Returns a failure to connect to one address, after which others are tried. */
    public static StartupFailure unconnected(String message) {
        return new StartupFailure(message, null, true);
    }

    /** Returns the SQLSTATE of the server's error, or an empty string if the server did not send one. */
    public String sqlState() {
        return error == null ? "" : error.getSQLState();
    }

    /** Returns whether the next address is tried. */
    public boolean triesNext() {
        return next;
    }

    /** Returns whether the server refused the session with an error. */
    public boolean isRefusal() {
        return error != null;
    }
}
