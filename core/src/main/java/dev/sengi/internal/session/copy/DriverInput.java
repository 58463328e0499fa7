package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.DriverFields;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.core.PGStream;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The messages in the driver's input buffer, which is positioned at the start of one.
 *
 * <p>PostgreSQL's manual describes them under "Message Formats".
 */
final class DriverInput {
    /** A message's type and length; the length includes itself but not the type. */
    static final int HEADER = 1 + Integer.BYTES;

    private final VisibleBufferedInputStream input;

    DriverInput(PGStream stream) throws ReflectiveOperationException {
        input = (VisibleBufferedInputStream) DriverFields.value(stream, "pgInput");
    }

    /** Returns the driver's buffer. */
    VisibleBufferedInputStream stream() {
        return input;
    }

    /** Waits for a message and returns its type. */
    int type() throws SQLException {
        await(1);
        return input.getBuffer()[input.getIndex()];
    }

    /** Waits for the first byte of a message's content, and returns it. */
    int content() throws SQLException {
        await(HEADER + 1);
        return input.getBuffer()[input.getIndex() + HEADER];
    }

    /** Waits for a message's length, and returns the length without the header. */
    int length() throws SQLException {
        await(HEADER);
        return length(input.getBuffer(), input.getIndex());
    }

    static int length(byte[] buffer, int at) {
        return ((buffer[at + 1] & 0xff) << 24
                        | (buffer[at + 2] & 0xff) << 16
                        | (buffer[at + 3] & 0xff) << 8
                        | (buffer[at + 4] & 0xff))
                - Integer.BYTES;
    }

    /** Waits for a message and consumes it. */
    void skipMessage() throws SQLException {
        int length = HEADER + length();
        await(length);
        skip(length);
    }

    /** Waits until the buffer holds this many bytes. */
    void await(int count) throws SQLException {
        try {
            if (!input.ensureBytes(count)) {
                throw new EOFException();
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    void skip(int count) throws SQLException {
        try {
            input.skip(count);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Reads at least one byte past the buffer, and at most as many as requested. */
    int read(byte[] piece, int most) throws SQLException {
        try {
            int count = input.read(piece, 0, most);
            if (count <= 0) {
                throw new EOFException();
            }
            return count;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static PSQLException lost(IOException e) {
        return new PSQLException("Database connection failed when reading from copy", PSQLState.CONNECTION_FAILURE, e);
    }
}
