package dev.sengi.archive.internal.copy;

import java.io.IOException;

/**
 * Parses rows of COPY's text format: tabs end fields, newlines end rows, and {@code \N} is NULL. Within a field, a
 * backslash begins {@code \b \f \n \r \t \v} or a byte in octal ({@code \101}) or hexadecimal ({@code \x41}), or stands
 * for the character after it.
 *
 * <p>Keeps its state between calls, so rows may be passed in chunks of any size.
 */
final class CopyTextParser {

    /** Receives the content of rows. */
    interface Fields {
        /** Receives the next bytes of the current field. */
        void bytes(byte[] source, int offset, int length) throws IOException;

        /** Ends the current field; if it is NULL, it had no bytes. */
        void endField(boolean isNull) throws IOException;

        void endRow() throws IOException;
    }

    private enum State {
        FIELD_START,
        FIELD,
        ESCAPE,
        /** After {@code \N} at the start of a field. */
        NULL_MARK,
        OCTAL,
        HEX,
        /** Within a character whose later bytes may look like ASCII. */
        CHARACTER
    }

    private final MultibyteForm form;
    private final Fields fields;
    private final byte[] single = new byte[1];
    private State state = State.FIELD_START;
    private boolean escapeAtStart;
    private int code;
    private int digits;
    private int following;
    private boolean second;

    CopyTextParser(MultibyteForm form, Fields fields) {
        this.form = form;
        this.fields = fields;
    }

    void accept(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (state == State.FIELD_START || state == State.FIELD) {
                at = plain(bytes, at, end);
            } else if (special(bytes[at])) {
                at++;
            }
        }
    }

    /** Processes literal bytes and the byte after them, and returns the position after it. */
    private int plain(byte[] bytes, int start, int end) throws IOException {
        int at = start;
        while (at < end && !endsRun(bytes[at])) {
            at++;
        }
        if (at > start) {
            fields.bytes(bytes, start, at - start);
            state = State.FIELD;
        }
        if (at == end) {
            return at;
        }
        byte b = bytes[at];
        if (b == '\t' || b == '\n') {
            endField(b, false);
        } else if (b == '\\') {
            escapeAtStart = state == State.FIELD_START;
            state = State.ESCAPE;
        } else {
            fields.bytes(bytes, at, 1);
            following = form.following(b & 0xff);
            second = true;
            state = following > 0 ? State.CHARACTER : State.FIELD;
        }
        return at + 1;
    }

    private boolean endsRun(byte b) {
        return b == '\t' || b == '\n' || b == '\\' || (b < 0 && form != MultibyteForm.ASCII_SAFE);
    }

    /** Processes a byte in a special state, and returns whether it was consumed. */
    private boolean special(byte b) throws IOException {
        return switch (state) {
            case ESCAPE -> escape(b);
            case NULL_MARK -> nullMark(b);
            case OCTAL -> digit(b, 8, 3);
            case HEX -> digit(b, 16, 2);
            case CHARACTER -> character(b);
            case FIELD_START, FIELD -> throw new IllegalStateException(state.name());
        };
    }

    private boolean escape(byte b) throws IOException {
        state = State.FIELD;
        if (b == 'N' && escapeAtStart) {
            state = State.NULL_MARK;
        } else if (b >= '0' && b <= '7') {
            begin(State.OCTAL);
            return false;
        } else if (b == 'x') {
            begin(State.HEX);
        } else if (b < 0 && form != MultibyteForm.ASCII_SAFE) {
            // A character that the backslash does not change; it may have more bytes.
            return false;
        } else {
            emit(named(b));
        }
        return true;
    }

    private void begin(State number) {
        state = number;
        code = 0;
        digits = 0;
    }

    private static int named(byte b) {
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> b;
        };
    }

    private boolean nullMark(byte b) throws IOException {
        if (b == '\t' || b == '\n') {
            endField(b, true);
            return true;
        }
        // Not alone in the field, so it was the letter N.
        emit('N');
        state = State.FIELD;
        return false;
    }

    private boolean digit(byte b, int radix, int most) throws IOException {
        int value = b < 0 ? -1 : Character.digit(b, radix);
        if (value >= 0) {
            code = code * radix + value;
            digits++;
            if (digits == most) {
                emit(code);
                state = State.FIELD;
            }
            return true;
        }
        emit(digits == 0 ? 'x' : code);
        state = State.FIELD;
        return false;
    }

    private boolean character(byte b) throws IOException {
        emit(b);
        following--;
        if (second) {
            following += form.followingSecond(b);
            second = false;
        }
        if (following == 0) {
            state = State.FIELD;
        }
        return true;
    }

    private void emit(int octet) throws IOException {
        single[0] = (byte) octet;
        fields.bytes(single, 0, 1);
    }

    private void endField(byte separator, boolean isNull) throws IOException {
        fields.endField(isNull);
        if (separator == '\n') {
            fields.endRow();
        }
        state = State.FIELD_START;
    }
}
