package dev.sengi.internal.restore.database;

import dev.sengi.internal.perform.SqlCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The number of commands sent together. It shrinks when commands fail, because a failed batch is wasted work, and when
 * they take long, because the work at risk then outweighs the round trips saved. It grows again when commands succeed
 * quickly. If transferring ownership to a role has failed once, it is expected to fail for that role again.
 */
final class BatchWindow {
    static final int MAX_COMMANDS = 256;

    private static final int DECREASE = 4;
    private static final int INCREASE = 2;
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final String OWNERSHIP = " OWNER TO ";

    private final Set<String> failedOwnership = new HashSet<>();
    private final int most;
    private int size;

    BatchWindow(int most) {
        this.most = most;
        size = most;
    }

    /** Returns the maximum number of commands to send together. */
    int size() {
        return size;
    }

    /** Returns whether the command is likely to fail and should be sent alone. */
    boolean mayWellFail(SqlCommand command) {
        return failedOwnership.contains(ownership(command));
    }

    /** Records that this many commands succeeded together in this time. */
    void succeeded(int commands, Duration time) {
        if (time.compareTo(LONG) > 0) {
            shrink();
        } else if (commands >= size) {
            size = Math.min(most, size * INCREASE);
        }
    }

    /** Records that a command in a batch failed. */
    void failed() {
        shrink();
    }

    private void shrink() {
        size = Math.max(1, size / DECREASE);
    }

    /** Records that this command failed on its own. */
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
