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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stands between a client and a server, and counts how often the client waits for an answer: each time the server
 * speaks after the client has.
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
                AtomicBoolean asked = new AtomicBoolean();
                start(() -> pass(client, server, () -> asked.set(true)));
                start(() -> pass(server, client, () -> {
                    if (asked.getAndSet(false)) {
                        count.incrementAndGet();
                    }
                }));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to, Runnable onBytes) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                onBytes.run();
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            // Either side may hang up when it likes.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "round-trips");
        thread.setDaemon(true);
        thread.start();
    }
}
