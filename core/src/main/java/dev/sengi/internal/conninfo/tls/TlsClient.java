package dev.sengi.internal.conninfo.tls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Encrypts connections to one server.
 *
 * <p>Safe for use by several threads: a session's cancel request uses a separate connection.
 */
public final class TlsClient {
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f};
    private static final String APPLICATION_PROTOCOL = "postgresql";

    private final TlsParameters parameters;
    private volatile boolean requested;
    private volatile boolean presented;

    public TlsClient(TlsParameters parameters) {
        this.parameters = parameters;
    }

    /** Returns whether the server requested a certificate on the latest connection. */
    public boolean certificateRequested() {
        return requested;
    }

    /** Returns whether the client had a certificate to present. */
    public boolean certificatePresented() {
        return presented;
    }

    /**
     * Requests encryption, as PostgreSQL's protocol specifies (chapter "Message Flow", "SSL Session Encryption"), unless it
     * starts without a request.
     *
     * @param connection newly connected; its timeout limits the wait for the server
     * @return whether the server offers encryption. If not, a session without it may start on the connection
     * @throws TlsFailure with libpq's message
     * @throws IOException if the connection fails, or if its timeout expires
     */
    public boolean request(Socket connection) throws IOException {
        if (parameters.direct()) {
            return true;
        }
        connection.getOutputStream().write(SSL_REQUEST);
        connection.getOutputStream().flush();
        InputStream in = connection.getInputStream();
        int answer = in.read();
        if (answer == 'N') {
            return false;
        }
        if (answer != 'S') {
            throw refusal(answer);
        }
        // Further bytes would be unencrypted, so an attacker may have injected them.
        if (in.available() > 0) {
            throw TlsFailure.last("received unencrypted data after SSL response");
        }
        return true;
    }

    /**
     * Starts encryption.
     *
     * @param connection one on which it has been {@linkplain #request requested}; its timeout limits each wait for the
     *     server
     * @return a socket whose handshake is complete
     * @throws TlsFailure with libpq's message
     * @throws IOException if the connection fails before the handshake, or if its timeout expires
     */
    public SSLSocket encrypt(Socket connection) throws IOException {
        ServerVerifier verifier = ServerVerifier.of(parameters.trust());
        ClientIdentity identity = ClientIdentity.of(parameters.identity());
        ClientKeyManager keys = new ClientKeyManager(identity);
        presented = identity != null;
        FlightSocket flights = new FlightSocket(connection);
        SSLSocket socket = socket(flights, keys, verifier);
        try {
            socket.startHandshake();
            flights.finish();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw HandshakeReason.failure(e, parameters.protocols());
        } finally {
            requested = keys.requested();
        }
        checkPeer(socket);
        return socket;
    }

    private static IOException refusal(int answer) {
        return switch (answer) {
            case 'E' -> TlsFailure.last("server sent an error response during SSL exchange");
            case -1 -> new EOFException();
            default -> TlsFailure.last("received invalid response to SSL negotiation: " + (char) answer);
        };
    }

    /** Returns the failure of a connection to a server that offers no encryption. */
    public static TlsFailure notOffered() {
        return TlsFailure.last("server does not support SSL, but SSL was required");
    }

    private SSLSocket socket(Socket connection, KeyManager keys, TrustManager verifier) throws IOException {
        SSLContext context = context(keys, verifier);
        String[] protocols = parameters
                .protocols()
                .within(context.getSupportedSSLParameters().getProtocols());
        if (protocols.length == 0) {
            throw new TlsFailure(
                    "SSL error: no protocols available" + parameters.protocols().hint());
        }
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(connection, parameters.host(), connection.getPort(), true);
        SSLParameters settings = socket.getSSLParameters();
        settings.setProtocols(protocols);
        settings.setApplicationProtocols(new String[] {APPLICATION_PROTOCOL});
        settings.setServerNames(parameters.sni() ? ServerName.of(parameters.host()) : List.of());
        socket.setSSLParameters(settings);
        return socket;
    }

    private static SSLContext context(KeyManager keys, TrustManager verifier) throws TlsFailure {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {verifier}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsFailure("could not create SSL context: " + e.getMessage(), e);
        }
    }

    private void checkPeer(SSLSocket socket) throws IOException {
        if (parameters.direct() && !APPLICATION_PROTOCOL.equals(socket.getApplicationProtocol())) {
            throw new TlsFailure("direct SSL connection was established without ALPN protocol negotiation extension");
        }
        if (parameters.trust().nameVerified()) {
            HostNameCheck.check(
                    parameters.host(), (X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
    }
}
