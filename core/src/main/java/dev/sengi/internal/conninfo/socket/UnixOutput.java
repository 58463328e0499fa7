package dev.sengi.internal.conninfo.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Writes to a non-blocking channel; like a socket's, a write waits until all bytes have been accepted. */
final class UnixOutput extends OutputStream {
    /** The JDK copies through a direct buffer as large as the request, and caches it. */
    private static final int LARGEST_WRITE = 1 << 16;

    private final SocketChannel channel;
    private final ChannelReadiness readiness;

    UnixOutput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.readiness = new ChannelReadiness(channel, SelectionKey.OP_WRITE);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int position = offset;
        while (position < end) {
            int count = channel.write(ByteBuffer.wrap(bytes, position, Math.min(end - position, LARGEST_WRITE)));
            position += count;
            if (count == 0) {
                readiness.await(0);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        endWait();
    }

    /** Ends a wait for the channel, which is closed. */
    void endWait() throws IOException {
        readiness.close();
    }
}
