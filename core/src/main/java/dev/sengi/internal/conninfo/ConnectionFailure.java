package dev.sengi.internal.conninfo;

import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.startup.ChannelBinding;
import dev.sengi.internal.conninfo.startup.StartupFailure;
import dev.sengi.internal.conninfo.tls.HandshakeReason;
import dev.sengi.internal.conninfo.tls.TlsFailure;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.ServerError;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLState;

/** Describes in libpq's words why a connection could not be made. */
final class ConnectionFailure {
    private static final String WRONG_PASSWORD = "28P01";
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private ConnectionFailure() {}

    static boolean isMissingPassword(SQLException e) {
        return MissingPassword.MESSAGE.equals(e.getMessage());
    }

    /** Returns the whole message, of one or more lines. */
    static String describe(SQLException e, ConnectionTarget target, Conninfo conninfo) {
        return target.failure() + reason(e, target, conninfo);
    }

    /** Returns what libpq tries after a failure. */
    static ConnectionAttempt.Next next(SQLException e) {
        StartupFailure failure = startupFailure(e);
        if (failure != null) {
            return CANNOT_CONNECT_NOW.equals(failure.sqlState())
                    ? ConnectionAttempt.Next.HOST
                    : failure.triesNext() ? ConnectionAttempt.Next.ADDRESS : ConnectionAttempt.Next.NOTHING;
        }
        boolean reached = ServerError.isFromServer(e) || EncryptionChoice.tlsFailure(e) != null;
        return reached || !(isTimeout(e) || ioCause(e) instanceof ConnectException)
                ? ConnectionAttempt.Next.NOTHING
                : ConnectionAttempt.Next.ADDRESS;
    }

    /** Returns whether the server was ready, but refused the session before it had authenticated the client. */
    static boolean isRefusal(SQLException e) {
        StartupFailure failure = startupFailure(e);
        return failure != null && failure.isRefusal() && !CANNOT_CONNECT_NOW.equals(failure.sqlState());
    }

    private static StartupFailure startupFailure(Throwable e) {
        return ioCause(e) instanceof StartupFailure failure ? failure : null;
    }

    static String reason(SQLException e, ConnectionTarget target, Conninfo conninfo) {
        StartupFailure failure = startupFailure(e);
        if (failure != null) {
            boolean fromFile = WRONG_PASSWORD.equals(failure.sqlState())
                    && conninfo.get(ConninfoKeyword.PASSWORD).isEmpty()
                    && conninfo.password(target.host()).isPresent();
            return fromFile
                    ? failure.getMessage() + "\npassword retrieved from file \""
                            + conninfo.passwordFile().name() + "\""
                    : failure.getMessage();
        }
        if (ServerError.isFromServer(e)) {
            return ServerError.text(e, null);
        }
        if (isMissingPassword(e)) {
            return MissingPassword.MESSAGE;
        }
        TlsFailure unencrypted = EncryptionChoice.tlsFailure(e);
        return unencrypted == null ? networkReason(e, target) : unencrypted.getMessage();
    }

    private static String networkReason(SQLException e, ConnectionTarget target) {
        IOException cause = ioCause(e);
        if (isTimeout(e)) {
            return "timeout expired";
        }
        if (isClosed(cause)) {
            return ConnectionLoss.CLOSED;
        }
        if (cause instanceof SSLException tls) {
            return HandshakeReason.of(tls);
        }
        if (cause instanceof ConnectException) {
            return systemReason(cause)
                    + (target.isLocal()
                            ? "\n\tIs the server running locally and accepting connections on that socket?"
                            : "\n\tIs the server running on that host and accepting TCP/IP connections?");
        }
        return cause == null ? protocolReason(e) : "could not receive data from server: " + systemReason(cause);
    }

    /** Returns libpq's message for an error that the driver itself detects, or the driver's own if libpq has none. */
    private static String protocolReason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Protocol error")) {
            return "unexpected message from server during startup";
        }
        if (message.startsWith("Something unusual") && e.getCause() != null) {
            return "could not start the session: " + e.getCause().getMessage();
        }
        if (message.startsWith("The server does not support GSS")) {
            return "server does not support GSSAPI encryption, but it was required";
        }
        if (message.startsWith("Channel Binding is required, but SSL is not in use")) {
            return ChannelBinding.UNENCRYPTED;
        }
        if (message.startsWith("Channel Binding is required, but the server certificate")) {
            return ChannelBinding.NO_HASH;
        }
        if (message.startsWith("Channel binding is required, but server skipped authentication")) {
            return ChannelBinding.UNBOUND;
        }
        if (message.startsWith("Channel binding is required")) {
            return ChannelBinding.NOT_OFFERED;
        }
        return message;
    }

    private static boolean isTimeout(SQLException e) {
        return ioCause(e) instanceof SocketTimeoutException || isDriverTimeout(e);
    }

    /** Returns whether the server closed an established connection. */
    private static boolean isClosed(IOException cause) {
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return cause instanceof EOFException
                || message.startsWith("Connection reset")
                || message.startsWith("Broken pipe");
    }

    private static boolean isDriverTimeout(SQLException e) {
        return PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState().equals(e.getSQLState())
                && String.valueOf(e.getMessage()).startsWith("Connection attempt timed out");
    }

    /** Returns the operating system's message without the note that Java appends in parentheses. */
    private static String systemReason(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        int note = message.indexOf(" (");
        return note < 0 ? message : message.substring(0, note);
    }

    private static IOException ioCause(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return io;
            }
        }
        return null;
    }
}
