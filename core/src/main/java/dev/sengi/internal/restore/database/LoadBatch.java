package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.internal.restore.database.CommandQueue.Event;
import dev.sengi.internal.restore.database.CommandQueue.Item;
import dev.sengi.internal.restore.database.CommandQueue.Load;
import dev.sengi.internal.restore.database.CommandQueue.Note;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.StatementLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * COPY commands that are sent together with their rows, before the server has replied to any, and interspersed events.
 */
final class LoadBatch {
    private final List<Item> items;
    private final ErrorReport errors;
    private final BatchWindow window;
    private final ProgressListener listener;

    /** @param items loads and events */
    LoadBatch(List<Item> items, ErrorReport errors, BatchWindow window, ProgressListener listener) {
        this.items = items;
        this.errors = errors;
        this.window = window;
        this.listener = listener;
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
            sent.awaitNext(
                    () -> {
                        begun[0] = true;
                        load.begun().run();
                    },
                    notice -> ServerMessage.reportNotices(notice, load.copy().sent(), listener));
            window.succeeded(1, Duration.ZERO);
        } catch (SQLException e) {
            if (begun[0]) {
                load.failed().run();
                errors.copyFailed(load.copy(), load.place(), e);
            } else {
                errors.commandFailed(load.copy(), load.place(), e);
            }
        }
    }
}
