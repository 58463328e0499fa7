package dev.sengi.internal.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.internal.plan.SqlCommand;
import dev.sengi.internal.restore.database.BatchRules.Company;
import dev.sengi.internal.restore.database.ErrorReport.Place;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.StatementLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends commands in batches, and makes them fail individually.
 *
 * <p>Waiting commands are sent as one message, which is one transaction. If it fails, none of them has taken effect:
 * the commands before the failed one are sent again, then the failed one, which fails as it would alone, then the rest.
 * Progress messages wait together with the commands, so that they arrive in the same order as in a restore without
 * batches.
 */
public final class CommandQueue {
    private static final int MAX_LENGTH = 1 << 20;
    private static final String DEADLOCK = "40P01";
    private static final int MAX_ATTEMPTS = 5;

    private final SimpleQuery server;
    private final ErrorReport errors;
    private final ProgressListener listener;
    private final BatchWindow window;
    private final List<Item> waiting = new ArrayList<>();
    private int commands;
    private int length;

    /** The largest number of commands worth sending together. */
    public static final int MAX_COMMANDS = BatchWindow.MAX_COMMANDS;

    /** @param maxCommands the maximum number of commands to send together */
    public CommandQueue(SimpleQuery server, ErrorReport errors, ProgressListener listener, int maxCommands) {
        this.server = server;
        this.errors = errors;
        this.listener = listener;
        window = new BatchWindow(maxCommands);
    }

    /** Reports to the listener after the commands queued so far have run. */
    public void announce(String message) {
        then(() -> listener.message(Severity.INFO, message));
    }

    /** Warns the listener after the commands queued so far have run. */
    void warn(String message) {
        then(() -> listener.message(Severity.WARNING, message));
    }

    /** Runs an event, which must not send anything, after the commands queued so far have run, even if they failed. */
    void then(Runnable event) {
        waiting.add(new Item(event, null, null));
        if (commands == 0) {
            flush();
        }
    }

    /** Runs a command together with others, or alone if {@link BatchRules} require it. */
    public void add(SqlCommand command, Place place) {
        StatementLog.sent(command.text());
        Company company = BatchRules.of(command.sent(), server.standardStrings());
        if (company == Company.NONE || length + command.sent().length() > MAX_LENGTH) {
            flush();
        }
        waiting.add(new Item(null, command, place));
        commands++;
        length += command.sent().length();
        if (company != Company.ANY || commands >= window.size()) {
            flush();
        }
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

    /** Runs the waiting commands. */
    public void flush() {
        errors.requireNotStopped();
        List<Item> batch = List.copyOf(waiting);
        waiting.clear();
        commands = 0;
        length = 0;
        run(batch);
    }

    private void run(List<Item> items) {
        int start = 0;
        while (start < items.size()) {
            int end = batchEnd(items, start);
            runBatch(items.subList(start, end));
            start = end;
        }
    }

    private int batchEnd(List<Item> items, int start) {
        int count = 0;
        for (int i = start; i < items.size(); i++) {
            SqlCommand command = items.get(i).command;
            if (command == null) {
                continue;
            }
            boolean alone = window.mayWellFail(command);
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

    private void runBatch(List<Item> items) {
        List<Item> toSend = items.stream().filter(item -> item.command != null).toList();
        if (toSend.isEmpty()) {
            items.forEach(this::tell);
        } else if (toSend.size() == 1) {
            runOne(items, toSend.get(0).command);
        } else {
            runTogether(items, toSend);
        }
    }

    private void runOne(List<Item> items, SqlCommand command) {
        for (int attempt = 1; ; attempt++) {
            List<CommandBatch.Notice> notices = new ArrayList<>();
            try {
                server.run(
                        command.sent(),
                        notice -> notices.add(new CommandBatch.Notice(notice, command.sent(), 0)),
                        () -> {});
                window.succeeded(1);
                tell(items, List.of(notices));
                return;
            } catch (SQLException e) {
                if (attempt == MAX_ATTEMPTS || !mayBeTriedAgain(e)) {
                    window.failed(command);
                    fail(items, notices, e);
                    return;
                }
            }
        }
    }

    /** Sessions of one restore may deadlock, because the archive does not record everything that a command locks. */
    private boolean mayBeTriedAgain(SQLException error) {
        return DEADLOCK.equals(error.getSQLState()) && !server.inTransaction();
    }

    private void runTogether(List<Item> items, List<Item> toSend) {
        CommandBatch batch = new CommandBatch(
                server, toSend.stream().map(item -> item.command).toList());
        try {
            batch.run();
            window.succeeded(toSend.size());
            tell(items, batch.notices());
        } catch (SQLException e) {
            errors.requireNotStopped();
            errors.requireServer(e, toSend.get(0).place, toSend.get(toSend.size() - 1).place);
            window.failed();
            int failed = items.indexOf(toSend.get(batch.failed(e)));
            run(items.subList(0, failed));
            run(items.subList(failed, failed + 1));
            run(items.subList(failed + 1, items.size()));
        }
    }

    private void fail(List<Item> items, List<CommandBatch.Notice> notices, SQLException error) {
        for (Item item : items) {
            if (item.command == null) {
                tell(item);
            } else {
                notices.forEach(this::tell);
                errors.commandFailed(item.command, item.place, error);
            }
        }
    }

    /** Passes events and server notices on in the order of the commands. */
    private void tell(List<Item> items, List<List<CommandBatch.Notice>> notices) {
        int command = 0;
        for (Item item : items) {
            tell(item);
            if (item.command != null) {
                notices.get(command++).forEach(this::tell);
            }
        }
    }

    private void tell(CommandBatch.Notice notice) {
        ServerMessage.tellNotices(notice.warning(), notice.query(), notice.offset(), listener);
    }

    private void tell(Item item) {
        if (item.event != null) {
            item.event.run();
        }
    }

    /** An event, or a command. */
    private record Item(Runnable event, SqlCommand command, Place place) {}
}
