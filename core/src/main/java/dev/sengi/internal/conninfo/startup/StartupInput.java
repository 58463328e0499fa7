package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.WireProtocol;
import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.postgresql.core.EncodingPredictor;
import org.postgresql.util.ServerErrorMessage;

/**
 * Checks what the server sends while a session starts, and passes it to the driver unless libpq would end the attempt.
 *
 * <p>pgjdbc falls back to other methods and hosts when libpq does not, and its errors state neither what the server
 * requested nor what it sent instead of an answer. Each message consists of a one-byte type, a four-byte length that
 * includes itself, and a body (PostgreSQL's protocol, chapter "Message Formats"). Bytes after authentication are not
 * checked, unless names are not valid UTF-8.
 */
final class StartupInput extends FilterInputStream {
    private static final int LARGEST_REQUEST = 2000;
    private static final int LARGEST_ERROR = 30_000;
    private static final int READY = 'Z';
    /** How far the driver's predictor reads beyond the end of the text. */
    private static final int PREDICTOR_OVERRUN = 64;

    private boolean authenticating;
    private StartupParameters parameters;
    private AuthenticationWatch watch;
    private BytewiseAuthentication authentication;
    /** Whether errors may repeat names that are not valid UTF-8, which no encoding of the driver preserves. */
    private boolean namesAreBytes;

    private boolean starting;
    /** The unread rest of a message that has been checked. */
    private ByteBuffer seen = ByteBuffer.allocate(0);

    StartupInput(InputStream in) {
        super(in);
    }

    /**
     * Starts checking the answers to the message that starts the session.
     *
     * @param watching checks what the server requests
     * @param own answers the server instead of the driver, or null
     */
    void expectAuthentication(StartupParameters demands, AuthenticationWatch watching, BytewiseAuthentication own) {
        authentication = own;
        namesAreBytes = demands.sent().values().stream().anyMatch(value -> !NativeText.isUnicode(value));
        parameters = demands;
        watch = watching;
        authenticating = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!seen.hasRemaining() && (authenticating || starting) && !nextMessage()) {
            return -1;
        }
        if (!seen.hasRemaining()) {
            return in.read(bytes, offset, length);
        }
        int count = Math.min(length, seen.remaining());
        seen.get(bytes, offset, count);
        return count;
    }

    /** Reads a message for the driver; returns false at the end of the stream. */
    private boolean nextMessage() throws IOException {
        while (!seen.hasRemaining()) {
            if (!readMessage()) {
                return false;
            }
        }
        return true;
    }

    private boolean readMessage() throws IOException {
        int type = in.read();
        if (type < 0) {
            return false;
        }
        if (authenticating && type != 'R' && type != 'E' && type != 'v') {
            throw new StartupFailure("expected authentication request from server, but received " + (char) type);
        }
        int length = ByteBuffer.wrap(exactly(Integer.BYTES)).getInt();
        int shortest = authenticating ? 2 * Integer.BYTES : Integer.BYTES;
        if (!authenticating && length > LARGEST_ERROR) {
            starting = false;
            seen = ByteBuffer.allocate(1 + Integer.BYTES);
            seen.put((byte) type).putInt(length).flip();
            return true;
        }
        if (authenticating && type == 'E' && (length < 2 * Integer.BYTES || length > LARGEST_ERROR)) {
            throw new StartupFailure(oldError(length));
        }
        if (length < shortest || length > (type == 'E' || !authenticating ? LARGEST_ERROR : LARGEST_REQUEST)) {
            throw new StartupFailure("received invalid authentication request");
        }
        byte[] body = exactly(length - Integer.BYTES);
        if (authenticating && isAnswered(type, body)) {
            return true;
        }
        if (starting && type == 'E') {
            // The client has been authenticated, so another kind of encryption would not help: this does not count as a
            // refusal.
            throw StartupFailure.rejected(error(body));
        }
        starting &= type != READY;
        seen = ByteBuffer.allocate(1 + length);
        seen.put((byte) type).putInt(length).put(body).flip();
        return true;
    }

    /**
     * Returns an error in the form of old protocols, a string, which a server still sends if it cannot start a process.
     *
     * @param start its first bytes
     */
    private String oldError(int start) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(start).array());
        for (int next = in.read(); next > 0 && text.size() < LARGEST_ERROR; next = in.read()) {
            text.write(next);
        }
        return NativeText.decode(text.toByteArray()).stripTrailing();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Checks a message; returns whether it has been answered in place of the driver. */
    private boolean isAnswered(int type, byte[] bytes) throws IOException {
        ByteBuffer body = ByteBuffer.wrap(bytes);
        switch (type) {
            case 'E' -> throw StartupFailure.refused(error(bytes));
            case 'v' -> version(body.getInt());
            default -> {
                int request = body.getInt();
                watch.see(request, body.duplicate());
                if (authentication != null && authentication.answer(request, body)) {
                    return true;
                }
                if (request == AuthenticationRequest.OK) {
                    authenticating = false;
                    starting = namesAreBytes;
                }
            }
        }
        return false;
    }

    private void version(int offered) throws StartupFailure {
        String least = parameters.demanded(ConninfoKeyword.MIN_PROTOCOL_VERSION);
        if (least != null && offered < WireProtocol.code(least)) {
            throw new StartupFailure("server only supports protocol version " + (offered >> Short.SIZE) + "."
                    + (offered & 0xffff) + ", but \"" + ConninfoKeyword.MIN_PROTOCOL_VERSION.label()
                    + "\" was set to " + WireProtocol.name(least));
        }
    }

    /** Returns the error. Its text is in the server's encoding, which the driver guesses if the text is not UTF-8. */
    private ServerErrorMessage error(byte[] body) {
        if (namesAreBytes) {
            return new ServerErrorMessage(NativeText.decode(body));
        }
        try {
            return new ServerErrorMessage(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            byte[] padded = Arrays.copyOf(body, body.length + PREDICTOR_OVERRUN);
            EncodingPredictor.DecodeResult guess = EncodingPredictor.decode(padded, 0, body.length);
            return new ServerErrorMessage(guess == null ? new String(body, StandardCharsets.ISO_8859_1) : guess.result);
        }
    }

    @Override
    public int available() throws IOException {
        return seen.hasRemaining() ? seen.remaining() : in.available();
    }
}
