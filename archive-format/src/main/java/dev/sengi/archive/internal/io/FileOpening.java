package dev.sengi.archive.internal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files of archives. Facts: pg_dump 18.6's and pg_restore 18.6's messages. */
public final class FileOpening {
    private FileOpening() {}

    /**
     * Opens a file.
     *
     * @param what names the file in the message
     * @throws IOException with the real programs' message if it cannot be opened
     */
    public static FileChannel open(String what, Path path, StandardOpenOption... options) throws IOException {
        try {
            return FileChannel.open(path, options);
        } catch (FileSystemException e) {
            throw new IOException("could not open " + what + ": " + FileReason.of(e), e);
        }
    }

    /** Returns whether the channel can seek, which those of named pipes cannot. */
    public static boolean seekable(SeekableByteChannel channel) {
        try {
            channel.position(channel.position());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes a channel whose content could not be used. */
    public static void closeAfter(Exception failure, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
