package dev.sengi.archive.internal.compress;

import dev.sengi.archive.internal.deflate.DeflateEncoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Checksum;
import java.util.zip.Deflater;

/**
 * A block of a deflate stream on its way from the stream to a thread that compresses it and back. It ends at a byte
 * boundary, and depends on the block before it only because its matches may refer to the end of that block's content.
 */
final class DeflateBlock {
    static final int SIZE = 256 * 1024;
    /** How far back a match may reach. */
    static final int WINDOW = 32 * 1024;

    /** Large enough for the many small tables of a large schema. */
    private static final int FIRST_SIZE = 1024;

    private static final int FULL_SIZE = WINDOW + SIZE + DeflateEncoder.SLACK;

    /** The end of the preceding block's content, and this block's content. */
    private byte[] buffer = new byte[FIRST_SIZE];

    private int start;
    private int end;
    private boolean last;
    private boolean encoderAllowed;
    private byte[] compressed = new byte[FIRST_SIZE];
    private int compressedLength;
    private boolean done;
    private Throwable failure;

    int length() {
        return end - start;
    }

    boolean isFull() {
        return length() == SIZE;
    }

    /** Lets Sengi's encoder, which compresses only full blocks, compress this one instead of zlib. */
    void allowEncoder() {
        encoderAllowed = true;
    }

    boolean mayUseEncoder() {
        return encoderAllowed;
    }

    /** Appends what fits, and returns its length. */
    int append(byte[] source, int offset, int count) {
        int fitting = Math.min(count, SIZE - length());
        if (fitting > buffer.length - end) {
            buffer = Arrays.copyOf(buffer, FULL_SIZE);
        }
        System.arraycopy(source, offset, buffer, end, fitting);
        end += fitting;
        return fitting;
    }

    void updateChecksum(Checksum checksum) {
        checksum.update(buffer, start, length());
    }

    /** Empties this block and makes it the stream's next one after the given full one, which may be this one. */
    void follow(DeflateBlock previous) {
        buffer = buffer.length == FULL_SIZE ? buffer : new byte[FULL_SIZE];
        System.arraycopy(previous.buffer, previous.end - WINDOW, buffer, 0, WINDOW);
        start = WINDOW;
        end = WINDOW;
        last = false;
        encoderAllowed = false;
        done = false;
        failure = null;
    }

    /** Cuts this block in half, and returns the second half as the stream's next block. */
    DeflateBlock split() {
        int middle = start + length() / 2;
        int from = Math.max(0, middle - WINDOW);
        DeflateBlock rest = new DeflateBlock();
        rest.buffer = Arrays.copyOfRange(buffer, from, end);
        rest.start = middle - from;
        rest.end = end - from;
        end = middle;
        return rest;
    }

    /** Makes this the stream's last block. */
    void end() {
        last = true;
    }

    /** Compresses this block. Errors are thrown to the code that waits for it. */
    void compress(BlockCompressor compressor) {
        Throwable thrown = null;
        try {
            compressor.compress(this);
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        finish(thrown);
    }

    /** Ends the wait for this block, because it will not be compressed. */
    void abandon() {
        finish(new IllegalStateException("the archive was closed"));
    }

    /** Ends the wait for this block, because it cannot be compressed. */
    void fail(Throwable thrown) {
        finish(thrown);
    }

    private synchronized void finish(Throwable thrown) {
        failure = thrown;
        done = true;
        notifyAll();
    }

    /** Compresses this block, which is full. */
    void encode(DeflateEncoder encoder) {
        int size = DeflateEncoder.targetSize(SIZE);
        compressed = compressed.length >= size ? compressed : new byte[size];
        compressedLength = encoder.compress(buffer, start, end, last, compressed);
    }

    void deflate(Deflater deflater) {
        deflater.reset();
        if (start > 0) {
            deflater.setDictionary(buffer, 0, start);
        }
        deflater.setInput(buffer, start, length());
        if (last) {
            deflater.finish();
        }
        int mode = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
        compressedLength = 0;
        boolean whole = false;
        while (!whole) {
            int room = compressed.length - compressedLength;
            int count = deflater.deflate(compressed, compressedLength, room, mode);
            compressedLength += count;
            whole = last ? deflater.finished() : count < room;
            if (!whole) {
                compressed = Arrays.copyOf(compressed, Math.max(compressed.length * 2, SIZE / 2));
            }
        }
    }

    synchronized boolean isDone() {
        return done;
    }

    /** Waits until the block is compressed. */
    synchronized void await() throws IOException {
        try {
            while (!done) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while data were compressed");
        }
        if (failure != null) {
            throw new IOException("could not compress data: " + failure, failure);
        }
    }

    void writeTo(OutputStream sink) throws IOException {
        sink.write(compressed, 0, compressedLength);
    }
}
