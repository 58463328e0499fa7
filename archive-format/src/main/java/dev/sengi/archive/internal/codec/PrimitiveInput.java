package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.Verification.Problem;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the primitives of which archives are made, through a buffer of fixed size.
 *
 * <table>
 * <caption>Primitives</caption>
 * <tr><td>Byte</td><td>one byte</td></tr>
 * <tr><td>Int</td><td>a sign byte, 0 for what is not negative, then the magnitude, {@code intSize} bytes, least
 *     significant first. In version 1.0 there is no sign byte: the rest is a two's complement.</td></tr>
 * <tr><td>Str</td><td>an Int, the length, then that many bytes. A negative length stands for null.</td></tr>
 * <tr><td>Offset</td><td>a flag byte ({@link DataOffset.State}), then a position of {@code offSize} bytes, least
 *     significant first</td></tr>
 * </table>
 *
 * <p>OIDs are Ints: those from 2^31 on are stored as negative numbers of 32 bits.
 *
 * <p>A length that is read is never trusted with an allocation: strings grow as their bytes arrive. Facts:
 * {@code ReadInt}, {@code ReadStr} and {@code ReadOffset} in PostgreSQL's {@code pg_backup_archiver.c}. Written by
 * {@link PrimitiveOutput}.
 */
public final class PrimitiveInput implements Closeable {
    static final String END_OF_FILE = "could not read from input file: end of file";

    private static final String LARGE_INTEGERS =
            "archive was made on a machine with larger integers, some operations might fail";

    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAX_INT_SIZE = 32;
    /** How many irregularities are remembered: what has more is damaged enough. */
    private static final int MAX_IRREGULARITIES = 100;

    private final ByteSource source;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int next;
    private int limit;
    /** Position of the byte after the buffer's last. */
    private long bufferEnd;

    private int intSize = 4;
    private int offSize = 8;
    private boolean signed = true;
    private int dumpId;
    private final Set<Problem> irregularities = new LinkedHashSet<>();
    private StringAllowance strings;
    private final List<String> warnings = new ArrayList<>();

    public PrimitiveInput(ByteSource source) throws IOException {
        this(source, StringAllowance.ofHeap());
    }

    PrimitiveInput(ByteSource source, StringAllowance strings) throws IOException {
        this.source = source;
        this.strings = strings;
        bufferEnd = source.position();
    }

    /**
     * Returns an input of the same bytes that moves by itself, for use by another thread; closing it does nothing.
     *
     * @throws UnsupportedOperationException where this cannot seek
     */
    public PrimitiveInput another() throws IOException {
        PrimitiveInput other = new PrimitiveInput(source.another());
        other.intSize = intSize;
        other.offSize = offSize;
        other.signed = signed;
        other.seek(position());
        return other;
    }

    public boolean seekable() {
        return source.seekable();
    }

    /** Returns how many bytes the source has, or -1 where that is not known. */
    public long size() throws IOException {
        return source.size();
    }

    /** Returns the position of the next byte. */
    public long position() {
        return bufferEnd - limit + next;
    }

    /** Moves to a position; the source must be seekable. */
    public void seek(long position) throws IOException {
        long bufferStart = bufferEnd - limit;
        if (position >= bufferStart && position <= bufferEnd) {
            next = (int) (position - bufferStart);
            return;
        }
        source.seek(position);
        next = 0;
        limit = 0;
        bufferEnd = position;
    }

    /** Returns whether bytes have been read ahead, so that it takes no reading to move to them. */
    public boolean holds(long position, int length) {
        return position >= bufferEnd - limit && position + length <= bufferEnd;
    }

    /** Names the entry that faults found from now on belong to, or 0 for none. */
    public void concerning(int entryDumpId) {
        dumpId = entryDumpId;
    }

    /** Returns the exception for bytes at the present position that contradict the format. */
    public ArchiveFormatException corrupt(String message) {
        return corrupt(message, null);
    }

    public ArchiveFormatException corrupt(String message, Throwable cause) {
        return failure(Reason.CORRUPT, message, cause);
    }

    /**
     * Notes that something can be read, as pg_restore would, but that no program writes it so: what a whole archive does
     * not have.
     *
     * @param position where it begins
     */
    void irregular(long position, String message) {
        if (irregularities.size() < MAX_IRREGULARITIES) {
            irregularities.add(new Problem(dumpId, position, null, message));
        }
    }

    /** Returns what has been read so far that can be read, but is nothing that any program writes. */
    public List<Problem> irregularities() {
        return List.copyOf(irregularities);
    }

    /** Returns what has been read that is no fault, but may have consequences; in pg_restore's words. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    void warn(String message) {
        warnings.add(message);
    }

    ArchiveFormatException failure(Reason reason, String message, Throwable cause) {
        return new ArchiveFormatException(reason, message, position(), dumpId, cause);
    }

    /** Returns the next bytes, fewer than asked for only at the end, without passing them. For use at the start. */
    public byte[] lookahead(int length) throws IOException {
        while (limit < next + length) {
            int count = source.read(buffer, limit, BUFFER_SIZE - limit);
            if (count < 0) {
                break;
            }
            limit += count;
            bufferEnd += count;
        }
        return Arrays.copyOfRange(buffer, next, Math.min(next + length, limit));
    }

    /** Returns whether there is nothing more to read. */
    public boolean atEnd() throws IOException {
        return next == limit && !fill();
    }

    /** Returns the next byte, 0 to 255, or -1 at the end. */
    public int readByteOrEnd() throws IOException {
        return next < limit || fill() ? buffer[next++] & 0xff : -1;
    }

    public int readByte() throws IOException {
        int value = readByteOrEnd();
        if (value < 0) {
            throw corrupt(END_OF_FILE);
        }
        return value;
    }

    public int readInt() throws IOException {
        if (signed && intSize == Integer.BYTES && limit - next > Integer.BYTES) {
            int sign = buffer[next];
            int magnitude = (buffer[next + 1] & 0xff)
                    | ((buffer[next + 2] & 0xff) << 8)
                    | ((buffer[next + 3] & 0xff) << 16)
                    | (buffer[next + 4] << 24);
            if ((sign == 0 && magnitude >= 0) || (sign == 1 && magnitude > 0)) {
                next += 1 + Integer.BYTES;
                return sign == 0 ? magnitude : -magnitude;
            }
        }
        return readUnusualInt();
    }

    private int readUnusualInt() throws IOException {
        long start = position();
        int sign = signed ? readByte() : 0;
        boolean negative = sign != 0;
        int magnitude = 0;
        for (int i = 0; i < intSize; i++) {
            int part = readByte();
            if (i < Integer.BYTES) {
                magnitude |= part << (8 * i);
            } else if (part != (!signed && magnitude < 0 ? 0xff : 0)) {
                throw corrupt("integer in input file is too large");
            }
        }
        boolean usual = negative ? sign == 1 && (magnitude > 0 || magnitude == Integer.MIN_VALUE) : magnitude >= 0;
        if (signed && !usual) {
            irregular(start, "an integer has an impossible sign");
        }
        return negative ? -magnitude : magnitude;
    }

    /** Returns the bytes of the next string, or null for a string that is null. */
    public byte[] readStringBytes() throws IOException {
        long start = position();
        int length = readInt();
        if (length < 0) {
            if (length != -1) {
                irregular(start, "a string has a length of " + length);
            }
            return null;
        }
        byte[] bytes = length <= BUFFER_SIZE ? new byte[length] : null;
        if (bytes == null) {
            bytes = readLongString(length);
        } else {
            readFully(bytes, 0, length);
        }
        if (!strings.take(length)) {
            throw tooLarge();
        }
        return bytes;
    }

    /** Reads what may be shorter than it is said to be. */
    private byte[] readLongString(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_SIZE);
        for (int left = length; left > 0; ) {
            if (next == limit && !fill()) {
                throw corrupt(END_OF_FILE);
            }
            int count = Math.min(left, limit - next);
            if (bytes.size() + count > strings.largest()) {
                throw tooLarge();
            }
            bytes.write(buffer, next, count);
            next += count;
            left -= count;
        }
        return bytes.toByteArray();
    }

    /** Begins to count anew how much memory strings take: those read so far are not kept. */
    void releaseStrings() {
        strings = StringAllowance.ofHeap();
    }

    private ArchiveFormatException tooLarge() {
        return corrupt("the table of contents is larger than the memory there is for it");
    }

    public DataOffset readOffset() throws IOException {
        long start = position();
        int flag = readByte();
        DataOffset.State state =
                DataOffset.State.ofCode(flag).orElseThrow(() -> corrupt("unexpected data offset flag " + flag));
        long position = 0;
        for (int i = 0; i < offSize; i++) {
            long part = readByte();
            if (i < Long.BYTES) {
                position |= part << (8 * i);
            } else if (part != 0) {
                throw corrupt("file offset in dump file is too large");
            }
        }
        if (position < 0) {
            throw corrupt("file offset in dump file is too large");
        }
        if (state != DataOffset.State.SET && position != 0) {
            irregular(start, "a position is given that is said to be unknown");
        }
        return new DataOffset(state, position);
    }

    /** Reads exactly {@code length} bytes; the end is a fault. */
    public void readFully(byte[] target, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            done += read(target, offset + done, length - done);
        }
    }

    /** Passes over bytes, which the source need not have if it is seekable: the next read then finds its end. */
    public void skip(long length) throws IOException {
        if (length <= limit - next) {
            next += (int) length;
        } else if (seekable()) {
            seek(position() + length);
        } else {
            for (long left = length; left > 0; ) {
                if (next == limit && !fill()) {
                    throw corrupt(END_OF_FILE);
                }
                int count = (int) Math.min(left, limit - next);
                next += count;
                left -= count;
            }
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    void offsetSize(int offsetBytes) {
        offSize = offsetBytes;
    }

    void sizes(int intBytes, int offsetBytes) throws IOException {
        if (intBytes == 0 || intBytes > MAX_INT_SIZE) {
            throw corrupt("sanity check on integer size (" + intBytes + ") failed");
        }
        if (intBytes > Integer.BYTES) {
            warn(LARGE_INTEGERS);
        }
        intSize = intBytes;
        offSize = offsetBytes;
    }

    /** Reads Ints without sign bytes from now on. */
    void unsigned() {
        signed = false;
    }

    /** Reads at least one byte and at most {@code length}; the end is a fault. */
    public int read(byte[] target, int offset, int length) throws IOException {
        if (next == limit && length >= BUFFER_SIZE) {
            int count = source.read(target, offset, BUFFER_SIZE);
            if (count < 0) {
                throw corrupt(END_OF_FILE);
            }
            next = 0;
            limit = 0;
            bufferEnd += count;
            return count;
        }
        if (next == limit && !fill()) {
            throw corrupt(END_OF_FILE);
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        int count = source.read(buffer, 0, BUFFER_SIZE);
        next = 0;
        limit = Math.max(count, 0);
        bufferEnd += limit;
        return limit > 0;
    }
}
