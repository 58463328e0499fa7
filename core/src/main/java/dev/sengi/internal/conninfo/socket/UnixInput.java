package dev.sengi.internal.conninfo.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Reads from a non-blocking channel; like a socket's, a read waits until bytes arrive. */
final class UnixInput extends InputStream {
    /** The JDK copies through a direct buffer as large as the request, and caches it. */
    private static final int LARGEST_READ = 1 << 17;

    private final SocketChannel channel;
    private final ChannelReadiness readiness;
    private volatile int timeout;

    UnixInput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.readiness = new ChannelReadiness(channel, SelectionKey.OP_READ);
    }

    void setTimeout(int milliseconds) {
        timeout = milliseconds;
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
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, Math.min(length, LARGEST_READ));
        int count = channel.read(buffer);
        long deadline = count == 0 && timeout > 0 ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout) : 0;
        while (count == 0) {
            await(deadline);
            count = channel.read(buffer);
        }
        return count;
    }

    private void await(long deadline) throws IOException {
        long milliseconds = 0;
        if (deadline != 0) {
            milliseconds = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) + 1;
            if (milliseconds <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
        }
        readiness.await(milliseconds);
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
