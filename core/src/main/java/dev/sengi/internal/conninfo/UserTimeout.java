package dev.sengi.internal.conninfo;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose peer has acknowledged nothing for a time: Linux's {@code TCP_USER_TIMEOUT}, an option that Java
 * cannot set. A thread looks at what the system shows of the socket; on systems that show nothing there is no effect.
 */
final class UserTimeout {
    /** The system's words for ETIMEDOUT. */
    static final String TIMED_OUT = "Connection timed out";

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int CHECKS = 8;
    private static final int MISSED_AT_MOST = 3;
    private static final long SHORTEST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 1000;

    private final Socket socket;
    private final long limit;
    private final long idle;
    private Path table;
    private TcpSocketState last;
    /** When the peer stopped to answer, by the clock of {@link System#nanoTime}. */
    private long silentSince;

    private volatile boolean expired;

    /**
     * @param socket is connected
     * @param limit in milliseconds
     * @param idle milliseconds after which the system asks a silent peer whether it is there
     */
    private UserTimeout(Socket socket, long limit, long idle) {
        this.socket = socket;
        this.limit = limit;
        this.idle = idle;
    }

    /** Watches a connected socket until it is closed. */
    static UserTimeout watch(Socket socket, long limit, long idle) {
        UserTimeout timeout = new UserTimeout(socket, limit, idle);
        Thread thread = new Thread(timeout::run, "sengi-user-timeout");
        thread.setDaemon(true);
        thread.start();
        return timeout;
    }

    private void run() {
        int missed = 0;
        long pause = Math.min(Math.max(limit / CHECKS, SHORTEST_PAUSE), LONGEST_PAUSE);
        try {
            while (!socket.isClosed()) {
                Optional<TcpSocketState> state = state();
                // The table is read in pieces, between which a line may move.
                missed = state.isEmpty() ? missed + 1 : 0;
                if (missed >= MISSED_AT_MOST) {
                    return;
                }
                if (state.isPresent() && isSilentTooLong(state.get(), System.nanoTime())) {
                    expired = true;
                    socket.close();
                    return;
                }
                Thread.sleep(pause);
            }
        } catch (IOException e) {
            // The system shows nothing any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<TcpSocketState> state() throws IOException {
        for (Path candidate : table == null ? TABLES : List.of(table)) {
            if (Files.isReadable(candidate)) {
                try (BufferedReader lines = Files.newBufferedReader(candidate)) {
                    Optional<TcpSocketState> found = TcpSocketState.find(lines, socket);
                    if (found.isPresent()) {
                        table = candidate;
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isSilentTooLong(TcpSocketState state, long now) {
        boolean progress = last != null && state.unacknowledged() < last.unacknowledged();
        if (progress || !state.isUnanswered()) {
            last = null;
        }
        if (state.isUnanswered() && last == null) {
            // What is repeated because the connection was idle has been due for that long.
            silentSince = now - TimeUnit.MILLISECONDS.toNanos(state.unacknowledged() == 0 ? idle : 0);
        }
        last = state.isUnanswered() ? state : null;
        return last != null && now - silentSince >= TimeUnit.MILLISECONDS.toNanos(limit);
    }

    /** Returns the stream, whose end by the watch reads as the system's. */
    InputStream input(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return in.read(bytes, offset, length);
                } catch (SocketException e) {
                    throw failure(e);
                }
            }
        };
    }

    /** Returns the stream, whose end by the watch reads as the system's. */
    OutputStream output(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (SocketException e) {
                    throw failure(e);
                }
            }
        };
    }

    private SocketException failure(SocketException e) {
        if (!expired) {
            return e;
        }
        SocketException failure = new SocketException(TIMED_OUT);
        failure.initCause(e);
        return failure;
    }
}
