package dev.sengi.internal.conninfo.socket;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Waits until a non-blocking channel can be read or written. Closing it ends the wait. */
final class ChannelReadiness {
    private final Selector selector;

    /** @param operation a constant of {@link java.nio.channels.SelectionKey} */
    ChannelReadiness(SocketChannel channel, int operation) throws IOException {
        selector = Selector.open();
        channel.register(selector, operation);
    }

    /**
     * Waits.
     *
     * @param milliseconds the longest wait, or 0 for no limit
     */
    void await(long milliseconds) throws IOException {
        try {
            selector.select(milliseconds);
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            AsynchronousCloseException closed = new AsynchronousCloseException();
            closed.initCause(e);
            throw closed;
        }
    }

    void close() throws IOException {
        selector.close();
    }
}
