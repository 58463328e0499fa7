package dev.sengi.archive.internal.compress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The threads that compress the blocks of an archive's deflate streams, shared by all open streams. Threads start when
 * blocks are waiting, and end when this is closed. Safe for use by several threads.
 */
public final class CompressionThreads implements AutoCloseable {
    private static final int MOST = 16;
    /**
     * So many full blocks, 128 MB, are left to zlib, which compresses the ends of streams, too. The encoder is faster, but
     * only once Java has compiled it, which takes up to half a second of the processor's time: more than it saves a small
     * dump.
     */
    private static final int FIRST_BLOCKS = 512;

    private final int count = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    private final int level;
    private final Function<Runnable, Thread> starter;
    private final Deque<DeflateBlock> waiting = new ArrayDeque<>();
    /** Creating and freeing zlib's state takes as long as compressing a small table. */
    private final Deque<BlockCompressor> compressors = new ArrayDeque<>();

    /** How many more full blocks zlib compresses. */
    private int zlibBlocksLeft;

    private int alive;
    private int idle;
    private boolean closed;

    /** @param level 0 to 9, or -1 for the default */
    public CompressionThreads(int level) {
        this(level, FIRST_BLOCKS, Thread::new);
    }

    /**
     * @param zlibBlocks how many full blocks zlib compresses before the encoder
     * @param starter makes the threads
     */
    CompressionThreads(int level, int zlibBlocks, Function<Runnable, Thread> starter) {
        this.level = level;
        this.zlibBlocksLeft = zlibBlocks;
        this.starter = starter;
    }

    int level() {
        return level;
    }

    /** Returns how many blocks are compressed at the same time. */
    int count() {
        return count;
    }

    /** Compresses a block in another thread, or in the calling thread if no other can be started. */
    void submit(DeflateBlock block) {
        if (!handOver(block)) {
            compress(block);
        }
    }

    private synchronized boolean handOver(DeflateBlock block) {
        if (closed) {
            block.abandon();
            return true;
        }
        if (block.isFull()) {
            if (zlibBlocksLeft == 0) {
                block.allowEncoder();
            } else {
                zlibBlocksLeft--;
            }
        }
        waiting.addLast(block);
        if (idle >= waiting.size()) {
            notify();
        } else if (alive < count && !start() && alive == 0) {
            waiting.removeLast();
            return false;
        }
        return true;
    }

    private boolean start() {
        try {
            Thread thread = starter.apply(this::compressWaiting);
            thread.setName("sengi-compression");
            thread.setDaemon(true);
            thread.start();
        } catch (OutOfMemoryError e) {
            // The process cannot have more threads.
            return false;
        }
        alive++;
        return true;
    }

    /** Compresses a block in the calling thread. */
    void compress(DeflateBlock block) {
        BlockCompressor compressor;
        try {
            compressor = borrow();
        } catch (OutOfMemoryError e) {
            block.fail(e);
            return;
        }
        block.compress(compressor);
        giveBack(compressor);
    }

    private void compressWaiting() {
        try {
            for (DeflateBlock block = next(); block != null; block = next()) {
                compress(block);
            }
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        alive--;
        if (alive == 0 && !closed) {
            IllegalStateException reason = new IllegalStateException("the compression threads have ended");
            waiting.forEach(block -> block.fail(reason));
            waiting.clear();
        }
    }

    /** Returns how many threads are running. */
    synchronized int alive() {
        return alive;
    }

    private synchronized DeflateBlock next() {
        idle++;
        try {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            // These threads belong to this object, so no caller needs to see the interrupt.
            return null;
        } finally {
            idle--;
        }
        return closed ? null : waiting.removeFirst();
    }

    private synchronized BlockCompressor borrow() {
        return compressors.isEmpty() ? new BlockCompressor(level) : compressors.removeLast();
    }

    private synchronized void giveBack(BlockCompressor compressor) {
        if (closed) {
            compressor.end();
        } else {
            compressors.addLast(compressor);
        }
    }

    /** Ends the threads. Waiting for a block that no thread has started then fails. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        waiting.forEach(DeflateBlock::abandon);
        waiting.clear();
        compressors.forEach(BlockCompressor::end);
        compressors.clear();
    }
}
