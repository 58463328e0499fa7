package dev.sengi.archive.internal.verify;

/**
 * How COPY's text format writes characters: a backslash is followed by one of a few letters, {@code \N} is a whole
 * field, {@code \.} a whole line, and control characters that have an escape letter are always escaped. Fact: {@code
 * CopyAttributeOutText} in PostgreSQL's {@code copyto.c}.
 *
 * <p>Only for encodings in which no other character contains the byte of a backslash.
 */
final class CopyEscapes {
    private static final String LETTERS = "bfnrtv\\";
    private static final String ESCAPED_CONTROLS = "\0\b\f\r\u000b";

    private enum State {
        LINE_START,
        FIELD_START,
        WITHIN,
        BACKSLASH_AT_LINE_START,
        BACKSLASH_AT_FIELD_START,
        BACKSLASH,
        AFTER_NULL,
        AFTER_TERMINATOR
    }

    private State state = State.LINE_START;

    /** Checks the next byte, and returns what is wrong with it, or null. */
    String accept(byte b) {
        if (state == State.WITHIN && (b > '\r' || b < 0) && b != '\\') {
            return null;
        }
        State before = state;
        state = next(before, b);
        return switch (before) {
            case BACKSLASH, BACKSLASH_AT_FIELD_START, BACKSLASH_AT_LINE_START -> escaped(before, b);
            case AFTER_NULL -> state == State.WITHIN ? "a field that continues after \\N" : null;
            case AFTER_TERMINATOR -> b == '\n' ? null : "a line that continues after \\.";
            default -> ESCAPED_CONTROLS.indexOf(b) >= 0 ? "a control character that is not escaped" : null;
        };
    }

    private static State next(State state, byte b) {
        boolean lineStart = state == State.BACKSLASH_AT_LINE_START;
        boolean escaped = lineStart || state == State.BACKSLASH_AT_FIELD_START || state == State.BACKSLASH;
        if (b == '\n') {
            return State.LINE_START;
        } else if (b == '\t') {
            return State.FIELD_START;
        } else if (escaped) {
            return lineStart && b == '.' ? State.AFTER_TERMINATOR : b == 'N' ? State.AFTER_NULL : State.WITHIN;
        } else if (b == '\\') {
            return switch (state) {
                case LINE_START -> State.BACKSLASH_AT_LINE_START;
                case FIELD_START -> State.BACKSLASH_AT_FIELD_START;
                default -> State.BACKSLASH;
            };
        }
        return State.WITHIN;
    }

    private static String escaped(State before, byte b) {
        boolean known = LETTERS.indexOf(b) >= 0
                || (b == 'N' && before != State.BACKSLASH)
                || (b == '.' && before == State.BACKSLASH_AT_LINE_START);
        return known ? null : "a backslash where COPY writes none";
    }
}
