package dev.sengi.internal.conninfo.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLException;

/** Why TLS failed: translates Java's messages into OpenSSL's. */
public final class HandshakeReason {
    private static final String ALERT = "Received fatal alert: ";
    private static final String EOF = "unexpected eof while reading";
    /** OpenSSL's text is {@code tlsv1 alert} and the alert's name, with these exceptions. */
    private static final Map<String, String> ALERTS = Map.ofEntries(
            Map.entry("unexpected_message", "ssl/tls alert unexpected message"),
            Map.entry("bad_record_mac", "ssl/tls alert bad record mac"),
            Map.entry("decompression_failure", "ssl/tls alert decompression failure"),
            Map.entry("handshake_failure", "ssl/tls alert handshake failure"),
            Map.entry("no_certificate", "ssl/tls alert no certificate"),
            Map.entry("bad_certificate", "ssl/tls alert bad certificate"),
            Map.entry("unsupported_certificate", "ssl/tls alert unsupported certificate"),
            Map.entry("certificate_revoked", "ssl/tls alert certificate revoked"),
            Map.entry("certificate_expired", "ssl/tls alert certificate expired"),
            Map.entry("certificate_unknown", "ssl/tls alert certificate unknown"),
            Map.entry("illegal_parameter", "ssl/tls alert illegal parameter"),
            Map.entry("user_canceled", "tlsv1 alert user cancelled"),
            Map.entry("unrecognized_name", "tlsv1 unrecognized name"),
            Map.entry("missing_extension", "tlsv13 alert missing extension"),
            Map.entry("certificate_required", "tlsv13 alert certificate required"));

    private HandshakeReason() {}

    /** Returns libpq's line for a TLS error that occurred after the handshake. */
    public static String of(SSLException e) {
        return "SSL error: " + reason(e);
    }

    /** Returns the failure of a handshake. */
    static TlsFailure failure(IOException e, ProtocolRange protocols) {
        if (e instanceof SocketException) {
            return new TlsFailure("SSL SYSCALL error: " + systemReason(e), e);
        }
        String reason = reason(e);
        return new TlsFailure("SSL error: " + reason + (isAboutVersions(reason) ? protocols.hint() : ""), e);
    }

    private static String systemReason(IOException e) {
        return "Connection reset".equals(e.getMessage()) ? "Connection reset by peer" : e.getMessage();
    }

    private static boolean isAboutVersions(String reason) {
        return reason.endsWith("protocol version")
                || reason.equals("no protocols available")
                || reason.equals("unsupported protocol")
                || reason.equals("wrong version number");
    }

    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "certificate verify failed";
            }
            if (cause instanceof EOFException) {
                return EOF;
            }
        }
        String message = String.valueOf(e.getMessage());
        if (message.startsWith(ALERT)) {
            String alert = message.substring(ALERT.length());
            return ALERTS.getOrDefault(alert, "tlsv1 alert " + alert.replace('_', ' '));
        }
        if (message.startsWith("No appropriate protocol")) {
            return "no protocols available";
        }
        if (message.startsWith("The server selected protocol version")) {
            return "unsupported protocol";
        }
        if (message.startsWith("Unsupported or unrecognized SSL message")) {
            return "wrong version number";
        }
        return withoutClassNames(message);
    }

    /** Returns Java's own message, unless it names classes, which would not help a user. */
    private static String withoutClassNames(String message) {
        return message.matches("(?s).*\\b(?:javax?|sun|jdk)\\.[a-z].*") ? "protocol error" : message;
    }
}
