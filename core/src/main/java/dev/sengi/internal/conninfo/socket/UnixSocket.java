package dev.sengi.internal.conninfo.socket;

import dev.sengi.internal.conninfo.startup.StartupFailure;
import dev.sengi.internal.conninfo.startup.StartupOutput;
import dev.sengi.internal.session.Connecting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;

/**
 * A {@link Socket} for a Unix-domain socket, because the driver supports only sockets.
 *
 * <p>One thread may read while another writes; closing interrupts both. The channel is non-blocking, because the JDK's
 * streams on a blocking one do not let a thread write while another waits to read.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The channel synchronizes; closing must not wait.
public final class UnixSocket extends Socket {
    private static final int BUFFER_SIZE = 1 << 16;

    private final Path path;
    private final String requiredPeer;
    private SocketChannel channel;
    private UnixInput input;
    private UnixOutput output;
    private StartupOutput startup;
    private InputStream answers;
    private volatile boolean closed;
    private int timeout;

    UnixSocket(Path path) {
        this(path, "");
    }

    /** @param requiredPeer the user who must run the server process, or empty */
    public UnixSocket(Path path, String requiredPeer) {
        this.path = path;
        this.requiredPeer = requiredPeer;
    }

    /** Connects to the constructor's path and ignores the endpoint; needs no timeout, because it never waits. */
    @Override
    public void connect(SocketAddress endpoint, int connectTimeout) throws IOException {
        if (path.toString().startsWith("@")) {
            throw StartupFailure.unconnected("Unix-domain sockets in the abstract namespace are not supported");
        }
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            Connecting.through(this);
            connectChannel();
            checkPeer();
            input = new UnixInput(channel);
            output = new UnixOutput(channel);
            startup = new StartupOutput(output);
            answers = startup.answers(input);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Fails immediately if the server's queue is full, because the channel is non-blocking. */
    private void connectChannel() throws IOException {
        try {
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                throw new ConnectException("Operation now in progress");
            }
        } catch (SocketException e) {
            throw (ConnectException) new ConnectException(e.getMessage()).initCause(e);
        }
    }

    @SuppressForbidden("only jdk.net has an option for the peer's name")
    private void checkPeer() throws IOException {
        if (requiredPeer.isEmpty()) {
            return;
        }
        String peer;
        try {
            peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (UnsupportedOperationException e) {
            throw new StartupFailure("requirepeer parameter is not supported on this platform");
        }
        if (!peer.equals(requiredPeer)) {
            throw new StartupFailure(
                    "requirepeer specifies \"" + requiredPeer + "\", but actual peer user name is \"" + peer + "\"");
        }
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return open(answers);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return open(startup);
    }

    private <T> T open(T stream) throws SocketException {
        if (closed) {
            throw new SocketException("Socket is closed");
        }
        if (stream == null) {
            throw new SocketException("Socket is not connected");
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (channel == null) {
            return;
        }
        channel.close();
        if (startup != null) {
            input.endWait();
            output.endWait();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isConnected() {
        return startup != null;
    }

    @Override
    public boolean isBound() {
        return isConnected();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
        open(input).setTimeout(milliseconds);
        timeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public int getReceiveBufferSize() {
        return BUFFER_SIZE;
    }

    @Override
    public int getSendBufferSize() {
        return BUFFER_SIZE;
    }

    // TCP's options have no effect here.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public String toString() {
        return "UnixSocket[" + path + "]";
    }
}
