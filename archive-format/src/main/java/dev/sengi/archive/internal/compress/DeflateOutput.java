package dev.sengi.archive.internal.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Checksum;

/**
 * Compresses into one zlib stream or gzip member, in blocks that several threads compress in parallel. The thread that
 * closes the stream compresses the last block, which small content does not exceed. If that block is large, another thread
 * compresses the first half of it.
 *
 * <p>Each block but the last ends with an empty stored block, which aligns it to bytes and takes five bytes. Used by
 * one thread.
 */
final class DeflateOutput extends OutputStream {
    /** A last block with at least this many bytes is compressed in two halves, which gains more than waking a thread costs. */
    private static final int DIVISIBLE = 32 * 1024;

    private final OutputStream sink;
    private final DeflateContainer container;
    private final CompressionThreads threads;
    private final Checksum checksum;
    /** Blocks that are being compressed, in the order of the stream. */
    private final Deque<DeflateBlock> pending = new ArrayDeque<>();

    private final Deque<DeflateBlock> free = new ArrayDeque<>();
    private DeflateBlock current = new DeflateBlock();
    private long length;
    private boolean begun;
    /** Whether a block could not be passed on, compressed or written. */
    private boolean broken;

    private boolean closed;

    /** @param sink closed with this stream */
    DeflateOutput(OutputStream sink, DeflateContainer container, CompressionThreads threads) {
        this.sink = sink;
        this.container = container;
        this.threads = threads;
        this.checksum = container.checksum();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        int at = offset;
        int left = count;
        while (left > 0) {
            if (current.isFull()) {
                passOn();
            }
            int appended = current.append(source, at, left);
            at += appended;
            left -= appended;
        }
        length += count;
    }

    /** Hands the current block to another thread, and begins the next one. */
    private void passOn() throws IOException {
        broken = true;
        current.updateChecksum(checksum);
        pending.addLast(current);
        threads.submit(current);
        // One more block than there are threads, so that no thread waits while this one writes.
        while (pending.size() > threads.count()
                || (!pending.isEmpty() && pending.getFirst().isDone())) {
            writeFirst();
        }
        DeflateBlock next = free.isEmpty() ? new DeflateBlock() : free.removeFirst();
        next.follow(current);
        current = next;
        broken = false;
    }

    private void writeFirst() throws IOException {
        DeflateBlock first = pending.getFirst();
        first.await();
        begin();
        first.writeTo(sink);
        free.addLast(pending.removeFirst());
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            sink.write(container.header(threads.level()));
        }
    }

    /** Completes the stream, unless it has already failed. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            if (broken) {
                return;
            }
            current.updateChecksum(checksum);
            if (current.length() >= DIVISIBLE) {
                DeflateBlock rest = current.split();
                pending.addLast(current);
                threads.submit(current);
                current = rest;
            }
            current.end();
            threads.compress(current);
            while (!pending.isEmpty()) {
                writeFirst();
            }
            current.await();
            begin();
            current.writeTo(sink);
            sink.write(container.trailer(checksum.getValue(), length));
        }
    }
}
