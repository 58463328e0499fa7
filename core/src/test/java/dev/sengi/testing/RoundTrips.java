package dev.sengi.testing;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A proxy between a client and a server that adds latency and counts how often the client waits for an answer: each
 * time the server reports that it is ready for another command or for rows to copy. Many commands may precede one such
 * answer.
 */
public final class RoundTrips implements AutoCloseable {
    /** The limit of parcels in transit, of 64 kB each. */
    private static final int MAX_PARCELS = 256;

    private final TestDatabase database;
    private final ServerSocket door;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();
    private final long delayNanos;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean recorded;
    private volatile boolean hidesServer;
    private volatile boolean frozen;

    public RoundTrips(TestDatabase database) {
        this(database, Duration.ZERO);
    }

    /** @param latency time that the proxy adds to a round trip */
    public RoundTrips(TestDatabase database, Duration latency) {
        this.database = database;
        delayNanos = latency.toNanos() / 2;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Sends clients a different process ID, as poolers do. */
    public RoundTrips hidingServer() {
        hidesServer = true;
        return this;
    }

    /** Keeps what the server sends. */
    public RoundTrips recording() {
        recorded = true;
        return this;
    }

    /** Returns what the server has sent over each recorded connection, in the order in which they began. */
    public List<byte[]> recordings() {
        return answers.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    /** From now on, passes nothing on and accepts no new connections, as if the network had gone silent. */
    public void freeze() {
        frozen = true;
    }

    /** Returns the number of round trips so far, including those of connecting. */
    public int count() {
        return count.get();
    }

    /**
     * Returns how often clients have sent something after they got something. With a latency, this is how often they
     * have waited.
     */
    public int waits() {
        return waits.get();
    }

    /** Returns the port of this proxy. */
    public int port() {
        return door.getLocalPort();
    }

    /** Returns a connection string for PostgreSQL's programs that leads through this proxy. */
    public String connectionString() {
        return connectionString(database);
    }

    /** Returns a connection string for another database of the same server. */
    public String connectionString(TestDatabase other) {
        return "host=localhost port=" + door.getLocalPort() + " dbname=" + other.name()
                + " user=postgres sslmode=disable gssencmode=disable";
    }

    /** Returns a source of connections through this proxy. */
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

    /** Accepts no more connections, and ends those that are frozen. */
    @Override
    public void close() {
        try {
            door.close();
            if (frozen) {
                // As long as the server is waiting for its client, it does not drop the database.
                for (Socket socket : sockets) {
                    socket.close();
                }
                frozen = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                sockets.add(client);
                if (frozen) {
                    continue;
                }
                Socket server = new Socket("localhost", database.server().port());
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicBoolean answered = new AtomicBoolean(true);
                Watch questions = (buffer, length) -> waits.addAndGet(answered.getAndSet(false) ? 1 : 0);
                start(() -> pass(client, server, questions, () -> {}));
                start(() -> pass(server, client, watchOfServer(), () -> answered.set(true)));
            } catch (IOException e) {
                return;
            }
        }
    }

    private Watch watchOfServer() {
        Answers counted = new Answers();
        if (!recorded) {
            return counted;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        answers.add(all);
        return (buffer, length) -> {
            counted.passed(buffer, length);
            all.write(buffer, 0, length);
        };
    }

    private void pass(Socket from, Socket to, Watch watch, Runnable delivered) {
        BlockingQueue<Parcel> underWay = new ArrayBlockingQueue<>(MAX_PARCELS);
        start(() -> deliver(underWay, to, delivered));
        try (from) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                watch.passed(buffer, length);
                underWay.put(new Parcel(Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
            }
        } catch (IOException e) {
            // Either side may disconnect at any time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(underWay);
        }
    }

    private void end(BlockingQueue<Parcel> underWay) {
        try {
            underWay.put(new Parcel(new byte[0], System.nanoTime() + delayNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(BlockingQueue<Parcel> underWay, Socket to, Runnable delivered) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Parcel parcel = underWay.take(); parcel.bytes.length > 0; parcel = underWay.take()) {
                TimeUnit.NANOSECONDS.sleep(parcel.due - System.nanoTime());
                while (frozen) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                delivered.run();
                out.write(parcel.bytes);
            }
        } catch (IOException e) {
            discard(underWay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the sender, which may be waiting for room, end. */
    private static void discard(BlockingQueue<Parcel> underWay) {
        try {
            while (underWay.take().bytes.length > 0) {
                // Nobody receives it.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes that arrive at a time of {@link System#nanoTime()}; no bytes mean the end. */
    private record Parcel(byte[] bytes, long due) {}

    /** Observes the bytes that pass. */
    @FunctionalInterface
    private interface Watch {
        void passed(byte[] buffer, int length);
    }

    /** Finds the starts of the server's messages: a letter, and the length of the rest including the length itself. */
    private final class Answers implements Watch {
        private static final int HEADER = 5;
        private static final int READY_FOR_QUERY = HEADER + 1;
        private static final int KEY_DATA = HEADER + 2 * Integer.BYTES;

        private int headerBytes;
        private long bodyBytes;

        @Override
        public void passed(byte[] buffer, int length) {
            if (hidesServer) {
                hidePid(buffer, length);
            }
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

        /** The message before the first ReadyForQuery contains the process ID and a key. */
        private void hidePid(byte[] buffer, int length) {
            int start = length - READY_FOR_QUERY - KEY_DATA;
            if (start >= 0 && buffer[start] == 'K' && buffer[start + HEADER - 1] == KEY_DATA - 1) {
                buffer[start + HEADER] ^= 1;
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
