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
        call(() -> listener.begun(entry));
    }

    @Override
    public void copied(TocEntry entry, int bytes) throws IOException {
        call(() -> listener.copied(entry, bytes));
    }

    @Override
    public void finished(TocEntry entry) throws IOException {
        call(() -> listener.finished(entry));
    }

    /** A call of the caller's listener. */
    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private static void call(Call call) throws IOException {
        try {
            call.run();
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
