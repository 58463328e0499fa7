package dev.sengi.internal.perform;

import java.io.IOException;

/**
 * Commits after every {@code --transaction-size} commands if the option is given; otherwise does nothing.
 *
 * <p>Commands are counted by pg_restore's rule: each entry and each command for a large object counts once, and a
 * definition of several commands counts once per semicolon.
 */
final class TransactionPace {
    private final PlacedCommands commands;
    private final int size;
    private int count;

    /** @param size the number of commands in a transaction, or 0 for no transactions */
    TransactionPace(PlacedCommands commands, int size) {
        this.commands = commands;
        this.size = size;
    }

    /** Returns whether a transaction is open throughout. */
    boolean keepsOpen() {
        return size > 0;
    }

    /** Opens the first transaction of a session, or the next one after a command that cannot run inside one. */
    void open(Gap gap) throws IOException {
        if (keepsOpen()) {
            commands.beginTransaction(gap);
            count = 0;
        }
    }

    /** Commits for the last time, or before a command that cannot run inside a transaction. */
    void close(Gap gap) throws IOException {
        if (keepsOpen()) {
            commands.commitTransaction(gap);
        }
    }

    /** Counts further commands, without committing. */
    void add(int further) {
        count += further;
    }

    /** Counts one command, and commits and opens the next transaction if this one is full. */
    void step(Gap afterBegin) throws IOException {
        if (keepsOpen() && ++count >= size) {
            commands.commitTransaction(Gap.NONE);
            open(afterBegin);
        }
    }
}
