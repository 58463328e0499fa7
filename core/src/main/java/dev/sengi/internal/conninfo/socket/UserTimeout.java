package dev.sengi.internal.conninfo.socket;

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
 * Closes a connection if its peer has not acknowledged anything for some time. This replaces Linux's {@code
 * TCP_USER_TIMEOUT}, which Java cannot set. A thread checks what the system reports about the socket; on systems that
 * report nothing, this has no effect.
 */
final class UserTimeout {
    /** The system's message for ETIMEDOUT. */
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
    /** When the peer stopped answering, as measured by {@link System#nanoTime}. */
    private long silentSince;

    private volatile boolean expired;

    /**
     * @param socket a connected socket
     * @param limit in milliseconds
     * @param idle milliseconds after which the system probes a silent peer
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
                // The table is read in pieces, and the line may move from one to another in between.
                missed = state.isEmpty() ? missed + 1 : 0;
                if (missed >= MISSED_AT_MOST) {
                    return;
                }
                if (state.isPresent() && hasBeenSilentTooLong(state.get(), System.nanoTime())) {
                    expired = true;
                    socket.close();
                    return;
                }
                Thread.sleep(pause);
            }
        } catch (IOException e) {
            // The system no longer reports anything.
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

    private boolean hasBeenSilentTooLong(TcpSocketState state, long now) {
        boolean progress = last != null && state.unacknowledged() < last.unacknowledged();
        if (progress || !state.isUnanswered()) {
            last = null;
        }
        if (state.isUnanswered() && last == null) {
            // If only keepalive probes are repeated, the peer has already been silent for the idle time.
            silentSince = now - TimeUnit.MILLISECONDS.toNanos(state.unacknowledged() == 0 ? idle : 0);
        }
        last = state.isUnanswered() ? state : null;
        return last != null && now - silentSince >= TimeUnit.MILLISECONDS.toNanos(limit);
    }

    /** Returns a stream that reports a connection closed by this watch as timed out. */
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

    /** Returns a stream that reports a connection closed by this watch as timed out. */
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
