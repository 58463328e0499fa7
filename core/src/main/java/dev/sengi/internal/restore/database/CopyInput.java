package dev.sengi.internal.restore.database;

import dev.sengi.internal.session.copy.CopyWriting;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/**
 * Feeds a COPY from an archive's data, without the terminator at its end.
 *
 * <p>The terminator is a {@code \.} line followed by empty lines. It belongs in scripts: the protocol marks the end
 * itself, and servers differ in how they treat the terminator. The last bytes are held back until it is clear whether
 * they are the terminator; an empty line anywhere else is a row.
 *
 * <p>After the server has rejected data, the rest is discarded, and {@link #finish} throws the error.
 */
public final class CopyInput extends OutputStream {
    private static final int CAPACITY = 1 << 16;
    /** Where the rows start in the buffer: before them is room for a message's header. */
    private static final int START = CopyWriting.HEADER;
    /** The length of pg_dump's terminator and the preceding line end, plus some spare room. */
    private static final int HELD_BACK = 16;

    /** The number of bytes between two progress reports. */
    private static final int PORTION = 1 << 20;

    private final CopyIn copy;
    private final Writer writer;
    private final Observer observer;
    private final byte[] buffer = new byte[START + CAPACITY];
    private int length;
    private long sent;
    private long unreportedBytes;
    private final RowEstimate estimate = new RowEstimate();
    private SQLException refused;
    /** The server's count of the rows. */
    private long loaded;

    /** Observes what is sent, and may stop it by throwing an exception. */
    @FunctionalInterface
    public interface Observer {
        /**
         * Called after this much more has been sent. The number of rows is an estimate. The last call corrects the
         * total to the server's count, or to 0 after a failure, using a negative number if too many rows were reported.
         */
        void advanced(long bytes, long rows);

        /** Called before bytes are sent. */
        default void sending() {}

        /** Called if bytes could not be sent. */
        default void refused(SQLException error) {}
    }

    /** Sends rows to the COPY, as {@link CopyWriting#write} does. */
    @FunctionalInterface
    interface Writer {
        void write(byte[] rows, int offset, int count) throws SQLException;
    }

    /** @param writer sends rows to the COPY */
    CopyInput(CopyIn copy, Writer writer, Observer observer) {
        this.copy = copy;
        this.writer = writer;
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
            if (length == CAPACITY) {
                send(CAPACITY - HELD_BACK);
            }
            int taken = Math.min(left, CAPACITY - length);
            System.arraycopy(bytes, start, buffer, START + length, taken);
            length += taken;
            start += taken;
            left -= taken;
        }
    }

    /** Sends the rest and ends the COPY. */
    public void finish() throws SQLException {
        length = withoutTerminator(buffer, START, length, sent == 0);
        send(length);
        report(estimate.unreported());
        if (refused != null) {
            throw refused;
        }
        loaded = copy.endCopy();
    }

    /** Replaces the estimate of the rows with the server's count. Called after {@link #finish}. */
    public void correctRows() {
        report(estimate.correction(loaded));
    }

    /** Replaces the estimate of the rows with 0: the load has failed. */
    public void discardRows() {
        report(estimate.correction(0));
    }

    /** Returns the number of bytes sent. */
    public long sent() {
        return sent;
    }

    private void send(int count) {
        observer.sending();
        if (refused == null && count > 0) {
            try {
                writer.write(buffer, START, count);
                sent += count;
                count(count);
            } catch (SQLException e) {
                refused = e;
                observer.refused(e);
            }
        }
        System.arraycopy(buffer, START + count, buffer, START, length - count);
        length -= count;
    }

    private void count(int bytes) {
        unreportedBytes += bytes;
        estimate.add(buffer, START, bytes);
        if (unreportedBytes >= PORTION) {
            report(estimate.unreported());
        }
    }

    /** Returns the number of rows in COPY's text format, where a line feed always ends one. */
    public static long rows(byte[] bytes, int count) {
        return rows(bytes, 0, count);
    }

    private static long rows(byte[] bytes, int offset, int count) {
        long rows = 0;
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                rows++;
            }
        }
        return rows;
    }

    private void report(long rows) {
        if (unreportedBytes > 0 || rows != 0) {
            observer.advanced(unreportedBytes, rows);
            unreportedBytes = 0;
        }
    }

    /**
     * Counts the rows in only some of the buffers, because the launcher's JVM settings compile this loop without
     * optimizing it.
     */
    private static final class RowEstimate {
        /**
         * The number of buffers at the start that are always counted, so that the numbers of small tables are exact.
         */
        private static final int COUNTED = 16;
        /** Of the other buffers, one in this many is counted. */
        private static final int INTERVAL = 8;

        private long buffers;
        private long bytes;
        private long countedBytes;
        private long countedRows;
        private long reported;

        void add(byte[] buffer, int offset, int count) {
            bytes += count;
            if (buffers < COUNTED || buffers % INTERVAL == 0) {
                countedBytes += count;
                countedRows += rows(buffer, offset, count);
            }
            buffers++;
        }

        /** Returns the estimated rows that have not been reported yet. */
        long unreported() {
            long all = bytes == countedBytes
                    ? countedRows
                    : countedRows + Math.round((double) countedRows / countedBytes * (bytes - countedBytes));
            long more = Math.max(0, all - reported);
            reported += more;
            return more;
        }

        /**
         * Returns the server's count minus the rows reported.
         *
         * @param loaded the server's count, or a negative number if it is unknown
         */
        long correction(long loaded) {
            return loaded < 0 ? 0 : loaded - reported;
        }
    }

    /** Returns the length of all rows of a table without the terminator. */
    static int withoutTerminator(byte[] rows) {
        return withoutTerminator(rows, 0, rows.length, true);
    }

    /** @param complete whether the first row is there */
    private static int withoutTerminator(byte[] buffer, int start, int length, boolean complete) {
        int end = start + length;
        while (end > start && (buffer[end - 1] == '\n' || buffer[end - 1] == '\r')) {
            end--;
        }
        int before = end - 2;
        boolean isTerminator = before >= start
                && buffer[end - 1] == '.'
                && buffer[before] == '\\'
                && (before == start ? complete : buffer[before - 1] == '\n');
        return isTerminator ? before - start : length;
    }
}
