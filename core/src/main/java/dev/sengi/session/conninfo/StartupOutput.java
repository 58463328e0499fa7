package dev.sengi.session.conninfo;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes the time zone out of the message that starts a session, and lets all else pass.
 *
 * <p>pgjdbc sends the JVM's time zone and cannot be told not to. It would stand in for the server's, the database's and
 * the role's, which are what PostgreSQL's programs write times in; and no later command brings those back.
 *
 * <p>The message is, in PostgreSQL's protocol (chapter "Message Formats", {@code StartupMessage}): its length and the
 * protocol's version, four bytes each, then names and values, each ended by a zero, and one more zero. Requests for
 * encryption may precede it, of the same form without names.
 */
final class StartupOutput extends FilterOutputStream {
    private static final String DROPPED = "TimeZone";
    private static final int HEADER_LENGTH = 8;
    /** The server takes no longer ones. */
    private static final int LARGEST_MESSAGE = 10_000;

    private static final int LARGEST_MAJOR_VERSION = 3;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean started;

    StartupOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (started) {
            out.write(bytes, offset, length);
            return;
        }
        pending.write(bytes, offset, length);
        forward();
    }

    /** Forwards the messages that are complete. */
    private void forward() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(pending.toByteArray());
        while (!started && buffer.remaining() >= HEADER_LENGTH) {
            int length = buffer.getInt(buffer.position());
            if (length < HEADER_LENGTH || length > LARGEST_MESSAGE) {
                // None of these messages: a TLS record, and what is inside is not ours.
                started = true;
            } else if (buffer.remaining() >= length) {
                forward(buffer, length);
            } else {
                break;
            }
        }
        pending.reset();
        OutputStream rest = started ? out : pending;
        rest.write(buffer.array(), buffer.position(), buffer.remaining());
    }

    private void forward(ByteBuffer buffer, int length) throws IOException {
        int major = buffer.getShort(buffer.position() + Integer.BYTES);
        byte[] message = new byte[length];
        buffer.get(message);
        started = major <= LARGEST_MAJOR_VERSION;
        out.write(started ? withoutTimeZone(message) : message);
    }

    private static byte[] withoutTimeZone(byte[] message) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(message.length);
        kept.write(message, 0, HEADER_LENGTH);
        int start = HEADER_LENGTH;
        while (start < message.length && message[start] != 0) {
            int valueStart = end(message, start) + 1;
            int next = end(message, valueStart) + 1;
            String name = new String(message, start, valueStart - 1 - start, StandardCharsets.US_ASCII);
            if (!name.equals(DROPPED)) {
                kept.write(message, start, next - start);
            }
            start = next;
        }
        kept.write(0);
        byte[] bytes = kept.toByteArray();
        ByteBuffer.wrap(bytes).putInt(bytes.length);
        return bytes;
    }

    /** Returns where the string ends: at a zero, or with the message where it is cut. */
    private static int end(byte[] message, int start) {
        int end = start;
        while (end < message.length - 1 && message[end] != 0) {
            end++;
        }
        return end;
    }
}
