package dev.sengi.internal.conninfo.socket;

import dev.sengi.internal.conninfo.startup.CertificateExchange;
import dev.sengi.internal.conninfo.startup.StartupOutput;
import dev.sengi.internal.conninfo.tls.EndpointSession;
import dev.sengi.internal.conninfo.tls.TlsClient;
import dev.sengi.internal.session.ConnectionLoss;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A socket that starts encryption as it connects, and sends what the driver writes through a {@link StartupOutput}.
 *
 * <p>The driver gets an encrypted connection and does not need to know how it was established.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The wrapped socket synchronizes.
public final class StartupSslSocket extends SSLSocket {
    private final Socket connection;
    private final TlsClient client;
    private SSLSocket socket;
    private StartupOutput output;
    private boolean requested;
    /** Why the server could not be asked in advance. */
    private IOException failure;

    /** Whether a thread is within a call that writes. */
    private volatile boolean writing;

    /** @param connection a socket that is not connected yet */
    public StartupSslSocket(Socket connection, TlsClient client) {
        this.connection = connection;
        this.client = client;
    }

    /**
     * Connects in advance, and requests encryption. If this fails, {@link #connect} throws the exception.
     *
     * @param timeout in milliseconds, for both together; 0 for no limit
     * @return false if the server offers no encryption: then a session without it may start on the wrapped socket.
     *     Otherwise, {@link #connect} continues
     */
    public boolean requestEncryption(SocketAddress endpoint, int timeout) {
        try {
            return request(endpoint, timeout);
        } catch (IOException e) {
            failure = e;
            return true;
        }
    }

    private boolean request(SocketAddress endpoint, int timeout) throws IOException {
        try {
            long start = System.nanoTime();
            connection.connect(endpoint, timeout);
            long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            connection.setSoTimeout(timeout == 0 ? 0 : (int) Math.max(1, timeout - elapsed));
            boolean offered = client.request(connection);
            if (!offered) {
                connection.setSoTimeout(0);
            }
            requested = true;
            return offered;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Connects and encrypts; the timeout applies to connecting, and what is left of it to each answer of the server. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            if (!requested && !request(endpoint, timeout)) {
                throw TlsClient.notOffered();
            }
            socket = client.encrypt(connection);
            socket.setSoTimeout(0);
            output = new StartupOutput(new Writing(socket.getOutputStream()), new Handshake());
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** Returns the encrypted socket, or the wrapped one before the handshake is complete. */
    private Socket current() {
        return socket == null ? connection : socket;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return output.answers(new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return in.read(bytes, offset, length);
                } catch (SocketException e) {
                    // libpq reports a lost network differently if the session is encrypted.
                    throw ConnectionLoss.isClosed(e) ? e : new SSLException(e.getMessage(), e);
                }
            }
        });
    }

    @Override
    public void startHandshake() {
        // connect() has done this; another handshake would renegotiate.
    }

    @Override
    public SSLSession getSession() {
        return new EndpointSession(socket.getSession());
    }

    @Override
    public SSLSession getHandshakeSession() {
        return socket.getHandshakeSession();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return socket.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        socket.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return socket.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return socket.getHandshakeApplicationProtocol();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return socket.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return socket.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        socket.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return socket.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return socket.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        socket.setEnabledProtocols(protocols);
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        socket.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        socket.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        socket.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return socket.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        socket.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return socket.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        socket.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return socket.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        socket.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return socket.getEnableSessionCreation();
    }

    /** Unlike the wrapped socket's method, does not wait for a write that the network does not accept. */
    @Override
    public void close() throws IOException {
        if (writing) {
            connection.close();
        }
        current().close();
    }

    @Override
    public boolean isClosed() {
        return current().isClosed();
    }

    @Override
    public boolean isConnected() {
        return socket != null && socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return current().isBound();
    }

    @Override
    public InetAddress getInetAddress() {
        return current().getInetAddress();
    }

    @Override
    public int getPort() {
        return current().getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return current().getRemoteSocketAddress();
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
        current().setSoTimeout(milliseconds);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return current().getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        current().setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return current().getTcpNoDelay();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        current().setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return current().getKeepAlive();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        current().setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return current().getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        current().setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return current().getReceiveBufferSize();
    }

    @Override
    public String toString() {
        return current().toString();
    }

    private final class Writing extends FilterOutputStream {
        Writing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writing = true;
            try {
                out.write(bytes, offset, length);
            } finally {
                writing = false;
            }
        }
    }

    private final class Handshake implements CertificateExchange {
        @Override
        public byte[] serverHash() throws IOException {
            return EndpointSession.hash(socket.getSession());
        }

        @Override
        public boolean isClientRequested() {
            return client.certificateRequested();
        }

        @Override
        public boolean isClientPresented() {
            return client.certificatePresented();
        }
    }
}
