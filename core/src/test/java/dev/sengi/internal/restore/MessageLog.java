package dev.sengi.internal.restore;

import dev.sengi.ProgressListener;
import java.util.Locale;

/** Formats messages as the command prints them to standard error. */
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

    /** Writes the error that ended the restore, without its final line feed. */
    void fatal(Exception error) {
        String text = error.getMessage();
        message(Severity.ERROR, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
