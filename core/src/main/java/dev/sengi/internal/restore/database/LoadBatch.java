package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.internal.restore.database.CommandQueue.Event;
import dev.sengi.internal.restore.database.CommandQueue.Item;
import dev.sengi.internal.restore.database.CommandQueue.Load;
import dev.sengi.internal.restore.database.CommandQueue.Note;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.StatementLog;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * COPY commands that are sent together with their rows, before the server has replied to any, and interspersed events.
 */
final class LoadBatch {
    private final List<Item> items;
    private final ErrorReport errors;
    private final BatchWindow window;
    private final ProgressListener listener;
    private final Predicate<SQLException> canRetry;
    /** The replies to the next loads, if they had to be read before their turn. */
    private final Deque<Reply> readAhead = new ArrayDeque<>();

    /** The reply to a load: whether the server has requested the rows, its notices, and its error, or null. */
    private record Reply(boolean begun, List<SQLWarning> notices, SQLException error) {}

    /**
     * @param items loads and events
     * @param canRetry returns whether a load that failed with this error may succeed the next time
     */
    LoadBatch(
            List<Item> items,
            ErrorReport errors,
            BatchWindow window,
            ProgressListener listener,
            Predicate<SQLException> canRetry) {
        this.items = items;
        this.errors = errors;
        this.window = window;
        this.listener = listener;
        this.canRetry = canRetry;
    }

    /** Returns the end of the loads that come before any other command. */
    static int end(List<Item> items, int start) {
        int end = start;
        for (int i = start; i < items.size() && !(items.get(i) instanceof CommandQueue.Command); i++) {
            end = items.get(i) instanceof Load ? i + 1 : end;
        }
        return end;
    }

    void run(SentLoads sent) {
        for (Item item : items) {
            if (item instanceof Load load) {
                StatementLog.sent(load.copy().text());
                sent.send(load.sent(), load.rows());
            }
        }
        sent.flush();
        for (Item item : items) {
            if (item instanceof Load load) {
                await(load, sent);
            } else if (item instanceof Event event) {
                event.report().run();
            } else if (item instanceof Note note) {
                note.event().run();
            }
        }
    }

    private void await(Load load, SentLoads sent) {
        boolean[] begun = {false};
        try {
            awaitNext(load, sent, begun);
            window.succeeded(1, Duration.ZERO);
        } catch (SQLException first) {
            SQLException error = canRetry.test(first) ? retry(load, sent, begun, first) : first;
            if (error == null) {
                window.succeeded(1, Duration.ZERO);
            } else if (begun[0]) {
                load.failed().run();
                errors.copyFailed(load.copy(), load.place(), error);
            } else {
                errors.commandFailed(load.copy(), load.place(), error);
            }
        }
    }

    private void awaitNext(Load load, SentLoads sent, boolean[] begun) throws SQLException {
        Reply reply = readAhead.poll();
        if (reply == null) {
            sent.awaitNext(() -> begin(load, begun), notice -> report(notice, load));
            return;
        }
        if (reply.begun) {
            begin(load, begun);
        }
        reply.notices.forEach(notice -> report(notice, load));
        if (reply.error != null) {
            throw reply.error;
        }
    }

    private static void begin(Load load, boolean[] begun) {
        if (!begun[0]) {
            begun[0] = true;
            load.begun().run();
        }
    }

    private void report(SQLWarning notice, Load load) {
        ServerMessage.reportNotices(notice, load.copy().sent(), listener);
    }

    /** Sends the rows again, after reading the replies to the next loads; returns the last error, or null. */
    private SQLException retry(Load load, SentLoads sent, boolean[] begun, SQLException first) {
        while (sent.hasNext()) {
            readAhead.add(read(sent));
        }
        SQLException error = first;
        for (int attempt = 2; attempt <= Retry.MAX_ATTEMPTS && error != null && canRetry.test(error); attempt++) {
            errors.requireNotStopped();
            sent.send(load.sent(), load.rows());
            sent.flush();
            try {
                sent.awaitNext(() -> begin(load, begun), notice -> report(notice, load));
                error = null;
            } catch (SQLException e) {
                error = e;
            }
        }
        return error;
    }

    private static Reply read(SentLoads sent) {
        boolean[] begun = {false};
        List<SQLWarning> notices = new ArrayList<>();
        SQLException error = null;
        try {
            sent.awaitNext(() -> begun[0] = true, notices::add);
        } catch (SQLException e) {
            error = e;
        }
        return new Reply(begun[0], notices, error);
    }
}
