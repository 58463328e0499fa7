package dev.sengi.archive.internal.io;

import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/** A caller's listener, whose exceptions a verification cannot mistake for damage to the archive. */
final class CallersListener implements DataListener {
    private final DataListener listener;

    private CallersListener(DataListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Reads an archive. */
    @FunctionalInterface
    interface Verifying {
        Verification verify(DataListener listener) throws IOException;
    }

    /** Verifies an archive, and throws an exception of the caller's listener as it was thrown. */
    static Verification verify(DataListener listener, Verifying verifying) throws IOException {
        try {
            return verifying.verify(new CallersListener(listener));
        } catch (ListenerException e) {
            throw e.thrown;
        }
    }

    @Override
    public void begun(TocEntry entry) throws IOException {
        try {
            listener.begun(entry);
        } catch (ArchiveFormatException e) {
            throw new ListenerException(e);
        }
    }

    @Override
    public void copied(TocEntry entry, int bytes) throws IOException {
        try {
            listener.copied(entry, bytes);
        } catch (ArchiveFormatException e) {
            throw new ListenerException(e);
        }
    }

    @Override
    public void finished(TocEntry entry) throws IOException {
        try {
            listener.finished(entry);
        } catch (ArchiveFormatException e) {
            throw new ListenerException(e);
        }
    }

    private static final class ListenerException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        private final ArchiveFormatException thrown;

        private ListenerException(ArchiveFormatException thrown) {
            super(thrown);
            this.thrown = thrown;
        }
    }
}
