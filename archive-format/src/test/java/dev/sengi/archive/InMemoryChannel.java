package dev.sengi.archive;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory. */
public final class InMemoryChannel implements SeekableByteChannel {
    private byte[] bytes;
    private int position;
    private boolean open = true;

    public InMemoryChannel(byte... content) {
        bytes = content.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= bytes.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        int count = source.remaining();
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, position + count));
        source.get(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = (int) Math.min(newPosition, Integer.MAX_VALUE);
        return this;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
