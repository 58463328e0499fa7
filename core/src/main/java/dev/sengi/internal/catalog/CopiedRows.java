package dev.sengi.internal.catalog;

import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.copy.CopyReading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The rows of a query as the server sends them: the server works on the next row while the current one is read, and no
 * other rows are held.
 *
 * <p>They arrive in COPY's text format: tabs separate columns, {@code \N} is NULL, and a backslash starts an escape
 * sequence.
 */
final class CopiedRows implements RowCursor, AutoCloseable {
    private final CopyReading copy;
    private final Charset charset;
    private final SharedTexts[] texts;
    /** The offset of each column of the row, then the offset at which a further column would start. */
    private final int[] starts;

    /** Rows that arrived together. */
    private final Block block = new Block();

    /** The offset of the next row. */
    private int next;

    /**
     * Sends the query.
     *
     * @param names the columns' names, in the order of their numbers
     * @param charset of the bytes that the server sends
     */
    CopiedRows(LentConnection connection, String query, String[] names, Charset charset) throws SQLException {
        this.charset = charset;
        texts = new SharedTexts[names.length];
        Arrays.setAll(texts, i -> new SharedTexts(charset));
        starts = new int[names.length + 1];
        // COPY does not name columns, so their order must be known.
        String columns = String.join(", ", names);
        copy = new CopyReading(connection, "COPY (select " + columns + " from (\n" + query + "\n) q) TO STDOUT");
    }

    @Override
    public boolean next() throws SQLException {
        if (next == block.length && !readBlock()) {
            return false;
        }
        byte[] bytes = block.bytes;
        int column = 0;
        starts[column++] = next;
        int i = next;
        while (bytes[i] != '\n') {
            if (bytes[i++] == '\t') {
                starts[column++] = i;
            }
        }
        next = i + 1;
        starts[column] = next;
        return true;
    }

    private boolean readBlock() throws SQLException {
        block.length = 0;
        next = 0;
        try {
            return copy.transferTo(block) > 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String text(int column) {
        if (isNull(column)) {
            return null;
        }
        int start = starts[column];
        int length = length(column);
        byte[] row = block.bytes;
        for (int i = start; i < start + length; i++) {
            if (row[i] == '\\') {
                return unescaped(start, length);
            }
        }
        return texts[column].shared(row, start, length);
    }

    @Override
    public long number(int column) {
        if (isNull(column)) {
            return 0;
        }
        byte[] row = block.bytes;
        int start = starts[column];
        boolean negative = row[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < start + length(column); i++) {
            value = 10 * value + (row[i] - '0');
        }
        return negative ? -value : value;
    }

    private String unescaped(int start, int length) {
        byte[] row = block.bytes;
        byte[] bytes = new byte[length];
        int count = 0;
        for (int i = start; i < start + length; i++) {
            bytes[count++] = row[i] == '\\' ? meant(row[++i]) : row[i];
        }
        return new String(bytes, 0, count, charset);
    }

    private static byte meant(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> escaped;
        };
    }

    private int length(int column) {
        return starts[column + 1] - 1 - starts[column];
    }

    private boolean isNull(int column) {
        int start = starts[column];
        return length(column) == 2 && block.bytes[start] == '\\' && block.bytes[start + 1] == 'N';
    }

    /** Ends the query and discards unread rows. */
    @Override
    public void close() {
        copy.close();
    }

    private static final class Block extends OutputStream {
        private byte[] bytes = new byte[1 << 14];
        private int length;

        @Override
        public void write(byte[] source, int offset, int count) {
            if (count > bytes.length - length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            System.arraycopy(source, offset, bytes, length, count);
            length += count;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }
    }
}
