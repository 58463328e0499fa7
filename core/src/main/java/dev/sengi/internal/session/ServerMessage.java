package dev.sengi.internal.session;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Writes what the server says as libpq does at its default verbosity. */
public final class ServerMessage {
    private ServerMessage() {}

    /**
     * Returns the message with its detail, each line ended.
     *
     * @param query the text that was sent, in which the message may point at a place, or null not to show that
     */
    public static String format(ServerErrorMessage message, String query) {
        return format(message, query, 0);
    }

    /** @param offset characters that were sent before the query, which the message's place counts, too */
    private static String format(ServerErrorMessage message, String query, int offset) {
        StringBuilder text = new StringBuilder();
        text.append(message.getSeverity())
                .append(":  ")
                .append(message.getMessage())
                .append('\n');
        if (message.getPosition() > 0) {
            text.append(query == null ? "" : QueryExcerpt.at(query, message.getPosition() - offset));
        } else if (message.getInternalQuery() != null && message.getInternalPosition() > 0) {
            text.append(QueryExcerpt.at(message.getInternalQuery(), message.getInternalPosition()));
        }
        line(text, "DETAIL", message.getDetail());
        line(text, "HINT", message.getHint());
        line(text, "QUERY", message.getInternalQuery());
        // Of notices the context is not shown.
        boolean isError =
                switch (String.valueOf(message.getSeverity())) {
                    case "ERROR", "FATAL", "PANIC" -> true;
                    default -> false;
                };
        if (isError) {
            line(text, "CONTEXT", message.getWhere());
        }
        return text.toString();
    }

    /** Returns a text as PostgreSQL's programs print it, which end each message with a line feed of their own. */
    public static String withoutLastLineFeed(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Tells the listener what the server has said besides the results of a query. */
    public static void tellNotices(SQLWarning first, String query, ProgressListener listener) {
        tellNotices(first, query, 0, listener);
    }

    /**
     * Tells the listener what the server has said of one query of a message.
     *
     * @param offset characters of the message before the query
     */
    public static void tellNotices(SQLWarning first, String query, int offset, ProgressListener listener) {
        notices(first, query, offset).forEach(notice -> listener.message(Severity.INFO, withoutLastLineFeed(notice)));
    }

    /** Returns what the server has said while it started a session, each message formatted as {@link #format} does. */
    public static List<String> notices(SQLWarning first) {
        return notices(first, null, 0);
    }

    private static List<String> notices(SQLWarning first, String query, int offset) {
        List<String> notices = new ArrayList<>();
        for (SQLWarning notice = first; notice != null; notice = notice.getNextWarning()) {
            ServerErrorMessage message = notice instanceof PSQLWarning warning ? warning.getServerErrorMessage() : null;
            if (message != null) {
                notices.add(format(message, query, offset));
            }
        }
        return notices;
    }

    private static void line(StringBuilder text, String label, String value) {
        if (value != null) {
            text.append(label).append(":  ").append(value).append('\n');
        }
    }
}
