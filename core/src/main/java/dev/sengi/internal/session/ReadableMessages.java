package dev.sengi.internal.session;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.Stage;
import dev.sengi.UsageException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.progress.EntryEvents;
import dev.sengi.internal.progress.ForwardingListener;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes messages, failures and entries that contain {@linkplain BytewiseText bytewise} names readable. */
public final class ReadableMessages extends ForwardingListener {
    private final ProgressListener listener;

    private ReadableMessages(ProgressListener listener) {
        this.listener = listener;
    }

    @Override
    protected ProgressListener target() {
        return listener;
    }

    /** Returns a listener that passes events on in readable form. */
    public static ProgressListener of(ProgressListener listener) {
        return new ReadableMessages(listener);
    }

    /** Returns such a listener if names in this PostgreSQL encoding are bytewise, otherwise the given listener. */
    public static ProgressListener of(ProgressListener listener, String encoding) {
        return encoding.equals(BytewiseText.NO_ENCODING) ? of(listener) : listener;
    }

    /** Returns the error with its text made readable if names in this PostgreSQL encoding are bytewise. */
    public static SengiException of(SengiException error, String encoding) {
        return encoding.equals(BytewiseText.NO_ENCODING) ? of(error) : error;
    }

    /** Returns the error with its text made readable. */
    public static SengiException of(SengiException error) {
        String message = BytewiseText.readable(error.getMessage());
        List<String> details =
                error.details().stream().map(BytewiseText::readable).toList();
        SengiException readable;
        if (error instanceof ServerException server) {
            // Absent if the statement could not be sent.
            SQLException cause = error.getCause() instanceof SQLException sql ? sql : null;
            String statement = server.statement().map(BytewiseText::readable).orElse(null);
            readable = new ServerException(
                    message,
                    details,
                    statement,
                    server.entry().map(ReadableMessages::readable).orElse(null),
                    cause);
        } else if (error instanceof CancelledException) {
            readable = new CancelledException(message, error.getCause());
        } else if (error instanceof UsageException) {
            readable = new UsageException(message, error.getCause());
        } else if (error instanceof ConnectionException) {
            readable = new ConnectionException(
                    message,
                    BytewiseText.readable(error.fullMessage()),
                    details,
                    error.hint().orElse(null),
                    error.statement().map(BytewiseText::readable).orElse(null),
                    error.getCause());
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
        super.message(severity, BytewiseText.readable(text));
    }

    @Override
    public void databaseStarted(String dbname) {
        super.databaseStarted(BytewiseText.readable(dbname));
    }

    @Override
    public void databaseFinished(String dbname) {
        super.databaseFinished(BytewiseText.readable(dbname));
    }

    @Override
    public void entryStarted(TocEntry entry) {
        super.entryStarted(readable(entry));
    }

    @Override
    public void entryAdvanced(EntryProgress advance) {
        super.entryAdvanced(EntryEvents.advanced(readable(advance.entry()), advance.bytes(), advance.rows()));
    }

    @Override
    public void failed(RestoreFailure failure) {
        super.failed(new ReadableFailure(failure));
    }

    @Override
    public void entryFinished(EntryResult result) {
        super.entryFinished(EntryEvents.finished(readable(result.entry()), result.bytes()));
    }

    /** Returns the entry with readable names, or the entry itself if its names already are. */
    private static TocEntry readable(TocEntry entry) {
        String tag = BytewiseText.readable(entry.tag());
        String namespace = BytewiseText.readable(entry.namespace());
        String owner = BytewiseText.readable(entry.owner());
        boolean unchanged = Objects.equals(tag, entry.tag())
                && Objects.equals(namespace, entry.namespace())
                && Objects.equals(owner, entry.owner());
        return unchanged
                ? entry
                : entry.toBuilder().tag(tag).namespace(namespace).owner(owner).build();
    }

    private record ReadableFailure(
            int number,
            int position,
            Stage stage,
            Optional<TocEntry> entry,
            OptionalLong line,
            Optional<String> statement,
            Optional<String> sqlState,
            String serverMessage,
            Optional<String> serverDetail,
            Optional<String> serverHint,
            Optional<String> serverContext,
            String message)
            implements RestoreFailure {

        ReadableFailure(RestoreFailure failure) {
            this(
                    failure.number(),
                    failure.position(),
                    failure.stage(),
                    failure.entry().map(ReadableMessages::readable),
                    failure.line(),
                    failure.statement().map(BytewiseText::readable),
                    failure.sqlState(),
                    BytewiseText.readable(failure.serverMessage()),
                    failure.serverDetail().map(BytewiseText::readable),
                    failure.serverHint().map(BytewiseText::readable),
                    failure.serverContext().map(BytewiseText::readable),
                    BytewiseText.readable(failure.message()));
        }
    }
}
