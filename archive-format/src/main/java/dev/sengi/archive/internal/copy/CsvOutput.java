package dev.sengi.archive.internal.copy;

import dev.sengi.archive.PgEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;

/**
 * Converts rows of COPY's text format to CSV according to RFC 4180: commas, lines that end with CR LF, and quotes
 * around fields that contain a comma, a quote or a line break, or that are larger than this stream's buffer.
 *
 * <p>A NULL is an empty field without quotes, an empty string one with quotes, so that PostgreSQL reads the same values
 * from the CSV. The text keeps its encoding. Not thread-safe.
 */
public final class CsvOutput extends OutputStream {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] EMPTY = {'"', '"'};

    private final OutputStream sink;
    private final List<String> columns;
    private final String encoding;
    private final CopyTextParser parser;
    private final Row row = new Row();

    /**
     * @param sink should be buffered; closed with this stream
     * @param columns the columns' names, as {@link CopyColumns} returns them
     * @param encoding PostgreSQL's name of the rows' encoding
     */
    public CsvOutput(OutputStream sink, List<String> columns, String encoding) {
        this.sink = sink;
        this.columns = List.copyOf(columns);
        this.encoding = encoding;
        parser = new CopyTextParser(MultibyteForm.of(encoding), row);
    }

    /** Writes a line with the columns' names before the first row; nothing if there are no columns. */
    public void writeHeader() throws IOException {
        for (String column : columns) {
            byte[] name = column.getBytes(PgEncoding.charset(encoding));
            row.bytes(name, 0, name.length);
            row.endField(false);
        }
        if (!columns.isEmpty()) {
            row.endRow();
        }
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] rows, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, rows.length);
        parser.accept(rows, offset, length);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    /** Writes fields, holding back each one until it is known whether it needs quotes. */
    private final class Row implements CopyTextParser.Fields {
        private final byte[] held = new byte[BUFFER_SIZE];
        private int length;
        private boolean quoted;
        private boolean first = true;
        /** Whether the row so far is an empty field, or no field: without names, a table may have no columns. */
        private boolean maybeNone;

        @Override
        public void bytes(byte[] source, int offset, int count) throws IOException {
            if (!quoted && (count > held.length - length || needsQuotes(source, offset, count))) {
                separate();
                sink.write('"');
                sink.write(held, 0, length);
                quoted = true;
            }
            if (quoted) {
                writeDoubled(source, offset, count);
            } else {
                System.arraycopy(source, offset, held, length, count);
                length += count;
            }
        }

        private boolean needsQuotes(byte[] source, int offset, int count) {
            for (int i = offset; i < offset + count; i++) {
                byte b = source[i];
                if (b == '"' || b == ',' || b == '\n' || b == '\r') {
                    return true;
                }
            }
            return false;
        }

        /** Writes bytes of a quoted field, doubling each quote. */
        private void writeDoubled(byte[] source, int offset, int count) throws IOException {
            int start = offset;
            for (int i = offset; i < offset + count; i++) {
                if (source[i] == '"') {
                    sink.write(source, start, i + 1 - start);
                    start = i;
                }
            }
            sink.write(source, start, offset + count - start);
        }

        @Override
        public void endField(boolean isNull) throws IOException {
            if (quoted) {
                sink.write('"');
            } else if (first && length == 0 && !isNull && columns.isEmpty()) {
                maybeNone = true;
            } else {
                separate();
                boolean quotes = !isNull && (length == 0 || isEndMark());
                if (quotes) {
                    sink.write('"');
                }
                sink.write(held, 0, length);
                if (quotes) {
                    sink.write('"');
                }
            }
            length = 0;
            quoted = false;
            first = false;
        }

        /** A line that consists only of this mark would end the data for COPY. */
        private boolean isEndMark() {
            return columns.size() <= 1 && length == 2 && held[0] == '\\' && held[1] == '.';
        }

        private void separate() throws IOException {
            if (maybeNone) {
                maybeNone = false;
                sink.write(EMPTY);
            }
            if (!first) {
                sink.write(',');
            }
        }

        @Override
        public void endRow() throws IOException {
            sink.write(LINE_END);
            maybeNone = false;
            first = true;
        }
    }
}
