package dev.sengi.cli;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Replays to clients what a PostgreSQL server once answered to the same requests, one connection after another. It
 * ignores the content of requests, except those for encryption, which it refuses. A client that sends more requests than
 * were recorded loses its connection.
 *
 * <p>Facts are from the chapter "Frontend/Backend Protocol" of PostgreSQL's documentation.
 */
public final class RecordedServer implements AutoCloseable {
    /** A message begins with a letter and its length. */
    private static final int HEADER = 1 + Integer.BYTES;
    /** The length of a request for encryption, and of no other message without a type that clients send here. */
    private static final int REQUEST_LENGTH = 2 * Integer.BYTES;

    /**
     * How long to wait for a client. If its request differs from the recorded one, the client may be waiting for a
     * longer answer.
     */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final List<byte[]> sessions;
    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK));

    private RecordedServer(List<byte[]> sessions) throws IOException {
        this.sessions = sessions;
    }

    /** Starts listening. */
    static RecordedServer start(Path recording) throws IOException {
        RecordedServer server = new RecordedServer(read(recording));
        Thread thread = new Thread(server::serve, "recorded-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** Writes a recording: for each connection, in the order in which they began, all bytes that the server sent. */
    public static void write(Path recording, List<byte[]> sessions) throws IOException {
        try (OutputStream file = Files.newOutputStream(recording);
                DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
            out.writeInt(sessions.size());
            for (byte[] session : sessions) {
                out.writeInt(session.length);
                out.write(session);
            }
        }
    }

    private static List<byte[]> read(Path recording) throws IOException {
        try (InputStream file = Files.newInputStream(recording);
                DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
            List<byte[]> sessions = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                sessions.add(in.readNBytes(in.readInt()));
            }
            return sessions;
        }
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void serve() {
        try (door) {
            for (byte[] session : sessions) {
                try (Socket client = door.accept()) {
                    client.setTcpNoDelay(true);
                    client.setSoTimeout(PATIENCE_MILLIS);
                    answer(client, session);
                }
            }
        } catch (IOException e) {
            // The client notices that its connection has ended.
        }
    }

    private static void answer(Socket client, byte[] session) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        if (skipBody(in) == REQUEST_LENGTH) {
            client.getOutputStream().write('N');
            skipBody(in);
        }
        int position = 0;
        do {
            int end = endOfAnswer(session, position);
            client.getOutputStream().write(session, position, end - position);
            position = end;
        } while (isAsked(in) && position < session.length);
    }

    /** Reads messages up to the next one that the server answers; returns false if the client has ended the session. */
    private static boolean isAsked(DataInputStream in) throws IOException {
        for (int type = in.read(); type >= 0; type = in.read()) {
            skipBody(in);
            switch (type) {
                case 'Q', 'S', 'c', 'f' -> { // Query, Sync, CopyDone, CopyFail
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Skips a message after its type, if it has one, and returns its length. */
    private static int skipBody(DataInputStream in) throws IOException {
        int length = in.readInt();
        in.skipNBytes(length - Integer.BYTES);
        return length;
    }

    /** Returns the end of the next message after which the server waited for the client. */
    private static int endOfAnswer(byte[] session, int start) throws EOFException {
        ByteBuffer messages = ByteBuffer.wrap(session);
        int position = start;
        while (position + HEADER <= session.length) {
            byte type = session[position];
            position += 1 + messages.getInt(position + 1);
            if ((type == 'Z' || type == 'G') && position <= session.length) { // ReadyForQuery, CopyInResponse
                return position;
            }
        }
        throw new EOFException();
    }
}
