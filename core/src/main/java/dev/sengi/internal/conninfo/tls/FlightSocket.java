package dev.sengi.internal.conninfo.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * A connection that holds back the messages of a handshake and sends them together when Java waits for an answer.
 *
 * <p>Java writes each message separately. If a server rejects the first one, a certificate, it closes the connection,
 * and the next write would fail before the server's alert, which states the reason, has been read.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The wrapped socket synchronizes.
final class FlightSocket extends Socket {
    private final Socket socket;
    private final Output output;
    private final Input input;

    FlightSocket(Socket connected) throws IOException {
        this.socket = connected;
        this.output = new Output(connected.getOutputStream());
        this.input = new Input(connected.getInputStream(), output);
    }

    /** Ends the handshake: its last messages are sent with the session's first. */
    void finish() {
        output.last = true;
    }

    private static final class Output extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private volatile boolean last;
        private volatile boolean released;

        Output(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (released) {
                out.write(bytes, offset, length);
            } else {
                held.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (released) {
                out.flush();
            }
        }

        void send() throws IOException {
            if (released) {
                return;
            }
            released = last;
            if (held.size() > 0) {
                byte[] flight = held.toByteArray();
                held.reset();
                out.write(flight);
                out.flush();
            }
        }

        void release() throws IOException {
            last = true;
            send();
        }
    }

    /** Reads whatever has arrived: Java reads each record's header separately, and servers send small records. */
    private static final class Input extends InputStream {
        private static final int SIZE = 64 * 1024;

        private final InputStream in;
        private final Output output;
        private final byte[] buffer = new byte[SIZE];
        private int at;
        private int end;

        Input(InputStream in, Output output) {
            this.in = in;
            this.output = output;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            output.send();
            if (at == end) {
                // If the read times out, the buffer stays empty.
                at = 0;
                end = 0;
                int count = in.read(buffer, 0, SIZE);
                if (count < 0) {
                    return -1;
                }
                end = count;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(buffer, at, bytes, offset, count);
            at += count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return end - at + in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public void close() throws IOException {
        try {
            if (!socket.isClosed()) {
                // An outgoing alert may be held back.
                output.release();
            }
        } finally {
            socket.close();
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        output.release();
        socket.shutdownOutput();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
        socket.setSoTimeout(milliseconds);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return socket.getTcpNoDelay();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        socket.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return socket.getKeepAlive();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        socket.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return socket.getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        socket.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return socket.getReceiveBufferSize();
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
