package dev.sengi.internal.plan;

import java.io.IOException;

/**
 * Commits after every so many commands, where {@code --transaction-size} asks for that; otherwise does nothing.
 *
 * <p>What counts as how many is pg_restore's rule: each entry and each command for a large object once, and a definition
 * of several commands as often as it has semicolons.
 */
final class TransactionPace {
    private final RestoreTarget target;
    private final int size;
    private int count;

    /** @param size of a transaction, or 0 for none */
    TransactionPace(RestoreTarget target, int size) {
        this.target = target;
        this.size = size;
    }

    /** Returns whether a transaction is open all the time. */
    boolean keepsOpen() {
        return size > 0;
    }

    /** Opens the first transaction of a session, or the next one after a command that bears none. */
    void open(String script) throws IOException {
        if (keepsOpen()) {
            target.beginTransaction(script);
            count = 0;
        }
    }

    /** Commits for good, or for a command that bears no transaction. */
    void close(String script) throws IOException {
        if (keepsOpen()) {
            target.commitTransaction(script);
        }
    }

    /** Counts more that has been done, without committing. */
    void add(int commands) {
        count += commands;
    }

    /** Counts one command, and commits if it is time to. */
    void step(String begin) throws IOException {
        if (keepsOpen() && ++count >= size) {
            target.commitTransaction("COMMIT;\n");
            open(begin);
        }
    }
}
