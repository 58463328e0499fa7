package dev.sengi.restore;

import dev.sengi.ProgressListener;
import java.util.Locale;

/** Writes messages as the command does to standard error. */
final class MessageLog implements ProgressListener {
    private final boolean verbose;
    private final StringBuilder text = new StringBuilder();

    MessageLog(boolean verbose) {
        this.verbose = verbose;
    }

    @Override
    public void message(Severity severity, String message) {
        if (severity == Severity.INFO && !verbose) {
            return;
        }
        String label = severity == Severity.INFO ? "" : severity.name().toLowerCase(Locale.ROOT) + ": ";
        text.append("pg_restore: ").append(label).append(message).append('\n');
    }

    /** Writes the message of what ended the restore. */
    void fatal(Exception error) {
        message(Severity.ERROR, error.getMessage());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
