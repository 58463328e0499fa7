package dev.sengi.internal.restore.database;

import dev.sengi.internal.plan.SqlCommand;
import java.util.HashSet;
import java.util.Set;

/**
 * How many commands travel together: fewer where commands fail, as a batch that fails is work for nothing, and more again
 * where they do not. Ownership that could not be given to a role once is taken to fail for that role again.
 */
final class BatchWindow {
    static final int MAX_COMMANDS = 256;

    private static final int DECREASE = 4;
    private static final int INCREASE = 2;
    private static final String OWNERSHIP = " OWNER TO ";

    private final Set<String> failedOwnership = new HashSet<>();
    private final int most;
    private int size;

    BatchWindow(int most) {
        this.most = most;
        size = most;
    }

    /** Returns how many commands may travel together at most. */
    int size() {
        return size;
    }

    /** Returns whether a command had better travel alone. */
    boolean mayWellFail(SqlCommand command) {
        return failedOwnership.contains(ownership(command));
    }

    /** Takes notice that so many have travelled together and succeeded. */
    void succeeded(int commands) {
        if (commands >= size) {
            size = Math.min(most, size * INCREASE);
        }
    }

    /** Takes notice that one of a batch has failed. */
    void failed() {
        size = Math.max(1, size / DECREASE);
    }

    /** Takes notice of the command that failed by itself. */
    void failed(SqlCommand command) {
        String ownership = ownership(command);
        if (!ownership.isEmpty()) {
            failedOwnership.add(ownership);
        }
    }

    private static String ownership(SqlCommand command) {
        int start = command.text().startsWith("ALTER ") ? command.text().lastIndexOf(OWNERSHIP) : -1;
        return start < 0 ? "" : command.text().substring(start);
    }
}
