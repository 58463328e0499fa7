package dev.sengi.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that refuses encryption, replies to each startup packet with the same bytes, and closes the connection. */
final class ScriptedServer implements AutoCloseable {
    private static final int FIRST_REQUEST_CODE = 1234 << 16;

    private final ServerSocket socket;
    private final byte[] answer;
    private final List<Map<String, String>> started = new CopyOnWriteArrayList<>();

    /** @param answer what to send, or null to stay silent */
    ScriptedServer(byte[] answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Returns the startup parameters that clients sent, in order. */
    List<Map<String, String>> started() {
        return started;
    }

    /** Returns an error in the server's wire format. */
    static byte[] error(String sqlState, String text) {
        return message('E', ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + text + "\0\0").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an authentication request. */
    static byte[] request(int code, String rest) {
        byte[] bytes = rest.getBytes(StandardCharsets.US_ASCII);
        return message(
                'R',
                ByteBuffer.allocate(Integer.BYTES + bytes.length)
                        .putInt(code)
                        .put(bytes)
                        .array());
    }

    static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(Integer.BYTES + body.length)
                .put(body)
                .array();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException e) {
                // The client has disconnected, or the test is over.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        byte[] message = read(in);
        while (ByteBuffer.wrap(message).getInt() >= FIRST_REQUEST_CODE) {
            out.write('N');
            message = read(in);
        }
        started.add(parameters(message));
        if (answer == null) {
            in.read();
        } else {
            out.write(answer);
            out.flush();
            client.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] message = new byte[in.readInt() - Integer.BYTES];
        in.readFully(message);
        return message;
    }

    private static Map<String, String> parameters(byte[] message) {
        String[] strings = new String(message, Integer.BYTES, message.length - Integer.BYTES, StandardCharsets.UTF_8)
                .split("\0", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; !strings[i].isEmpty(); i += 2) {
            parameters.put(strings[i], strings[i + 1]);
        }
        return parameters;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
