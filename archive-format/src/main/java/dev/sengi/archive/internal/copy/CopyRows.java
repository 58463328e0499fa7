package dev.sengi.archive.internal.copy;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The rows of a table's data, one per line, without the terminator that archives store after them: {@code \.} and two
 * empty lines.
 *
 * <p>The data are read to their end, so that damage after the rows is found, too. Not thread-safe.
 */
public final class CopyRows extends InputStream {
    private static final int BUFFER_SIZE = 16 * 1024;
    private static final int TERMINATOR_LENGTH = 3;

    private final InputStream data;
    private final TocEntry entry;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    /** End of the bytes known to be rows; from here to {@link #filled}, the terminator may begin. */
    private int limit;

    private int filled;
    private boolean lineStart = true;
    private boolean ended;
    private long rows;
    private long bytes;

    /**
     * @param data of an entry with a COPY command, as {@link dev.sengi.archive.Archive#openData} returns them;
     *     closed with this stream
     */
    public CopyRows(InputStream data, TocEntry entry) {
        this.data = data;
        this.entry = entry;
        ended = !entry.hadDumper();
    }

    /** Returns the number of rows after all have been read. */
    public long rows() {
        return rows;
    }

    /** Returns the rows' size in bytes after all have been read. */
    public long bytes() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[position++] & 0xff : -1;
    }

    /** @throws ArchiveFormatException if the terminator is missing or something follows it */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }

    private boolean fill() throws IOException {
        while (position == limit && !ended) {
            int held = filled - limit;
            System.arraycopy(buffer, limit, buffer, 0, held);
            position = 0;
            limit = 0;
            int count = data.read(buffer, held, buffer.length - held);
            if (count < 0) {
                throw corrupt("the rows do not end with \"\\.\"");
            }
            filled = held + count;
            limit = endOfRows();
            bytes += limit;
        }
        return position < limit;
    }

    /** Scans the buffer, and returns the end of the bytes that are certainly rows. */
    private int endOfRows() throws IOException {
        int at = 0;
        while (at < filled) {
            if (lineStart && mayBeTerminator(at)) {
                if (filled - at >= TERMINATOR_LENGTH) {
                    finish(at + TERMINATOR_LENGTH);
                }
                return at;
            }
            lineStart = false;
            while (at < filled && !lineStart) {
                lineStart = buffer[at++] == '\n';
            }
            rows += lineStart ? 1 : 0;
        }
        return at;
    }

    private boolean mayBeTerminator(int at) {
        return buffer[at] == '\\'
                && (filled - at < 2 || buffer[at + 1] == '.')
                && (filled - at < TERMINATOR_LENGTH || buffer[at + 2] == '\n');
    }

    private void finish(int behindTerminator) throws IOException {
        ended = true;
        for (int i = behindTerminator; i < filled; i++) {
            checkEmpty(buffer[i]);
        }
        byte[] rest = new byte[64];
        for (int count = data.read(rest); count >= 0; count = data.read(rest)) {
            for (int i = 0; i < count; i++) {
                checkEmpty(rest[i]);
            }
        }
    }

    private void checkEmpty(byte b) throws ArchiveFormatException {
        if (b != '\n') {
            throw corrupt("there are data after the end of the rows");
        }
    }

    private ArchiveFormatException corrupt(String message) {
        return new ArchiveFormatException(Reason.CORRUPT, message, -1, entry.dumpId(), null);
    }
}
