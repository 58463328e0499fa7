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
 * Reads the primitives of which archives consist, through a buffer of fixed size.
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
public final class PrimitiveInput implements Closeable {
    static final String END_OF_FILE = "could not read from input file: end of file";

    private static final String NOT_READ = "could not read from input file: ";
    /** For errors before the format has been recognized. */
    private static final String NOT_BEGUN = "could not read input file: ";

    private static final String LARGE_INTEGERS =
            "archive was made on a machine with larger integers, some operations might fail";

    /** See {@link #readBufferedString()}. */
    static final int NULL_STRING = -1;

    /** See {@link #readBufferedString()}. */
    static final int NOT_BUFFERED = -2;

    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAX_INT_SIZE = 32;
    /** How many irregularities are recorded: an archive with more is clearly damaged. */
    private static final int MAX_IRREGULARITIES = 100;

    private final ByteSource source;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int next;
    private int limit;
    /** Position after the buffer's last byte. */
    private long bufferEnd;

    private int intSize = 4;
    private int offSize = 8;
    private boolean signed = true;
    /** The source's position that is counted as 0. */
    private long origin;

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
     * Returns an input of the same bytes that moves independently, for use by another thread; closing it does nothing.
     *
     * @throws UnsupportedOperationException if this input cannot seek
     */
    public PrimitiveInput another() throws IOException {
        PrimitiveInput other = new PrimitiveInput(source.another());
        other.intSize = intSize;
        other.offSize = offSize;
        other.signed = signed;
        other.origin = origin;
        other.seek(position());
        return other;
    }

    public boolean seekable() {
        return source.seekable();
    }

    /** Counts positions from this one, which becomes 0. The source must be seekable. */
    public void countFrom(long position) {
        origin += position;
    }

    /** Returns the position after the last byte of the source, or -1 if unknown. */
    public long size() throws IOException {
        long size = source.size();
        return size < 0 ? size : size - origin;
    }

    /** Returns the position of the next byte. */
    public long position() {
        return bufferEnd - limit + next - origin;
    }

    /**
     * Makes sure that everything from a position on can be read.
     *
     * @throws IllegalStateException if the input is beyond the position and cannot go back
     */
    public void requireRepeatable(long position) {
        if (!seekable() && position() != position) {
            throw new IllegalStateException("the archive cannot seek, and its data have already been read");
        }
    }

    /** Moves to a position; the source must be seekable. */
    public void seek(long position) throws IOException {
        long target = origin + position;
        long bufferStart = bufferEnd - limit;
        if (target >= bufferStart && target <= bufferEnd) {
            next = (int) (target - bufferStart);
            return;
        }
        source.seek(target);
        next = 0;
        limit = 0;
        bufferEnd = target;
    }

    /** Returns whether the bytes are already in the buffer, so that moving to them needs no reading. */
    public boolean holds(long position, int length) {
        long target = origin + position;
        return target >= bufferEnd - limit && target + length <= bufferEnd;
    }

    /** Sets the entry to which faults found from now on belong, or 0 for none. */
    public void concerning(int entryDumpId) {
        dumpId = entryDumpId;
    }

    /** Returns the exception for bytes at the current position that contradict the format. */
    public ArchiveFormatException corrupt(String message) {
        return corrupt(message, null);
    }

    public ArchiveFormatException corrupt(String message, Throwable cause) {
        return failure(Reason.CORRUPT, message, cause);
    }

    /**
     * Records content that pg_restore would accept but that no program writes, so intact archives do not contain it.
     *
     * @param position where it begins
     */
    void irregular(long position, String message) {
        if (irregularities.size() < MAX_IRREGULARITIES) {
            irregularities.add(Problem.of(dumpId, position, null, message));
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

    ArchiveFormatException failure(Reason reason, String message, Throwable cause) {
        return new ArchiveFormatException(reason, message, position(), dumpId, cause);
    }

    /**
     * Returns the next bytes without consuming them, fewer than requested only at the end. For use at the start.
     *
     * @param recognizing whether they decide which format is read; pg_restore has another message for that
     */
    public byte[] lookahead(int length, boolean recognizing) throws IOException {
        while (limit < next + length) {
            String problem = recognizing && limit - next < HeaderCodec.MAGIC.length() ? NOT_BEGUN : NOT_READ;
            int count = readSource(buffer, limit, BUFFER_SIZE - limit, problem);
            if (count < 0) {
                break;
            }
            limit += count;
            bufferEnd += count;
        }
        return Arrays.copyOfRange(buffer, next, Math.min(next + length, limit));
    }

    /** Returns whether there is nothing left to read. */
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

    /** Returns the buffer, whose contents change when something is read that it does not hold. */
    byte[] buffer() {
        return buffer;
    }

    /** Returns where the next byte is in the buffer. */
    int bufferedEnd() {
        return next;
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
            irregular(start, "a position is given although it is marked as unknown");
        }
        return DataOffset.of(state, position);
    }

    /** Reads exactly {@code length} bytes; reaching the end is an error. */
    public void readFully(byte[] target, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            done += read(target, offset + done, length - done);
        }
    }

    /** Skips bytes. A seekable source need not contain them: the next read then fails at its end. */
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

    /** Reads at least one byte and at most {@code length}; reaching the end is an error. */
    public int read(byte[] target, int offset, int length) throws IOException {
        if (next == limit && length >= BUFFER_SIZE) {
            int count = readSource(target, offset, BUFFER_SIZE, NOT_READ);
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
        int count = readSource(buffer, 0, BUFFER_SIZE, NOT_READ);
        next = 0;
        limit = Math.max(count, 0);
        bufferEnd += limit;
        return limit > 0;
    }

    /**
     * Reads at least one byte, or returns -1 at the end.
     *
     * @param problem begins the message if the operating system refuses
     */
    private int readSource(byte[] target, int offset, int length, String problem) throws IOException {
        try {
            return source.read(target, offset, length);
        } catch (IOException e) {
            // An exception of a caller's stream is not changed. Nor is one for an interrupt, which has a type of its
            // own.
            boolean ofSystem = source.isFile() && e.getClass() == IOException.class;
            throw ofSystem ? new IOException(problem + e.getMessage(), e) : e;
        }
    }
}
