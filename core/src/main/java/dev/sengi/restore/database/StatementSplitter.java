package dev.sengi.restore.database;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * Finds the commands in data that are INSERT commands, whatever the pieces in which the data come.
 *
 * <p>Such data hold literals, quoted names and semicolons only: no comments, no dollar quotes. Line ends between
 * commands are dropped; a command without its semicolon is never handed on.
 */
final class StatementSplitter extends OutputStream {
    private enum State {
        PLAIN,
        LITERAL,
        NAME
    }

    private final Charset charset;
    private final boolean standardStrings;
    private final Consumer<String> commands;
    private final ByteArrayOutputStream command = new ByteArrayOutputStream(1 << 13);
    private State state = State.PLAIN;
    private boolean escaped;
    private long bytes;

    /** @param standardStrings whether a backslash in a literal is an ordinary character */
    StatementSplitter(Charset charset, boolean standardStrings, Consumer<String> commands) {
        this.charset = charset;
        this.standardStrings = standardStrings;
        this.commands = commands;
    }

    /** Returns the number of bytes written so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void write(int b) {
        bytes++;
        if (b == '\n' && command.size() == 0) {
            return;
        }
        command.write(b);
        switch (state) {
            case PLAIN -> plain(b);
            case LITERAL -> literal(b);
            case NAME -> state = b == '"' ? State.PLAIN : State.NAME;
        }
    }

    private void plain(int b) {
        if (b == ';') {
            commands.accept(command.toString(charset));
            command.reset();
        } else if (b == '\'') {
            state = State.LITERAL;
            escaped = false;
        } else if (b == '"') {
            state = State.NAME;
        }
    }

    private void literal(int b) {
        // A doubled quote ends the literal and begins it anew, which comes to the same.
        if (b == '\'' && !escaped) {
            state = State.PLAIN;
        } else {
            escaped = b == '\\' && !standardStrings && !escaped;
        }
    }
}
