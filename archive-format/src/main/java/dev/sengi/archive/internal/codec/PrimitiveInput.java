package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.internal.io.TocReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the primitives of which archives consist.
 *
 * <table>
 * <caption>Primitives</caption>
 * <tr><td>Byte</td><td>one byte</td></tr>
 * <tr><td>Int</td><td>a sign byte, 0 if not negative, then the magnitude, {@code intSize} bytes, least significant
 *     first. In version 1.0 there is no sign byte: the rest is a two's complement.</td></tr>
 * <tr><td>Str</td><td>an Int, the length, then that many bytes. A negative length means null.</td></tr>
 * <tr><td>Offset</td><td>a flag byte ({@link DataOffset.State}), then a position of {@code offSize} bytes, least
 *     significant first</td></tr>
 * </table>
 *
 * <p>OIDs are Ints: those from 2^31 on are stored as negative 32-bit numbers.
 *
 * <p>Lengths that are read never determine an allocation: strings grow as their bytes arrive. Facts: {@code ReadInt},
 * {@code ReadStr} and {@code ReadOffset} in PostgreSQL's {@code pg_backup_archiver.c}. Written by {@link
 * PrimitiveOutput}.
 */
public final class PrimitiveInput extends BufferedInput {
    private static final String LARGE_INTEGERS =
            "archive was made on a machine with larger integers, some operations might fail";

    /** See {@link #readBufferedString()}. */
    static final int NULL_STRING = -1;

    /** See {@link #readBufferedString()}. */
    static final int NOT_BUFFERED = -2;

    private static final int MAX_INT_SIZE = 32;
    /** How many irregularities are recorded: an archive with more is clearly damaged. */
    private static final int MAX_IRREGULARITIES = 100;

    private int intSize = 4;
    private int offSize = 8;
    private boolean signed = true;
    private TocReading reading = TocReading.WHOLE;
    private final Set<Problem> irregularities = new LinkedHashSet<>();
    private StringAllowance strings;
    private final List<String> warnings = new ArrayList<>();

    public PrimitiveInput(ByteSource source) throws IOException {
        this(source, StringAllowance.ofHeap());
    }

    PrimitiveInput(ByteSource source, StringAllowance strings) throws IOException {
        super(source);
        this.strings = strings;
    }

    /** @param reading how much of a table of contents is read */
    public PrimitiveInput(ByteSource source, TocReading reading) throws IOException {
        this(source);
        this.reading = reading;
    }

    /** Returns how much of a table of contents is read. */
    public TocReading reading() {
        return reading;
    }

    /**
     * Returns an input of the same bytes that moves independently, for use by another thread; closing it does nothing.
     *
     * @throws UnsupportedOperationException if this input cannot seek
     */
    public PrimitiveInput another() throws IOException {
        PrimitiveInput other = new PrimitiveInput(anotherSource());
        other.intSize = intSize;
        other.offSize = offSize;
        other.signed = signed;
        other.moveTo(this);
        return other;
    }

    /**
     * Records content that pg_restore would accept but that no program writes, so intact archives do not contain it.
     *
     * @param position where it begins
     */
    void irregular(long position, String message) {
        if (irregularities.size() < MAX_IRREGULARITIES) {
            irregularities.add(Problem.of(dumpId(), position, null, message));
        }
    }

    /** Returns the irregularities so far: readable content that no program writes. */
    public List<Problem> irregularities() {
        return List.copyOf(irregularities);
    }

    /** Returns the warnings so far, in pg_restore's words, about what is not an error but may have consequences. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    void warn(String message) {
        warnings.add(message);
    }

    public int readInt() throws IOException {
        if (signed && intSize == Integer.BYTES && limit - next > Integer.BYTES) {
            int sign = buffer[next];
            int magnitude = littleEndian(next + 1);
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

    /** Returns the bytes of the next string, or null if the string is null. */
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

    /**
     * Reads the length of the next string, and moves to its end, if the buffer holds all of it: then the string's bytes
     * end at {@link #bufferedEnd()}. This is the usual case, and saves copying each string.
     *
     * @return the length, {@link #NULL_STRING}, or {@link #NOT_BUFFERED} if nothing has been read
     */
    int readBufferedString() throws ArchiveFormatException {
        int bytes = next + 1 + Integer.BYTES;
        if (!signed || intSize != Integer.BYTES || limit < bytes) {
            return NOT_BUFFERED;
        }
        int magnitude = littleEndian(next + 1);
        if (buffer[next] == 1 && magnitude == 1) {
            next = bytes;
            return NULL_STRING;
        } else if (buffer[next] != 0 || magnitude < 0 || magnitude > limit - bytes) {
            return NOT_BUFFERED;
        }
        next = bytes + magnitude;
        if (!strings.take(magnitude)) {
            throw tooLarge();
        }
        return magnitude;
    }

    /** Moves past the next string, which takes no memory. */
    void skipString() throws IOException {
        int length = readInt();
        if (length > 0) {
            skip(length);
        }
    }

    private int littleEndian(int at) {
        return (buffer[at] & 0xff)
                | ((buffer[at + 1] & 0xff) << 8)
                | ((buffer[at + 2] & 0xff) << 16)
                | (buffer[at + 3] << 24);
    }

    /** Reads a string that may be shorter than its stated length. */
    private byte[] readLongString(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_SIZE);
        for (int left = length; left > 0; ) {
            if (atEnd()) {
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

    /** Resets the memory count of strings, because those read so far are not kept. */
    void releaseStrings() {
        strings = StringAllowance.ofHeap();
    }

    private ArchiveFormatException tooLarge() {
        return corrupt("the table of contents does not fit into the available memory");
    }

    public DataOffset readOffset() throws IOException {
        long start = position();
        int flag = readByte();
        DataOffset.State state = DataOffset.State.ofCode(flag);
        if (state == null) {
            throw corrupt("unexpected data offset flag " + flag);
        }
        long position = readPosition();
        if (position < 0) {
            throw corrupt("file offset in dump file is too large");
        }
        if (state != DataOffset.State.SET && position != 0) {
            irregular(start, "a position is given although it is marked as unknown");
        }
        return DataOffset.of(state, position);
    }

    private long readPosition() throws IOException {
        if (offSize == Long.BYTES && limit - next >= Long.BYTES) {
            long low = Integer.toUnsignedLong(littleEndian(next));
            long high = littleEndian(next + Integer.BYTES);
            next += Long.BYTES;
            return high << Integer.SIZE | low;
        }
        long position = 0;
        for (int i = 0; i < offSize; i++) {
            long part = readByte();
            if (i < Long.BYTES) {
                position |= part << (8 * i);
            } else if (part != 0) {
                throw corrupt("file offset in dump file is too large");
            }
        }
        return position;
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
}
