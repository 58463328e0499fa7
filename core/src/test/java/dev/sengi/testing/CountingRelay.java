package dev.sengi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server and counts round trips: how often the client, having been answered, sends again.
 */
public final class CountingRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final int serverPort;
    private final AtomicInteger roundTrips = new AtomicInteger();
    private boolean answered = true;

    public CountingRelay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int roundTrips() {
        return roundTrips.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                start(() -> pass(client, server, true));
                start(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                count(fromClient);
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side hung up: closing both is all there is to do.
        }
    }

    private synchronized void count(boolean fromClient) {
        if (fromClient && answered) {
            roundTrips.incrementAndGet();
        }
        answered = !fromClient;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
