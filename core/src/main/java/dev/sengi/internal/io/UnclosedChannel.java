package dev.sengi.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.IntConsumer;

/**
 * A channel that stays open when its user closes it.
 *
 * @param written receives the number of bytes after each write
 */
record UnclosedChannel(SeekableByteChannel channel, IntConsumer written) implements SeekableByteChannel {

    UnclosedChannel(SeekableByteChannel channel) {
        this(channel, bytes -> {});
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int bytes = channel.write(source);
        written.accept(bytes);
        return bytes;
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        // Its owner closes it.
    }
}
