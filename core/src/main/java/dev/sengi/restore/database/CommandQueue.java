package dev.sengi.restore.database;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.restore.SqlCommand;
import dev.sengi.restore.database.ErrorReport.Place;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends commands many at a time, and lets them fail one by one.
 *
 * <p>The commands that wait are sent as one message, which is one transaction. Where it fails, nothing of it has been
 * done: its halves are sent instead, down to the command that is at fault, which fails as it would have alone. What a
 * command's entry announces waits with it, so that messages come in the order of a restore without batches.
 */
final class CommandQueue {
    private static final int MAX_COMMANDS = 256;
    private static final int MAX_LENGTH = 1 << 20;
    private static final String SEPARATOR = "\n;\n";
    private static final String SAVEPOINT = "SAVEPOINT sengi_batch;\n";
    private static final String RELEASE = "RELEASE SAVEPOINT sengi_batch";
    private static final String ROLL_BACK = "ROLLBACK TO SAVEPOINT sengi_batch; " + RELEASE;

    private static final int ANY_ENTRY = 0;

    private final SimpleQuery server;
    private final ErrorReport errors;
    private final ProgressListener listener;
    private final List<Item> waiting = new ArrayList<>();
    private int commands;
    private int length;
    private int limit = MAX_COMMANDS;

    CommandQueue(SimpleQuery server, ErrorReport errors, ProgressListener listener) {
        this.server = server;
        this.errors = errors;
        this.listener = listener;
    }

    /** Tells the listener, once the commands before have been run. */
    void announce(String message) {
        add(new Item(message, ANY_ENTRY, null, null));
    }

    /** Tells the listener, once the commands before have been run, if one of the entry's has failed. */
    void announceIfFailed(int dumpId, String message) {
        add(new Item(message, dumpId, null, null));
    }

    private void add(Item message) {
        waiting.add(message);
        if (commands == 0) {
            flush();
        }
    }

    void add(SqlCommand command, Place place) {
        if (length + command.text().length() > MAX_LENGTH) {
            flush();
        }
        waiting.add(new Item(null, ANY_ENTRY, command, place));
        commands++;
        length += command.text().length();
        if (commands >= limit) {
            flush();
        }
    }

    /** Runs what waits, and this after it by itself: for commands that begin or end a transaction, or bear none. */
    void runAlone(SqlCommand command, Place place) {
        flush();
        add(command, place);
        flush();
    }

    /** Runs what waits. */
    void flush() {
        List<Item> batch = List.copyOf(waiting);
        waiting.clear();
        commands = 0;
        length = 0;
        run(batch);
    }

    private void run(List<Item> batch) {
        List<Item> toSend = batch.stream().filter(item -> item.command != null).toList();
        if (toSend.isEmpty()) {
            batch.forEach(this::tell);
            return;
        }
        List<SQLWarning> notices = new ArrayList<>();
        try {
            if (toSend.size() == 1) {
                server.run(toSend.get(0).text(), notices::add);
            } else {
                runTogether(toSend, notices);
            }
            limit = Math.min(MAX_COMMANDS, limit * 2);
            batch.forEach(this::tell);
            notices.forEach(this::tell);
        } catch (SQLException e) {
            limit = Math.max(1, limit / 2);
            if (toSend.size() == 1) {
                fail(batch, notices, e);
            } else {
                ErrorReport.requireServer(e);
                int middle = batch.indexOf(toSend.get(toSend.size() / 2));
                run(batch.subList(0, middle));
                run(batch.subList(middle, batch.size()));
            }
        }
    }

    private void runTogether(List<Item> items, List<SQLWarning> notices) throws SQLException {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(item.text()).append(SEPARATOR));
        if (!server.inTransaction()) {
            server.run(text.toString(), notices::add);
            return;
        }
        try {
            server.run(SAVEPOINT + text + RELEASE, notices::add);
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(SQLException failure) {
        try {
            server.run(ROLL_BACK, notice -> {});
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw new SengiException("could not execute query: " + failure.getMessage(), failure);
        }
    }

    private void fail(List<Item> batch, List<SQLWarning> notices, SQLException error) {
        for (Item item : batch) {
            if (item.command == null) {
                tell(item);
            } else {
                notices.forEach(this::tell);
                errors.commandFailed(item.command, item.place, error);
            }
        }
    }

    private void tell(SQLWarning notice) {
        ServerMessage.tellNotices(notice, listener);
    }

    private void tell(Item item) {
        if (item.message != null && (item.ifFailed == ANY_ENTRY || errors.hasFailed(item.ifFailed))) {
            listener.message(Severity.INFO, item.message);
        }
    }

    /** A message, perhaps only where an entry has failed, or a command. */
    private record Item(String message, int ifFailed, SqlCommand command, Place place) {
        String text() {
            return command.text();
        }
    }
}
