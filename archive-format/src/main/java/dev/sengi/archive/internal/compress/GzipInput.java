package dev.sengi.archive.internal.compress;

import dev.sengi.archive.internal.io.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a file of gzip members (RFC 1952), one after another.
 *
 * <p>Like zlib's {@code gzread}, it passes data that are not a member through unchanged at the start of the file, and
 * ignores them after a member. In strict mode both are corruption, and so is an empty file. The JDK's stream does not
 * make this distinction.
 */
final class GzipInput extends BlockInput {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATED = 8;
    private static final int HEADER_CHECKSUM = 0x02;
    private static final int EXTRA_FIELD = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private enum State {
        FIRST_MEMBER,
        NEXT_MEMBER,
        IN_MEMBER,
        UNCOMPRESSED,
        ENDED
    }

    private final InputStream source;
    private final boolean strict;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int next;
    private int limit;
    private State state = State.FIRST_MEMBER;
    private boolean closed;

    GzipInput(InputStream source, boolean strict) {
        this.source = source;
        this.strict = strict;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("stream closed");
        }
        if (length == 0) {
            return 0;
        }
        while (state != State.ENDED) {
            if (state == State.UNCOMPRESSED) {
                return readUncompressed(target, offset, length);
            } else if (state == State.IN_MEMBER) {
                int count = inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
            } else {
                state = beginMember();
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            inflater.end();
            source.close();
        }
    }

    private int readUncompressed(byte[] target, int offset, int length) throws IOException {
        if (next == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    /** Returns 0 at the end of the member, which is checked once everything before it has been returned. */
    private int inflate(byte[] target, int offset, int length) throws IOException {
        if (inflater.finished()) {
            endMember();
            return 0;
        }
        if (next == limit && !fill()) {
            throw corrupt("unexpected end of file");
        }
        inflater.setInput(buffer, next, limit - next);
        int count;
        try {
            count = inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new CorruptStreamException("could not uncompress data: " + e.getMessage(), e);
        }
        next = limit - inflater.getRemaining();
        checksum.update(target, offset, count);
        if (inflater.needsDictionary()) {
            throw corrupt("member needs a dictionary");
        }
        return count;
    }

    private State beginMember() throws IOException {
        boolean first = state == State.FIRST_MEMBER;
        if (next == limit && !fill()) {
            if (first && strict) {
                throw corrupt("file is empty");
            }
            return State.ENDED;
        }
        if (limit - next < 2) {
            fillUp();
        }
        if (limit - next < 2 || (buffer[next] & 0xff) != MAGIC_1 || (buffer[next + 1] & 0xff) != MAGIC_2) {
            if (strict) {
                throw corrupt(first ? "not in gzip format" : "more data after the end of the member");
            }
            return first ? State.UNCOMPRESSED : State.ENDED;
        }
        passHeader();
        inflater.reset();
        checksum.reset();
        return State.IN_MEMBER;
    }

    private void passHeader() throws IOException {
        checksum.reset();
        headerByte();
        headerByte();
        int method = headerByte();
        int flags = headerByte();
        if (method != DEFLATED || (flags & RESERVED) != 0) {
            throw corrupt("unknown compression method or header flags");
        }
        // Time, level and operating system.
        pass(4 + 1 + 1);
        if ((flags & EXTRA_FIELD) != 0) {
            pass(headerByte() | headerByte() << Byte.SIZE);
        }
        passString(flags & NAME);
        passString(flags & COMMENT);
        if ((flags & HEADER_CHECKSUM) != 0 && (checksum.getValue() & 0xffff) != nextNumber(Short.BYTES)) {
            throw corrupt("header crc mismatch");
        }
    }

    private void passString(int flag) throws IOException {
        while (flag != 0 && headerByte() != 0) {
            // Skip to the byte that ends the string.
        }
    }

    private void pass(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            headerByte();
        }
    }

    private int headerByte() throws IOException {
        int value = nextByte();
        checksum.update(value);
        return value;
    }

    private void endMember() throws IOException {
        if (nextNumber(Integer.BYTES) != checksum.getValue()) {
            throw corrupt("incorrect data check");
        }
        if (nextNumber(Integer.BYTES) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw corrupt("incorrect length check");
        }
        state = State.NEXT_MEMBER;
    }

    private long nextNumber(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) nextByte() << (Byte.SIZE * i);
        }
        return number;
    }

    private int nextByte() throws IOException {
        if (next == limit && !fill()) {
            throw corrupt("unexpected end of file");
        }
        return buffer[next++] & 0xff;
    }

    private boolean fill() throws IOException {
        next = 0;
        limit = Math.max(0, source.read(buffer, 0, BUFFER_SIZE));
        return limit > 0;
    }

    /** Reads more if only one byte is left. */
    private void fillUp() throws IOException {
        buffer[0] = buffer[next];
        next = 0;
        limit = 1 + Math.max(0, source.read(buffer, 1, BUFFER_SIZE - 1));
    }

    private static CorruptStreamException corrupt(String what) {
        return new CorruptStreamException("could not uncompress data: " + what);
    }
}
