package dev.sengi.internal.session;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Formats server messages as libpq does at its default verbosity. */
public final class ServerMessage {
    private ServerMessage() {}

    /**
     * Returns the message with its detail; every line has a line end.
     *
     * @param query the text that was sent, shown if the message points to a position in it, or null to omit it
     */
    public static String format(ServerErrorMessage message, String query) {
        StringBuilder text = new StringBuilder(format(message, query, 0));
        // libpq does not show the context of notices.
        line(text, "CONTEXT", message.getWhere());
        return text.toString();
    }

    /** Returns a text that contains the formatted message, or a part of it, without the context, which may quote a row. */
    public static String withoutContext(String text, ServerErrorMessage message) {
        if (message == null || message.getWhere() == null) {
            return text;
        }
        return text.replace("\nCONTEXT:  " + message.getWhere(), "");
    }

    /** @param offset number of characters sent before the query, which the message's position includes */
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
        return text.toString();
    }

    /** Returns the text without the last line feed, because PostgreSQL's programs end each message with their own. */
    public static String withoutLastLineFeed(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Reports to the listener the notices that accompany the results of a query. */
    public static void reportNotices(SQLWarning first, String query, ProgressListener listener) {
        reportNotices(first, query, 0, listener);
    }

    /**
     * Reports to the listener the notices about one query of a message.
     *
     * @param offset number of characters in the message before the query
     */
    public static void reportNotices(SQLWarning first, String query, int offset, ProgressListener listener) {
        notices(first, query, offset).forEach(notice -> listener.message(Severity.INFO, withoutLastLineFeed(notice)));
    }

    /** Returns the notices sent while a session was starting, each formatted as {@link #format} does. */
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
