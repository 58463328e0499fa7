package dev.sengi.testing;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stands between a client and a server, and counts how often the client waits for an answer: each time the server says
 * that it is ready, for another command or for rows to copy. Many commands may go before one such answer.
 */
public final class RoundTrips implements AutoCloseable {
    private final TestDatabase database;
    private final ServerSocket door;
    private final AtomicInteger count = new AtomicInteger();

    public RoundTrips(TestDatabase database) {
        this.database = database;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Returns the round trips so far, those of connecting included. */
    public int count() {
        return count.get();
    }

    /** Returns connections that go through here. */
    public ConnectionSource connections() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {door.getLocalPort()});
        dataSource.setDatabaseName(database.name());
        dataSource.setUser("postgres");
        dataSource.setSslmode("disable");
        return () -> {
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                throw new SengiException(e.getMessage(), e);
            }
        };
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket("localhost", database.server().port());
                start(() -> pass(client, server, (buffer, length) -> {}));
                start(() -> pass(server, client, new Answers()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to, Watch watch) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                watch.passed(buffer, length);
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            // Either side may hang up when it likes.
        }
    }

    /** Sees what passes. */
    @FunctionalInterface
    private interface Watch {
        void passed(byte[] buffer, int length);
    }

    /** Finds the beginnings of the server's messages: a letter, and the length of the rest, itself included. */
    private final class Answers implements Watch {
        private static final int HEADER = 5;

        private int headerBytes;
        private long bodyBytes;

        @Override
        public void passed(byte[] buffer, int length) {
            int position = 0;
            while (position < length) {
                if (headerBytes == HEADER && bodyBytes > 0) {
                    int skipped = (int) Math.min(bodyBytes, length - position);
                    bodyBytes -= skipped;
                    position += skipped;
                } else {
                    header(buffer[position++]);
                }
            }
        }

        private void header(byte next) {
            if (headerBytes == HEADER) {
                headerBytes = 0;
            }
            if (headerBytes == 0) {
                bodyBytes = 0;
                if (next == 'Z' || next == 'G') {
                    count.incrementAndGet();
                }
            } else {
                bodyBytes = bodyBytes << 8 | (next & 0xff);
            }
            headerBytes++;
            if (headerBytes == HEADER) {
                bodyBytes -= Integer.BYTES;
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "round-trips");
        thread.setDaemon(true);
        thread.start();
    }
}
