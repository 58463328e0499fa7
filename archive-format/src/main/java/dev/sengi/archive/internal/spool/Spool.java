package dev.sengi.archive.internal.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The waiting bytes of one output. Used by one thread at a time. */
final class Spool {
    private static final int FIRST_SIZE = 1024;
    private static final int FIRST_EXTENTS = 4;

    private final SpoolSpace space;
    private byte[] tail = new byte[FIRST_SIZE];
    private int filled;
    private long[] extents = new long[FIRST_EXTENTS];
    private int count;
    /** The number of bytes in the last extent; the others are full. */
    private int lastLength;

    private int reserved;

    Spool(SpoolSpace space) {
        this.space = space;
    }

    /** Appends bytes, and returns how many there was room for. */
    int append(byte[] source, int offset, int length) throws IOException {
        int appended = 0;
        while (appended < length) {
            if (filled == SpoolSpace.EXTENT && !moveToFile()) {
                break;
            }
            int fitting = Math.min(length - appended, SpoolSpace.EXTENT - filled);
            makeRoom(fitting);
            System.arraycopy(source, offset + appended, tail, filled, fitting);
            filled += fitting;
            appended += fitting;
        }
        return appended;
    }

    private void makeRoom(int bytes) {
        if (filled + bytes > tail.length) {
            tail = Arrays.copyOf(tail, Math.min(SpoolSpace.EXTENT, Math.max(tail.length * 4, filled + bytes)));
        }
    }

    private boolean moveToFile() throws IOException {
        long extent = space.takeExtent();
        if (extent < 0) {
            return false;
        }
        if (count == extents.length) {
            extents = Arrays.copyOf(extents, count * 2);
        }
        extents[count++] = extent;
        lastLength = filled;
        space.write(extent, tail, filled);
        filled = 0;
        return true;
    }

    /** Frees memory after the last byte, because the wait may be long; returns false if there is no room anywhere. */
    boolean settle() throws IOException {
        if (space.takeMemory(filled)) {
            tail = Arrays.copyOf(tail, filled);
            reserved = filled;
            return true;
        }
        boolean moved = moveToFile();
        tail = moved ? new byte[0] : tail;
        return moved;
    }

    /** Writes all bytes to the sink, and forgets them. */
    void drainTo(OutputStream sink) throws IOException {
        byte[] buffer = count == 0 ? null : new byte[SpoolSpace.EXTENT];
        for (int i = 0; i < count; i++) {
            int length = i == count - 1 ? lastLength : SpoolSpace.EXTENT;
            space.read(extents[i], buffer, length);
            space.giveExtentBack(extents[i]);
            sink.write(buffer, 0, length);
        }
        sink.write(tail, 0, filled);
        space.giveMemoryBack(reserved);
        reserved = 0;
        count = 0;
        filled = 0;
        tail = new byte[0];
    }
}
