package dev.sengi.internal.conninfo.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket that pgjdbc gets, against a plain server socket. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnixSocketTest {
    private static final int MANY = 4 << 20;

    @TempDir
    private Path folder;

    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void writesWhileAReadWaits() throws Exception {
        try (Socket socket = connect();
                SocketChannel peer = server.accept()) {
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> readOne(socket));
            // The peer answers only once everything has arrived, which is more than all buffers in between hold.
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> receiveThenAnswer(peer));
            socket.getOutputStream().write(new byte[MANY]);
            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(42);
            answer.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsWithThePeer() throws IOException {
        try (Socket socket = connect()) {
            server.accept().close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingEndsARead() throws Exception {
        try (SocketChannel peer = connectAndCloseWhileReading()) {
            assertThat(peer.isOpen()).isTrue();
        }
    }

    private SocketChannel connectAndCloseWhileReading() throws Exception {
        Socket socket = connect();
        SocketChannel peer = server.accept();
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            reader.complete(Thread.currentThread());
            return readOne(socket);
        });
        // A stack frame of the channel's does not show whether its first attempt to read, which does not wait, is over.
        String waiting = ChannelReadiness.class.getName();
        while (Stream.of(reader.get().getStackTrace())
                .noneMatch(frame -> frame.getClassName().equals(waiting))) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        socket.close();
        assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
                .hasStackTraceContaining("java.nio.channels.AsynchronousCloseException");
        assertThat(socket.isClosed()).isTrue();
        assertThatThrownBy(socket::getInputStream).hasMessage("Socket is closed");
        return peer;
    }

    @Test
    void readTimesOut() throws IOException {
        try (Socket socket = connect();
                SocketChannel peer = server.accept()) {
            socket.setSoTimeout(20);
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(0);
            peer.write(ByteBuffer.wrap(new byte[] {7}));
            assertThat(in.read()).isEqualTo(7);
        }
    }

    @Test
    void missingSocketIsNamedAsTheSystemDoes() throws IOException {
        try (Socket socket = new UnixSocket(folder.resolve("none"))) {
            assertThatThrownBy(() -> socket.connect(null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No such file or directory");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new UnixSocket(folder.resolve("s"));
        socket.connect(null, 0);
        return socket;
    }

    private static int readOne(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void receiveThenAnswer(SocketChannel peer) {
        try {
            ByteBuffer all = ByteBuffer.allocate(MANY);
            while (all.hasRemaining()) {
                peer.read(all);
            }
            OutputStream out = java.nio.channels.Channels.newOutputStream(peer);
            out.write(42);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
