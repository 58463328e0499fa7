package dev.sengi.archive.internal.codec;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

/** The source of an archive's bytes: a channel that can seek, or a stream that cannot. */
public interface ByteSource extends Closeable {

    /** Reads at least one byte, or returns -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException;

    /**
     * Returns whether read errors come from the operating system, whose messages do not say that a file was being read.
     */
    default boolean isFile() {
        return false;
    }

    /** Returns whether {@link #seek} works. */
    boolean seekable();

    /**
     * Returns the position of the next byte to read; a stream's positions count from the point at which it was passed
     * in.
     */
    long position() throws IOException;

    /** Moves to an absolute position, which may lie beyond the end. */
    void seek(long position) throws IOException;

    /** Returns the number of bytes, or -1 if unknown. */
    long size() throws IOException;

    /**
     * Returns a source of the same bytes at the same position, which moves independently and may be used by another
     * thread. Closing it does nothing.
     *
     * @throws UnsupportedOperationException if this source cannot seek
     */
    ByteSource another();

    /** Returns a source that reads the channel from its current position, and closes it. */
    static ByteSource of(SeekableByteChannel channel) throws IOException {
        return new ChannelSource(channel, channel.position(), true);
    }

    /** Returns a source that reads the channel from its current position, and leaves it open. */
    static ByteSource lent(SeekableByteChannel channel) throws IOException {
        return new ChannelSource(channel, channel.position(), false);
    }

    /** Returns a source that reads the stream sequentially, and leaves it open. */
    static ByteSource lent(InputStream stream) {
        InputStream open = new FilterInputStream(stream) {
            @Override
            public void close() {
                // The stream belongs to the caller.
            }
        };
        return sequential(open, stream.getClass() == FileInputStream.class);
    }

    /** Returns a source that reads the stream sequentially, and closes it. */
    static ByteSource of(InputStream stream) {
        return sequential(stream, false);
    }

    /** Returns a source that reads a file sequentially, such as a named pipe, and closes it. */
    static ByteSource ofFile(InputStream file) {
        return sequential(file, true);
    }

    private static ByteSource sequential(InputStream stream, boolean isFile) {
        return new ByteSource() {
            private long position;

            @Override
            public boolean isFile() {
                return isFile;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = stream.read(target, offset, length);
                position += Math.max(count, 0);
                return count;
            }

            @Override
            public boolean seekable() {
                return false;
            }

            @Override
            public long position() {
                return position;
            }

            @Override
            public void seek(long target) {
                throw new UnsupportedOperationException("a stream cannot seek");
            }

            @Override
            public long size() {
                return -1;
            }

            @Override
            public ByteSource another() {
                throw new UnsupportedOperationException("a stream is read once");
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
