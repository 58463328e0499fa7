package dev.sengi.internal.restore.database;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/**
 * Splits data that consist of INSERT commands into single commands, regardless of the pieces in which the data arrive.
 *
 * <p>Such data contains literals, quoted names and semicolons, but no comments or dollar quotes. Line ends between
 * commands are dropped; a command without its semicolon is never passed on. Quotes and backslashes are recognized only
 * after decoding, because client-only encodings such as SJIS use their bytes within characters.
 */
final class StatementSplitter extends OutputStream {
    private static final int BUFFER = 1 << 13;
    /** Represents invalid bytes: a lone surrogate, which no encoding contains. */
    private static final String UNREADABLE = "\uDC80";

    private enum State {
        PLAIN,
        LITERAL,
        NAME
    }

    private final CharsetDecoder decoder;
    private final boolean standardStrings;
    private final Consumer<String> commands;
    private final ByteBuffer undecoded = ByteBuffer.allocate(BUFFER);
    private final CharBuffer decoded = CharBuffer.allocate(BUFFER);
    private final StringBuilder command = new StringBuilder(BUFFER);
    private State state = State.PLAIN;
    private boolean escapes;
    private boolean escaped;
    private long bytes;

    /** @param standardStrings whether a backslash in a literal is an ordinary character */
    StatementSplitter(Charset charset, boolean standardStrings, Consumer<String> commands) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(UNREADABLE);
        this.standardStrings = standardStrings;
        this.commands = commands;
    }

    /** Returns the number of bytes written so far. */
    long bytes() {
        return bytes;
    }

    /** Returns whether the last command lacks its end. */
    boolean isWithinCommand() {
        return !command.toString().isBlank();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int count) {
        bytes += count;
        int start = offset;
        int left = count;
        while (left > 0) {
            int taken = Math.min(left, undecoded.remaining());
            undecoded.put(data, start, taken);
            start += taken;
            left -= taken;
            decode();
        }
    }

    /** Decodes the buffered bytes, and keeps those of an incomplete character for the next call. */
    private void decode() {
        undecoded.flip();
        boolean more = true;
        while (more) {
            more = decoder.decode(undecoded, decoded, false).isOverflow();
            decoded.flip();
            while (decoded.hasRemaining()) {
                add(decoded.get());
            }
            decoded.clear();
        }
        undecoded.compact();
    }

    private void add(char c) {
        if (c == '\n' && command.length() == 0) {
            return;
        }
        command.append(c);
        switch (state) {
            case PLAIN -> plain(c);
            case LITERAL -> literal(c);
            case NAME -> state = c == '"' ? State.PLAIN : State.NAME;
        }
    }

    private void plain(char c) {
        if (c == ';') {
            commands.accept(command.toString());
            command.setLength(0);
        } else if (c == '\'') {
            state = State.LITERAL;
            escapes = continuesLiteral() ? escapes : !standardStrings || isMarked();
            escaped = false;
        } else if (c == '"') {
            state = State.NAME;
        }
    }

    /** A doubled quote ends the literal and continues it. */
    private boolean continuesLiteral() {
        int before = command.length() - 2;
        return before >= 0 && command.charAt(before) == '\'';
    }

    /** Returns whether the literal that starts here has the form {@code E'...'}. */
    private boolean isMarked() {
        int mark = command.length() - 2;
        return mark >= 0
                && (command.charAt(mark) == 'E' || command.charAt(mark) == 'e')
                && (mark == 0 || !Character.isLetterOrDigit(command.charAt(mark - 1)));
    }

    private void literal(char c) {
        if (c == '\'' && !escaped) {
            state = State.PLAIN;
        } else {
            escaped = c == '\\' && escapes && !escaped;
        }
    }
}
