package dev.sengi.archive.internal.tar;

import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.io.FileReason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes members of a tar one after another. Their size, which precedes them, is filled in afterwards if the output can
 * seek; otherwise they are first written to a temporary file.
 */
final class TarOutput implements Closeable {
    private static final int BUFFER_SIZE = 64 * 1024;

    /** Not a valid header, so that no reader considers a member complete before its size is known. */
    private static final byte[] UNFINISHED = new byte[TarHeader.BLOCK];

    static {
        Arrays.fill(UNFINISHED, (byte) 0xff);
    }

    private final PrimitiveOutput out;
    private final ModificationTimes modified;
    private boolean open;
    private volatile boolean abandoned;

    /** @param modified a member's time of modification, by its name, in seconds since 1970 */
    TarOutput(PrimitiveOutput out, ModificationTimes modified) {
        this.out = out;
        this.modified = modified;
    }

    /** Begins a member. The stream must be closed before the next member begins. */
    OutputStream member(String name) throws IOException {
        if (open) {
            throw new IllegalStateException("the previous member has not been closed");
        }
        open = true;
        return out.seekable() ? new DirectMember(name) : new SpooledMember(name);
    }

    /** Makes an incomplete spooled member discard its content when it is closed; called by any thread. */
    void abandon() {
        abandoned = true;
    }

    /** Writes the two blocks that end a tar. */
    void finish() throws IOException {
        if (open) {
            throw new IllegalStateException("the last member has not been closed");
        }
        zeros(2 * TarHeader.BLOCK);
        out.flush();
    }

    /** Closes the output, which is incomplete unless {@link #finish} has been called. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    private void header(String name, long size) throws IOException {
        byte[] header = new TarHeader(name, size, modified.of(name)).toBytes();
        out.write(header, 0, header.length);
    }

    private void zeros(int count) throws IOException {
        out.write(new byte[count], 0, count);
    }

    /** A member, which is complete when it is closed. */
    private abstract class Member extends OutputStream {
        private boolean closed;

        @Override
        public final void close() throws IOException {
            if (!closed) {
                closed = true;
                open = false;
                complete();
            }
        }

        abstract void complete() throws IOException;
    }

    private final class DirectMember extends Member {
        private final String name;
        private final long header;

        DirectMember(String name) throws IOException {
            this.name = name;
            header = out.position();
            out.write(UNFINISHED, 0, TarHeader.BLOCK);
        }

        @Override
        public void write(int b) throws IOException {
            out.writeByte(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            out.write(source, offset, length);
        }

        @Override
        void complete() throws IOException {
            long size = out.position() - header - TarHeader.BLOCK;
            zeros(TarHeader.padding(size));
            long end = out.position();
            out.seek(header);
            header(name, size);
            out.seek(end);
        }
    }

    private final class SpooledMember extends Member {
        private final String name;
        private final FileChannel file;
        private final OutputStream spool;

        SpooledMember(String name) throws IOException {
            this.name = name;
            // Leaves nothing behind, however the process ends, on systems that can remove open files.
            file = FileChannel.open(
                    temporaryFile(),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            spool = Channels.newOutputStream(file);
        }

        @Override
        public void write(int b) throws IOException {
            spool.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            spool.write(source, offset, length);
        }

        private static Path temporaryFile() throws IOException {
            try {
                return Files.createTempFile("sengi", ".tar-member");
            } catch (IOException e) {
                throw new IOException(
                        "could not create a temporary file in \"" + System.getProperty("java.io.tmpdir") + "\": "
                                + (e instanceof FileSystemException file ? FileReason.of(file) : e.getMessage()),
                        e);
            }
        }

        @Override
        void complete() throws IOException {
            try (file) {
                if (abandoned) {
                    return;
                }
                long size = file.size();
                header(name, size);
                copy();
                zeros(TarHeader.padding(size));
            }
        }

        private void copy() throws IOException {
            byte[] buffer = new byte[BUFFER_SIZE];
            file.position(0);
            InputStream content = Channels.newInputStream(file);
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }
}
