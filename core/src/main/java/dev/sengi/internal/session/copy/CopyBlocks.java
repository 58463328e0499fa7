package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.DriverFields;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.sql.SQLException;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.VisibleBufferedInputStream;

/**
 * Reads the rows of a COPY directly from the driver's input buffer, because the driver allocates an array for each row.
 * Each call reads as many rows as the buffer holds; long rows are read in pieces. Only row messages are consumed;
 * everything else that the server sends is left to the driver.
 *
 * <p>The driver has no method for this, so its fields are accessed. If that is impossible, rows are read through the
 * driver one by one.
 */
final class CopyBlocks {
    private static final int ROW = 'd';
    private static final int COPY_DONE = 'c';
    private static final int COMMAND_COMPLETE = 'C';
    private static final int COPY_OUT_RESPONSE = 'H';
    private static final int NOTICE = 'N';
    private static final int PARAMETER_STATUS = 'S';
    private static final int HEADER = DriverInput.HEADER;

    /** The longest row read through the driver's buffer, which grows to hold it. */
    private static final int LONGEST = 32 * 1024;

    private static final int WIDEST = 128 * 1024;

    private static final int PIECE = 64 * 1024;

    private final DriverInput messages;
    private final VisibleBufferedInputStream input;
    private final Field end;
    private final ReadPace pace = new ReadPace();
    private boolean withinRow;

    private CopyBlocks(DriverInput messages, Field end) {
        this.messages = messages;
        input = messages.stream();
        this.end = end;
    }

    /** Returns the rows of a driver positioned at the start of a message, or null if its buffer is inaccessible. */
    static CopyBlocks of(QueryExecutor driver) {
        try {
            DriverInput messages = new DriverInput((PGStream) DriverFields.value(driver, "pgStream"));
            Field end = DriverFields.of(messages.stream(), "endIndex");
            end.getInt(messages.stream());
            return new CopyBlocks(messages, end);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Returns whether reading or writing failed within a row, so that no message starts at the current position. */
    boolean isWithinRow() {
        return withinRow;
    }

    /**
     * Waits for a message. If it is a row, writes it and the rows that arrived with it.
     *
     * @return the number of rows; 0 if the next message is not a row
     * @throws SQLException if nothing can be read from the server
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
        messages.await(HEADER + length);
        widen();
        return transferBuffered(sink);
    }

    /**
     * Doubles the driver's buffer if a read has filled it, so that later reads take more. The driver does this if it
     * has to wait for more bytes than fit. That wait always ends, because something always follows a row, even if it is
     * only the end of the COPY.
     */
    private void widen() throws SQLException {
        int length = input.getBuffer().length;
        if (length < WIDEST && input.getIndex() == 0 && filled() == length) {
            messages.await(length + 1);
        }
    }

    /** Waits for a message that is not a notice, and returns whether it is a row. Notices are consumed. */
    boolean isBeforeRow() throws SQLException {
        skipNotices();
        return messages.type() == ROW;
    }

    /**
     * Waits for the end of a COPY that others follow, and consumes it.
     *
     * @return false, with nothing but notices consumed, if the next message is another one
     */
    boolean endCopy() throws SQLException {
        skipNotices();
        if (messages.type() != COPY_DONE) {
            return false;
        }
        messages.skipMessage();
        skipNotices();
        if (messages.type() == COMMAND_COMPLETE) {
            messages.skipMessage();
        }
        return true;
    }

    /** The driver must not see these messages as long as it assumes that the first COPY is still active. */
    private void skipNotices() throws SQLException {
        while (messages.type() == NOTICE || messages.type() == PARAMETER_STATUS) {
            messages.skipMessage();
        }
    }

    /**
     * Waits for the beginning of the next COPY, and consumes it.
     *
     * @return false if the next message is another one, such as an error, which is left to the driver
     */
    boolean beginCopy() throws SQLException {
        skipNotices();
        if (messages.type() != COPY_OUT_RESPONSE) {
            return false;
        }
        messages.skipMessage();
        return true;
    }

    /** Returns the length of the next row, or -1 if the next message is not a row. */
    private int nextLength() throws SQLException {
        return messages.type() == ROW ? messages.length() : -1;
    }

    /** Moves the rows together in place, because the driver never reads consumed bytes again. */
    private int transferBuffered(OutputStream sink) throws SQLException, IOException {
        byte[] buffer = input.getBuffer();
        int first = input.getIndex();
        int filled = filled();
        int at = first;
        int end = first;
        int rows = 0;
        while (filled - at >= HEADER && buffer[at] == ROW) {
            int length = DriverInput.length(buffer, at);
            if (length < 0 || length > filled - at - HEADER) {
                break;
            }
            System.arraycopy(buffer, at + HEADER, buffer, end, length);
            at += HEADER + length;
            end += length;
            rows++;
        }
        messages.skip(at - first);
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
        messages.skip(HEADER);
        byte[] piece = new byte[PIECE];
        int left = length;
        while (left > 0) {
            int count = messages.read(piece, Math.min(left, PIECE));
            sink.write(piece, 0, count);
            left -= count;
        }
        withinRow = false;
    }
}
