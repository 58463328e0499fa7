package dev.sengi.internal.script.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A script's bytes, read once and in order, with a few bytes of lookahead. */
final class ScriptInput {
    private static final int BUFFER = 1 << 16;
    /** The longest line that ends the rows of a COPY. */
    private static final int TERMINATOR = "\\.\r\n".length();

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean ended;
    private long line = 1;

    ScriptInput(InputStream in) {
        this.in = in;
    }

    /** Returns the number of the line that contains the next byte, starting at 1. */
    long line() {
        return line;
    }

    /** Returns the next byte without reading it, or -1 at the end. */
    int peek() throws IOException {
        return peek(0);
    }

    /** Returns a byte at a distance from the next one without reading it, or -1 if the script ends before it. */
    int peek(int distance) throws IOException {
        return position + distance < limit || fill(distance + 1) ? buffer[position + distance] & 0xff : -1;
    }

    /** Reads a byte, or returns -1 at the end. */
    int read() throws IOException {
        if (position == limit && !fill(1)) {
            return -1;
        }
        byte read = buffer[position++];
        if (read == '\n') {
            line++;
        }
        return read & 0xff;
    }

    /**
     * Reads the rows of a COPY up to and including the {@code \.} line, and passes on all but that line.
     *
     * @return whether that line was found
     */
    boolean copyRows(OutputStream rows) throws IOException {
        while (true) {
            fill(TERMINATOR);
            if (position == limit) {
                return false;
            }
            if (terminatorLength() > 0) {
                position += terminatorLength();
                line++;
                return true;
            }
            copyLines(rows);
        }
    }

    /**
     * Passes on the buffered lines up to a possible terminator, and the rest of the last line if it is not buffered.
     */
    private void copyLines(OutputStream rows) throws IOException {
        int start = position;
        boolean mayEnd = false;
        while (position < limit && !mayEnd) {
            int end = lineEnd();
            if (end == limit) {
                position = limit;
                writeRestOfLine(rows, start);
                return;
            }
            position = end + 1;
            line++;
            mayEnd = position + TERMINATOR > limit || (buffer[position] == '\\' && buffer[position + 1] == '.');
        }
        rows.write(buffer, start, position - start);
    }

    private void writeRestOfLine(OutputStream rows, int start) throws IOException {
        rows.write(buffer, start, position - start);
        while (fill(1)) {
            int from = position;
            int end = lineEnd();
            position = Math.min(end + 1, limit);
            rows.write(buffer, from, position - from);
            if (end < limit) {
                line++;
                return;
            }
        }
    }

    private int lineEnd() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private int terminatorLength() throws IOException {
        if (peek(0) != '\\' || peek(1) != '.') {
            return 0;
        }
        int end = peek(2) == '\r' ? 3 : 2;
        return peek(end) == '\n' ? end + 1 : peek(end) < 0 ? end : 0;
    }

    /** Buffers at least this many bytes, which must be few; returns false if the script ends before. */
    private boolean fill(int count) throws IOException {
        if (limit - position >= count) {
            return true;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < count && !ended) {
            int read = in.read(buffer, limit, BUFFER - limit);
            ended = read < 0;
            limit += Math.max(read, 0);
        }
        return limit >= count;
    }
}
