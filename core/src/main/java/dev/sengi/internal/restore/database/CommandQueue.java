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
 * Sends commands many at a time, and lets them fail one by one.
 *
 * <p>The commands that wait are sent as one message, which is one transaction. Where it fails, nothing of it has been
 * done: the commands before the one at fault are sent again, then that one, which fails as it would have alone, then
 * the rest. What a command's entry announces waits with it, so that messages come in the order of a restore without
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

    /** The most commands that are worth sending together. */
    public static final int MAX_COMMANDS = BatchWindow.MAX_COMMANDS;

    /** @param maxCommands how many commands travel together at most */
    public CommandQueue(SimpleQuery server, ErrorReport errors, ProgressListener listener, int maxCommands) {
        this.server = server;
        this.errors = errors;
        this.listener = listener;
        window = new BatchWindow(maxCommands);
    }

    /** Tells the listener, once the commands before have been run. */
    public void announce(String message) {
        then(() -> listener.message(Severity.INFO, message));
    }

    /** Warns the listener, once the commands before have been run. */
    void warn(String message) {
        then(() -> listener.message(Severity.WARNING, message));
    }

    /** Does something that sends nothing, once the commands before have been run, also if they have failed. */
    void then(Runnable event) {
        waiting.add(new Item(event, null, null));
        if (commands == 0) {
            flush();
        }
    }

    /** Runs a command with others around it, or by itself where {@link BatchRules} say so. */
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

    /** Runs what waits, and this after it by itself: for commands that begin or end a transaction, or bear none. */
    public void runAlone(SqlCommand command, Place place) {
        flush();
        add(command, place);
        flush();
    }

    /** Runs what waits. */
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

    /** Sessions of one restore may lock each other out, where the archive does not tell what a command locks. */
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

    /** Passes on events and what the server said in the order of the commands. */
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
