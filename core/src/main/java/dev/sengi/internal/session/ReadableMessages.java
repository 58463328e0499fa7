package dev.sengi.internal.session;

import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;

/** Lets people read what is said of objects whose names are {@linkplain BytewiseText bytewise}. */
public final class ReadableMessages implements ProgressListener {
    private final ProgressListener listener;

    private ReadableMessages(ProgressListener listener) {
        this.listener = listener;
    }

    /** Returns a listener that hands messages on, made readable. */
    public static ProgressListener of(ProgressListener listener) {
        return new ReadableMessages(listener);
    }

    /** Returns the same where names are in this encoding of PostgreSQL's and therefore bytewise, or else the listener. */
    public static ProgressListener of(ProgressListener listener, String encoding) {
        return encoding.equals(BytewiseText.NO_ENCODING) ? of(listener) : listener;
    }

    /** Returns the error with its text made readable. */
    public static SengiException of(SengiException error) {
        SengiException readable = new SengiException(
                BytewiseText.readable(error.getMessage()),
                error.details().stream().map(BytewiseText::readable).toList(),
                error.hint().orElse(null),
                error.getCause());
        readable.setStackTrace(error.getStackTrace());
        return readable;
    }

    @Override
    public void message(Severity severity, String text) {
        listener.message(severity, BytewiseText.readable(text));
    }

    @Override
    public void entryStarted(TocEntry entry) {
        listener.entryStarted(entry);
    }

    @Override
    public void entryAdvanced(TocEntry entry, long bytes, long rows) {
        listener.entryAdvanced(entry, bytes, rows);
    }

    @Override
    public void entryFailed(TocEntry entry, String message) {
        listener.entryFailed(entry, BytewiseText.readable(message));
    }

    @Override
    public void progress(Progress progress) {
        listener.progress(progress);
    }

    @Override
    public void entryFinished(TocEntry entry, long bytes) {
        listener.entryFinished(entry, bytes);
    }
}
