package dev.sengi.archive.internal.codec;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The destination of an archive's bytes: a channel that can seek, or a stream that cannot. */
public interface ByteSink extends Closeable {

    void write(byte[] source, int offset, int length) throws IOException;

    /** Returns whether {@link #seek} works. */
    boolean seekable();

    /**
     * Returns the position of the next byte to write; a stream's positions count from the point at which it was passed
     * in.
     */
    long position() throws IOException;

    void seek(long position) throws IOException;

    void flush() throws IOException;

    /** Returns a view of this sink that does not close it. */
    default ByteSink lent() {
        ByteSink sink = this;
        return new ByteSink() {
            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                sink.write(source, offset, length);
            }

            @Override
            public boolean seekable() {
                return sink.seekable();
            }

            @Override
            public long position() throws IOException {
                return sink.position();
            }

            @Override
            public void seek(long position) throws IOException {
                sink.seek(position);
            }

            @Override
            public void flush() throws IOException {
                sink.flush();
            }

            @Override
            public void close() {}
        };
    }

    /** Returns a sink that writes to the channel from its current position. */
    static ByteSink of(SeekableByteChannel channel) {
        return new ByteSink() {
            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public boolean seekable() {
                return true;
            }

            @Override
            public long position() throws IOException {
                return channel.position();
            }

            @Override
            public void seek(long position) throws IOException {
                channel.position(position);
            }

            @Override
            public void flush() {}

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Returns a sink that writes to the stream sequentially. */
    static ByteSink of(OutputStream stream) {
        return new ByteSink() {
            private long position;

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                stream.write(source, offset, length);
                position += length;
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
            public void flush() throws IOException {
                stream.flush();
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
