package dev.sengi.archive.internal.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** Reads a channel that other sources may also be reading: each source has its own position. */
final class ChannelSource implements ByteSource {
    private final SeekableByteChannel channel;
    private final boolean owner;
    private long position;

    /** @param owner whether closing this closes the channel */
    ChannelSource(SeekableByteChannel channel, long position, boolean owner) {
        this.channel = channel;
        this.position = position;
        this.owner = owner;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        int count = channel instanceof FileChannel file ? file.read(buffer, position) : readInTurn(buffer);
        position += Math.max(count, 0);
        return count;
    }

    /** A channel other than a file's has a single position, which only one reader may use at a time. */
    private int readInTurn(ByteBuffer buffer) throws IOException {
        synchronized (channel) {
            channel.position(position);
            return channel.read(buffer);
        }
    }

    @Override
    public boolean isFile() {
        return channel instanceof FileChannel;
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long target) {
        position = target;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public ByteSource another() {
        return new ChannelSource(channel, position, false);
    }

    @Override
    public void close() throws IOException {
        if (owner) {
            channel.close();
        }
    }
}
