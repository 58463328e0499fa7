package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** Reads bytes through a buffer of fixed size, and knows where a fault is: at which position, and in which entry. */
abstract class BufferedInput implements Closeable {
    static final String END_OF_FILE = "could not read from input file: end of file";

    private static final String NOT_READ = "could not read from input file: ";
    /** For errors before the format has been recognized. */
    private static final String NOT_BEGUN = "could not read input file: ";

    static final int BUFFER_SIZE = 64 * 1024;

    private final ByteSource source;
    final byte[] buffer = new byte[BUFFER_SIZE];
    /** The bytes from {@code next} to {@code limit} are still to be read. */
    int next;

    int limit;
    /** Position after the buffer's last byte. */
    private long bufferEnd;
    /** The source's position that is counted as 0. */
    private long origin;

    private int dumpId;

    BufferedInput(ByteSource source) throws IOException {
        this.source = source;
        bufferEnd = source.position();
    }

    ByteSource anotherSource() throws IOException {
        return source.another();
    }

    /** Counts positions as another input of the same bytes does, and moves to its position. */
    void moveTo(BufferedInput other) throws IOException {
        origin = other.origin;
        seek(other.position());
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

    /** Returns the entry to which faults belong, or 0. */
    int dumpId() {
        return dumpId;
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

    /** Returns the buffer, whose contents change when something is read that it does not hold. */
    byte[] buffer() {
        return buffer;
    }

    /** Returns where the next byte is in the buffer. */
    int bufferedEnd() {
        return next;
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

    @Override
    public void close() throws IOException {
        source.close();
    }
}
