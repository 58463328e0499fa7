package dev.sengi.internal.restore.database;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/**
 * Feeds a COPY from an archive's data, less the terminator that they end with.
 *
 * <p>The terminator is a line {@code \.} and empty lines. It belongs to scripts: the protocol has its own end, and
 * servers differ in what they make of it. The last bytes are held back until it is known whether they are it; an empty
 * line elsewhere is a row.
 *
 * <p>Once the server has refused something, the rest is dropped, and {@link #finish} tells.
 */
public final class CopyInput extends OutputStream {
    private static final int BUFFER = 1 << 16;
    /** The terminator as pg_dump writes it, the end of the line before it, and some room. */
    private static final int HELD_BACK = 16;

    /** How many bytes are told of at once. */
    private static final int PORTION = 1 << 20;

    private final CopyIn copy;
    private final Observer observer;
    private final byte[] buffer = new byte[BUFFER];
    private int length;
    private long sent;
    private long untoldBytes;
    private long untoldRows;
    private SQLException refused;

    /** Follows what is sent, and may end it by an exception of its own. */
    @FunctionalInterface
    public interface Observer {
        /** Called when so much more has been sent. */
        void advanced(long bytes, long rows);

        /** Called before some bytes are sent. */
        default void sending() {}

        /** Called when bytes could not be sent. */
        default void refused(SQLException error) {}
    }

    public CopyInput(CopyIn copy, Observer observer) {
        this.copy = copy;
        this.observer = observer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int start = offset;
        int left = count;
        while (left > 0) {
            if (length == BUFFER) {
                send(BUFFER - HELD_BACK);
            }
            int taken = Math.min(left, BUFFER - length);
            System.arraycopy(bytes, start, buffer, length, taken);
            length += taken;
            start += taken;
            left -= taken;
        }
    }

    /** Sends the rest and ends the COPY. */
    public void finish() throws SQLException {
        length = withoutTerminator();
        send(length);
        tell();
        if (refused == null) {
            copy.endCopy();
        } else {
            throw refused;
        }
    }

    /** Returns the bytes sent. */
    public long sent() {
        return sent;
    }

    private void send(int count) {
        observer.sending();
        if (refused == null && count > 0) {
            try {
                copy.writeToCopy(buffer, 0, count);
                sent += count;
                count(count);
            } catch (SQLException e) {
                refused = e;
                observer.refused(e);
            }
        }
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
    }

    /** In COPY's text format a line feed ends a row, and is nothing else. */
    private void count(int bytes) {
        untoldBytes += bytes;
        for (int i = 0; i < bytes; i++) {
            if (buffer[i] == '\n') {
                untoldRows++;
            }
        }
        if (untoldBytes >= PORTION) {
            tell();
        }
    }

    private void tell() {
        if (untoldBytes > 0) {
            observer.advanced(untoldBytes, untoldRows);
            untoldBytes = 0;
            untoldRows = 0;
        }
    }

    private int withoutTerminator() {
        int end = length;
        while (end > 0 && (buffer[end - 1] == '\n' || buffer[end - 1] == '\r')) {
            end--;
        }
        boolean isTerminator = end >= 2
                && buffer[end - 1] == '.'
                && buffer[end - 2] == '\\'
                && (end == 2 ? sent == 0 : buffer[end - 3] == '\n');
        return isTerminator ? end - 2 : length;
    }
}
