package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.restore.database.BatchRules.Sharing;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.StatementLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Sends commands in batches, and makes them fail individually.
 *
 * <p>Waiting commands are sent as one message, which is one transaction. If it fails, none of them has taken effect.
 * The commands before the failed one are then sent again, followed by the failed one, which fails as it would alone,
 * and the rest. Progress messages wait together with the commands, so that they arrive in the same order as in a
 * restore without batches.
 *
 * <p>Rows can wait with their COPY commands. Each COPY is a transaction of its own, unless one is already open, but
 * successive ones are sent together.
 */
public final class CommandQueue {
    private static final int MAX_LENGTH = 1 << 20;
    /**
     * The largest number of bytes sent without reading from the server. If the server sent more than fits into the
     * buffers while this side was writing, each could wait for the other. Replies to this many bytes always fit.
     */
    private static final int MAX_ROW_BYTES = 60_000;

    private static final String FAILED_TRANSACTION = "25P02";

    private final RestoreConnection connection;
    private final SimpleQuery server;
    private final ErrorReport errors;
    private final ProgressListener listener;
    private final BatchWindow window;
    private final boolean separate;
    private final List<Item> waiting = new ArrayList<>();
    private int commands;
    private int length;
    private int rowBytes;

    /** @param separate whether each command is sent alone */
    public CommandQueue(RestoreConnection connection, ErrorReport errors, ProgressListener listener, boolean separate) {
        this.connection = connection;
        this.server = connection.server();
        this.errors = errors;
        this.listener = listener;
        this.separate = separate;
        window = new BatchWindow(separate ? 1 : BatchWindow.MAX_COMMANDS);
    }

    /** Reports to the listener after the commands queued so far have run. */
    public void announce(String message) {
        then(() -> listener.message(Severity.INFO, message));
    }

    /** Warns the listener after the commands queued so far have run. */
    void warn(String message) {
        then(() -> listener.message(Severity.WARNING, message));
    }

    /** Runs an event, which must not send anything, after the commands queued so far have run or failed. */
    void then(Runnable event) {
        waiting.add(new Event(event));
        if (commands == 0) {
            flush();
        }
    }

    /** Runs bookkeeping like {@link #then}, even if the listener throws an exception in the meantime. */
    void note(Runnable event) {
        waiting.add(new Note(event));
        if (commands == 0) {
            flush();
        }
    }

    /** Runs a command together with others, or alone if {@link BatchRules} or {@link Triggers} require it. */
    public void add(SqlCommand wanted, Place place) {
        SqlCommand command = connection.hasTemporaryNames() ? TemporaryNames.last(wanted) : wanted;
        StatementLog.sent(command.text());
        Sharing sharing = sharing(new BatchRules(command.sent(), server.standardStrings()));
        if (sharing == Sharing.NONE || length + command.sent().length() > MAX_LENGTH) {
            flush();
        }
        waiting.add(new Command(command, place));
        commands++;
        length += command.sent().length();
        if (sharing != Sharing.ANY || commands >= window.size()) {
            flush();
        }
    }

    private Sharing sharing(BatchRules rules) {
        Sharing sharing = rules.sharing();
        if (separate) {
            return sharing;
        }
        // Within a transaction, commands share its state anyway.
        boolean alone = sharing == Sharing.ANY
                && !server.inTransaction()
                && connection.triggers().mayFire(rules, this::flush);
        connection.triggers().note(rules, server.inTransaction());
        return alone ? Sharing.NONE : sharing;
    }

    /**
     * Runs the waiting commands, then this one alone: for commands that begin or end a transaction or cannot run in
     * one.
     */
    public void runAlone(SqlCommand command, Place place) {
        flush();
        add(command, place);
        flush();
    }

    /** Returns the largest number of bytes that {@link #load} accepts; 0 if it accepts no rows at all. */
    public int maxRowBytes() {
        return separate || !connection.canSendRowsAhead() ? 0 : MAX_ROW_BYTES;
    }

    /** Loads rows together with others, or alone if an error must keep the next rows from being loaded. */
    void load(Load load) {
        int bytes = load.sent.length() + load.rows.length;
        if (rowBytes + bytes > MAX_ROW_BYTES) {
            flush();
        }
        waiting.add(load);
        commands++;
        rowBytes += bytes;
        if ((errors.endsRestore() && !server.inTransaction()) || commands >= window.size()) {
            flush();
        }
    }

    /** Runs the waiting commands if any of them belongs to one of these entries, to learn whether it fails. */
    void settle(Collection<Integer> dumpIds) {
        if (waiting.stream().anyMatch(item -> item.belongsTo(dumpIds))) {
            flush();
        }
    }

    /** Runs the waiting commands, if any. */
    public void flush() {
        if (waiting.isEmpty()) {
            // Committed commands must not be reported as cancelled.
            return;
        }
        errors.requireNotStopped();
        List<Item> batch = List.copyOf(waiting);
        waiting.clear();
        commands = 0;
        length = 0;
        rowBytes = 0;
        run(batch);
    }

    private void run(List<Item> items) {
        int start = 0;
        while (start < items.size()) {
            if (items.get(start) instanceof Event event) {
                // Events, such as the start of an entry, must not wait for the next command.
                event.report.run();
                start++;
                continue;
            }
            if (items.get(start) instanceof Note note) {
                note.event.run();
                start++;
                continue;
            }
            int loads = LoadBatch.end(items, start);
            int end = loads > start ? loads : batchEnd(items, start);
            if (loads > start) {
                load(items.subList(start, end));
            } else {
                runBatch(items.subList(start, end));
            }
            start = end;
        }
    }

    private void load(List<Item> items) {
        try (SentLoads sent = connection.sentLoads()) {
            new LoadBatch(items, errors, window, listener, error -> Retry.isPossible(error, server)).run(sent);
        }
    }

    private int batchEnd(List<Item> items, int start) {
        int count = 0;
        for (int i = start; i < items.size(); i++) {
            if (items.get(i) instanceof Load) {
                return i;
            }
            if (!(items.get(i) instanceof Command command)) {
                continue;
            }
            boolean alone = window.mayWellFail(command.sql);
            if (count == window.size() || (alone && count > 0)) {
                return i;
            }
            count++;
            if (alone) {
                return i + 1;
            }
        }
        return items.size();
    }

    /** Runs commands and events. */
    private void runBatch(List<Item> items) {
        List<Command> toSend = items.stream()
                .filter(Command.class::isInstance)
                .map(Command.class::cast)
                .toList();
        if (toSend.isEmpty()) {
            report(items, List.of());
        } else if (toSend.size() == 1) {
            runOne(items, toSend.get(0).sql);
        } else {
            runTogether(items, toSend);
        }
    }

    private void runOne(List<Item> items, SqlCommand command) {
        for (int attempt = 1; ; attempt++) {
            List<CommandBatch.Notice> notices = new ArrayList<>();
            long start = System.nanoTime();
            try {
                server.run(
                        command.sent(),
                        notice -> notices.add(new CommandBatch.Notice(notice, command.sent(), 0)),
                        () -> {});
                window.succeeded(1, since(start));
                report(items, List.of(notices));
                return;
            } catch (SQLException e) {
                if (attempt == Retry.MAX_ATTEMPTS || !Retry.isPossible(e, server)) {
                    window.failed(command);
                    fail(items, notices, e);
                    return;
                }
            }
        }
    }

    private void runTogether(List<Item> items, List<Command> toSend) {
        CommandBatch batch =
                new CommandBatch(server, toSend.stream().map(Command::sql).toList());
        long start = System.nanoTime();
        try {
            batch.run();
            window.succeeded(toSend.size(), since(start));
            report(items, batch.notices());
        } catch (SQLException e) {
            errors.requireNotStopped();
            errors.requireServer(e, toSend.get(0).place, toSend.get(toSend.size() - 1).place);
            window.failed();
            int culprit = batch.isUnread() ? unreadable(toSend, batch.failed(e)) : batch.failed(e);
            int failed = items.indexOf(toSend.get(culprit));
            if (batch.isUnread()) {
                report(items.subList(0, failed), Collections.nCopies(culprit, List.of()));
            } else {
                run(items.subList(0, failed));
            }
            run(items.subList(failed, failed + 1));
            run(items.subList(failed + 1, items.size()));
        }
    }

    /**
     * Returns the index of the command that the server cannot read, in a transaction that has failed for this reason.
     * The server rejects every command now, but those that it can read only because of the transaction.
     */
    private int unreadable(List<Command> sent, int likely) {
        for (int i = 0; i < sent.size(); i++) {
            try {
                server.run(sent.get(i).sql.sent());
            } catch (SQLException e) {
                if (!FAILED_TRANSACTION.equals(e.getSQLState())) {
                    return i;
                }
            }
        }
        return likely;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void fail(List<Item> items, List<CommandBatch.Notice> notices, SQLException error) {
        for (Item item : items) {
            if (item instanceof Event event) {
                event.report.run();
            } else if (item instanceof Note note) {
                note.event.run();
            } else if (item instanceof Command command) {
                notices.forEach(this::report);
                connection.triggers().failed(new BatchRules(command.sql.sent(), server.standardStrings()));
                errors.commandFailed(command.sql, command.place, error);
            }
        }
    }

    /** Passes events and server notices on in the order of the commands. */
    private void report(List<Item> items, List<List<CommandBatch.Notice>> notices) {
        for (Item item : items) {
            if (item instanceof Note note) {
                note.event.run();
            }
        }
        int command = 0;
        for (Item item : items) {
            if (item instanceof Event event) {
                event.report.run();
            } else if (!(item instanceof Note)) {
                notices.get(command++).forEach(this::report);
            }
        }
    }

    private void report(CommandBatch.Notice notice) {
        ServerMessage.reportNotices(notice.warning(), notice.query(), notice.offset(), listener);
    }

    /** An item in the queue. */
    sealed interface Item permits Event, Note, Command, Load {

        /** Returns whether its failure would be one of these entries'. */
        default boolean belongsTo(Collection<Integer> dumpIds) {
            return false;
        }
    }

    /** A report that is due after the commands before it. */
    record Event(Runnable report) implements Item {}

    /** Bookkeeping that is due after the commands before it. */
    record Note(Runnable event) implements Item {}

    /** A command without rows. */
    record Command(SqlCommand sql, Place place) implements Item {
        @Override
        public boolean belongsTo(Collection<Integer> dumpIds) {
            return place.isAt(dumpIds);
        }
    }

    /**
     * A COPY command with its rows.
     *
     * @param sent one COPY command from standard input, in the form to send
     * @param begun runs once the server has requested the rows
     * @param failed runs if the server rejects them afterwards
     */
    record Load(SqlCommand copy, Place place, String sent, byte[] rows, Runnable begun, Runnable failed)
            implements Item {
        @Override
        public boolean belongsTo(Collection<Integer> dumpIds) {
            return place.isAt(dumpIds);
        }
    }
}
