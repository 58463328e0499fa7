package dev.sengi.internal.session;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.Stage;
import dev.sengi.UsageException;
import dev.sengi.archive.TocEntry;
import java.sql.SQLException;
import java.util.List;

/** Makes messages about objects with {@linkplain BytewiseText bytewise} names readable. */
public final class ReadableMessages implements ProgressListener {
    private final ProgressListener listener;

    private ReadableMessages(ProgressListener listener) {
        this.listener = listener;
    }

    /** Returns a listener that passes messages on in readable form. */
    public static ProgressListener of(ProgressListener listener) {
        return new ReadableMessages(listener);
    }

    /** Returns such a listener if names in this PostgreSQL encoding are bytewise, otherwise the given listener. */
    public static ProgressListener of(ProgressListener listener, String encoding) {
        return encoding.equals(BytewiseText.NO_ENCODING) ? of(listener) : listener;
    }

    /** Returns the error with its text made readable. */
    public static SengiException of(SengiException error) {
        String message = BytewiseText.readable(error.getMessage());
        List<String> details =
                error.details().stream().map(BytewiseText::readable).toList();
        SengiException readable;
        if (error instanceof ServerException server && error.getCause() instanceof SQLException cause) {
            String statement = server.statement().map(BytewiseText::readable).orElse(null);
            readable = new ServerException(
                    message, details, statement, server.entry().orElse(null), cause);
        } else if (error instanceof CancelledException) {
            readable = new CancelledException(message, error.getCause());
        } else if (error instanceof UsageException) {
            readable = new UsageException(message, error.getCause());
        } else if (error instanceof ConnectionException) {
            readable = new ConnectionException(message, details, error.hint().orElse(null), error.getCause());
        } else if (error instanceof UnlabelledException) {
            readable = new UnlabelledException(message);
        } else {
            readable = new SengiException(message, details, error.hint().orElse(null), error.getCause());
        }
        readable.setStackTrace(error.getStackTrace());
        for (Throwable suppressed : error.getSuppressed()) {
            readable.addSuppressed(suppressed);
        }
        return readable;
    }

    @Override
    public void message(Severity severity, String text) {
        listener.message(severity, BytewiseText.readable(text));
    }

    @Override
    public void databaseStarted(String dbname) {
        listener.databaseStarted(BytewiseText.readable(dbname));
    }

    @Override
    public void databaseFinished(String dbname) {
        listener.databaseFinished(BytewiseText.readable(dbname));
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
    public void stageStarted(Stage stage) {
        listener.stageStarted(stage);
    }

    @Override
    public void failed(RestoreFailure failure) {
        listener.failed(failure);
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
