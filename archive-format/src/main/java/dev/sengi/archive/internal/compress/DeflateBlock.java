package dev.sengi.archive.internal.compress;

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
    static final int SIZE = 128 * 1024;
    /** How far back a match may reach. */
    static final int WINDOW = 32 * 1024;

    /** Sufficient for the many small tables of a large schema. */
    private static final int FIRST_SIZE = 1024;

    private byte[] content = new byte[FIRST_SIZE];
    private int length;
    /** The end of the preceding block's content. */
    private byte[] dictionary;

    private int dictionaryLength;
    private boolean last;
    private byte[] compressed = new byte[FIRST_SIZE];
    private int compressedLength;
    private boolean done;
    private Throwable failure;

    boolean isFull() {
        return length == SIZE;
    }

    /** Appends what fits, and returns its length. */
    int append(byte[] source, int offset, int count) {
        int fitting = Math.min(count, SIZE - length);
        if (fitting > content.length - length) {
            content = Arrays.copyOf(content, SIZE);
        }
        System.arraycopy(source, offset, content, length, fitting);
        length += fitting;
        return fitting;
    }

    void updateChecksum(Checksum checksum) {
        checksum.update(content, 0, length);
    }

    /** Empties this block and makes it the stream's next one after the given one, which may be this one. */
    void follow(DeflateBlock previous) {
        dictionary = dictionary == null ? new byte[WINDOW] : dictionary;
        dictionaryLength = Math.min(WINDOW, previous.length);
        System.arraycopy(previous.content, previous.length - dictionaryLength, dictionary, 0, dictionaryLength);
        length = 0;
        last = false;
        done = false;
        failure = null;
    }

    /** Makes this the stream's last block. */
    void end() {
        last = true;
    }

    /** Compresses this block. Errors are thrown to the code that waits for it. */
    void compress(Deflater deflater) {
        Throwable thrown = null;
        try {
            deflate(deflater);
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

    private void deflate(Deflater deflater) {
        deflater.reset();
        if (dictionaryLength > 0) {
            deflater.setDictionary(dictionary, 0, dictionaryLength);
        }
        deflater.setInput(content, 0, length);
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
