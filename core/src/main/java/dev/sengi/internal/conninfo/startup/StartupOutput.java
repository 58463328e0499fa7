package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the driver's message that starts a session with libpq's, and passes on everything else.
 *
 * <p>pgjdbc sends the JVM's time zone, UTF-8 as the encoding, and {@code extra_float_digits}, and cannot be configured not to. These would override
 * the settings of the server, the database and the role, which PostgreSQL's programs respect, and no later command
 * restores them. {@link StartupParameters} contains what libpq sends. The driver's {@code DateStyle} comes last, so
 * that the server checks the user's but the driver understands dates.
 *
 * <p>In PostgreSQL's protocol (chapter "Message Formats", {@code StartupMessage}), the message consists of its length
 * and the protocol version, four bytes each, then names and values, each ended by a zero byte, and a final zero byte.
 * Requests for encryption may precede it; they have the same form without names.
 */
public final class StartupOutput extends FilterOutputStream {
    private static final String OPTIONS = "options";
    private static final String ZONE = "TimeZone";
    private static final String DATE_STYLE = "DateStyle";
    /** Parameters that the driver sets on its own and libpq does not. */
    private static final Set<String> DRIVERS_OWN =
            Set.of(ZONE, DATE_STYLE, "client_encoding", "extra_float_digits", "application_name", OPTIONS);

    private static final int HEADER_LENGTH = 8;
    /** The first byte of the first TLS record; as the first byte of a length, it would mean hundreds of megabytes. */
    private static final int TLS_HANDSHAKE = 0x16;

    private static final int LARGEST_MAJOR_VERSION = 3;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final CertificateExchange certificates;
    private StartupInput answers;
    private boolean started;

    public StartupOutput(OutputStream out) {
        this(out, CertificateExchange.NONE);
    }

    public StartupOutput(OutputStream out, CertificateExchange certificates) {
        super(out);
        this.certificates = certificates;
    }

    /** Returns the server's answers; later calls return the same stream and ignore their argument. */
    public InputStream answers(InputStream in) {
        if (answers == null) {
            answers = new StartupInput(in);
        }
        return answers;
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

    /** Forwards complete messages. */
    private void forward() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(pending.toByteArray());
        while (!started && buffer.remaining() >= HEADER_LENGTH) {
            int length = buffer.getInt(buffer.position());
            if (length < HEADER_LENGTH || length >>> 24 == TLS_HANDSHAKE) {
                // This is a TLS record, whose content is not changed here.
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
        int code = buffer.getInt(buffer.position() + Integer.BYTES);
        byte[] message = new byte[length];
        buffer.get(message);
        started = code >> Short.SIZE <= LARGEST_MAJOR_VERSION;
        out.write(started ? start(message) : message);
    }

    /** Returns the message as libpq would send it. */
    private byte[] start(byte[] message) {
        Map<String, String> drivers = parameters(message);
        String options = drivers.getOrDefault(OPTIONS, "");
        boolean packed = StartupParameters.arePacked(options);
        StartupParameters parameters = packed ? StartupParameters.unpack(options) : new StartupParameters();
        if (answers != null && packed) {
            answers.expectAuthentication(
                    parameters,
                    new AuthenticationWatch(parameters, certificates),
                    BytewiseAuthentication.of(parameters, out, certificates));
        }
        Map<String, String> sent = new LinkedHashMap<>(drivers);
        if (packed) {
            sent.keySet().removeAll(DRIVERS_OWN);
            sent.putAll(parameters.sent());
            sent.put(DATE_STYLE, drivers.getOrDefault(DATE_STYLE, "ISO"));
        } else {
            sent.remove(ZONE);
        }
        return message(message, sent);
    }

    private static Map<String, String> parameters(byte[] message) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int start = HEADER_LENGTH;
        while (start < message.length && message[start] != 0) {
            int valueStart = end(message, start) + 1;
            int next = end(message, valueStart) + 1;
            parameters.put(text(message, start, valueStart - 1), text(message, valueStart, next - 1));
            start = next;
        }
        return parameters;
    }

    private static String text(byte[] message, int start, int end) {
        return new String(message, start, Math.max(0, end - start), StandardCharsets.UTF_8);
    }

    private static byte[] message(byte[] header, Map<String, String> parameters) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(header, 0, HEADER_LENGTH);
        parameters.forEach((name, value) -> {
            message.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            message.write(0);
            message.writeBytes(NativeText.encode(value));
            message.write(0);
        });
        message.write(0);
        byte[] bytes = message.toByteArray();
        ByteBuffer.wrap(bytes).putInt(bytes.length);
        return bytes;
    }

    /** Returns where the string ends: at its zero byte, or at the end of a truncated message. */
    private static int end(byte[] message, int start) {
        int end = start;
        while (end < message.length - 1 && message[end] != 0) {
            end++;
        }
        return end;
    }
}
