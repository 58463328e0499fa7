package dev.sengi.internal.perform;

import java.io.IOException;

/**
 * Commits after every {@code --transaction-size} commands if the option is given; otherwise does nothing.
 *
 * <p>Commands are counted by pg_restore's rule: each entry and each command for a large object counts once, and a
 * definition of several commands counts once per semicolon.
 */
final class TransactionPace {
    private final RestoreTarget target;
    private final int size;
    private int count;

    /** @param size the number of commands in a transaction, or 0 for no transactions */
    TransactionPace(RestoreTarget target, int size) {
        this.target = target;
        this.size = size;
    }

    /** Returns whether a transaction is open throughout. */
    boolean keepsOpen() {
        return size > 0;
    }

    /** Opens the first transaction of a session, or the next one after a command that cannot run inside one. */
    void open(String script) throws IOException {
        if (keepsOpen()) {
            target.beginTransaction(script);
            count = 0;
        }
    }

    /** Commits for the last time, or before a command that cannot run inside a transaction. */
    void close(String script) throws IOException {
        if (keepsOpen()) {
            target.commitTransaction(script);
        }
    }

    /** Counts further commands, without committing. */
    void add(int commands) {
        count += commands;
    }

    /** Counts one command, and commits if the transaction is full. */
    void step(String begin) throws IOException {
        if (keepsOpen() && ++count >= size) {
            target.commitTransaction("COMMIT;\n");
            open(begin);
        }
    }
}
