package dev.sengi.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.sql.SQLException;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Reads the rows of a COPY straight from the driver's input buffer, as many as it holds, and long rows in pieces,
 * because the driver allocates an array for each row. Only row messages are consumed; everything else that the server
 * sends is left to the driver.
 *
 * <p>The driver has no method for this. If its fields cannot be read, rows come from the driver one by one.
 * PostgreSQL's manual describes the messages under "Message Formats".
 */
final class CopyBlocks {
    private static final int ROW = 'd';
    private static final int COPY_DONE = 'c';
    private static final int COMMAND_COMPLETE = 'C';
    private static final int COPY_OUT_RESPONSE = 'H';
    private static final int NOTICE = 'N';
    private static final int PARAMETER_STATUS = 'S';
    /** A message's type and length; the length includes itself but not the type. */
    private static final int HEADER = 1 + Integer.BYTES;

    /** The longest row read through the driver's buffer, which grows to hold it. */
    private static final int LONGEST = 32 * 1024;

    private static final int WIDEST = 128 * 1024;

    private static final int PIECE = 64 * 1024;

    private final VisibleBufferedInputStream input;
    private final Field end;
    private final ReadPace pace = new ReadPace();
    private boolean withinRow;

    private CopyBlocks(VisibleBufferedInputStream input, Field end) {
        this.input = input;
        this.end = end;
    }

    /** Returns the rows of a driver positioned at the start of a message, or null if its buffer is inaccessible. */
    static CopyBlocks of(QueryExecutor driver) {
        try {
            PGStream stream = (PGStream) DriverFields.value(driver, "pgStream");
            VisibleBufferedInputStream input = (VisibleBufferedInputStream) DriverFields.value(stream, "pgInput");
            Field end = DriverFields.of(input, "endIndex");
            end.getInt(input);
            return new CopyBlocks(input, end);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Returns whether reading or writing failed within a row, so that no message starts at the current position. */
    boolean isWithinRow() {
        return withinRow;
    }

    /**
     * Waits for a message and, if it is a row, writes it and the rows that arrived with it.
     *
     * @return the number of rows; 0 if the next message is not a row
     * @throws SQLException if the server cannot be read from
     * @throws IOException if the sink throws it
     */
    int transferTo(OutputStream sink) throws SQLException, IOException {
        if (input.getBuffer().length >= WIDEST) {
            pace.await();
        }
        int length = nextLength();
        if (length > LONGEST) {
            transferLong(length, sink);
            return 1;
        }
        if (length < 0) {
            return 0;
        }
        await(HEADER + length);
        widen();
        return transferBuffered(sink);
    }

    /**
     * Doubles the driver's buffer if a read has filled it, so that later reads take more. The driver does so by waiting
     * for what does not fit, and something always follows a row, if only the end of the COPY.
     */
    private void widen() throws SQLException {
        int length = input.getBuffer().length;
        if (length < WIDEST && input.getIndex() == 0 && filled() == length) {
            await(length + 1);
        }
    }

    /**
     * Waits for the end of a COPY that others follow, and consumes it.
     *
     * @return false, with nothing consumed, if the next message is another one
     */
    boolean endCopy() throws SQLException {
        if (type() != COPY_DONE) {
            return false;
        }
        skipMessage();
        if (type() == COMMAND_COMPLETE) {
            skipMessage();
        }
        return true;
    }

    /**
     * Waits for the beginning of the next COPY, and consumes it.
     *
     * @return false if the next message is another one, such as an error, which is left to the driver
     */
    boolean beginCopy() throws SQLException {
        while (type() == NOTICE || type() == PARAMETER_STATUS) {
            // The driver cannot be given these while it believes that the first COPY goes on.
            skipMessage();
        }
        if (type() != COPY_OUT_RESPONSE) {
            return false;
        }
        skipMessage();
        return true;
    }

    private int type() throws SQLException {
        await(1);
        return input.getBuffer()[input.getIndex()];
    }

    private void skipMessage() throws SQLException {
        await(HEADER);
        int length = HEADER + length(input.getBuffer(), input.getIndex());
        await(length);
        skip(length);
    }

    /** Returns the length of the next row, or -1 if the next message is not a row. */
    private int nextLength() throws SQLException {
        if (type() != ROW) {
            return -1;
        }
        await(HEADER);
        return length(input.getBuffer(), input.getIndex());
    }

    private static int length(byte[] buffer, int at) {
        return ((buffer[at + 1] & 0xff) << 24
                        | (buffer[at + 2] & 0xff) << 16
                        | (buffer[at + 3] & 0xff) << 8
                        | (buffer[at + 4] & 0xff))
                - Integer.BYTES;
    }

    /** Moves the rows together in place: the driver never looks at consumed bytes again. */
    private int transferBuffered(OutputStream sink) throws SQLException, IOException {
        byte[] buffer = input.getBuffer();
        int first = input.getIndex();
        int filled = filled();
        int at = first;
        int end = first;
        int rows = 0;
        while (filled - at >= HEADER && buffer[at] == ROW) {
            int length = length(buffer, at);
            if (length < 0 || length > filled - at - HEADER) {
                break;
            }
            System.arraycopy(buffer, at + HEADER, buffer, end, length);
            at += HEADER + length;
            end += length;
            rows++;
        }
        skip(at - first);
        pace.read(at - first);
        sink.write(buffer, first, end - first);
        return rows;
    }

    private int filled() {
        try {
            return end.getInt(input);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void transferLong(int length, OutputStream sink) throws SQLException, IOException {
        withinRow = true;
        skip(HEADER);
        byte[] piece = new byte[PIECE];
        int left = length;
        while (left > 0) {
            int count = read(piece, Math.min(left, PIECE));
            sink.write(piece, 0, count);
            left -= count;
        }
        withinRow = false;
    }

    private int read(byte[] piece, int most) throws SQLException {
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

    private void await(int count) throws SQLException {
        try {
            if (!input.ensureBytes(count)) {
                throw new EOFException();
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void skip(int count) throws SQLException {
        try {
            input.skip(count);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static PSQLException lost(IOException e) {
        return new PSQLException("Database connection failed when reading from copy", PSQLState.CONNECTION_FAILURE, e);
    }
}
