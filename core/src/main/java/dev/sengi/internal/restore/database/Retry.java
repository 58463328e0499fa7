package dev.sengi.internal.restore.database;

import java.sql.SQLException;
import java.util.Set;

/**
 * Which failures are followed by another attempt: those that only concurrent transactions have caused. Sessions of the
 * same restore may deadlock with each other, because an archive does not record everything that a command locks, and
 * with sessions of others.
 */
final class Retry {
    /** The most attempts, including the first. */
    static final int MAX_ATTEMPTS = 5;

    /** A deadlock, and a serialization failure, which is possible only if a database makes all transactions serializable. */
    private static final Set<String> STATES = Set.of("40P01", "40001");

    private Retry() {}

    /** Returns whether the server has rolled back only the failed command, and may accept it the next time. */
    static boolean isPossible(SQLException error, SimpleQuery server) {
        String state = error.getSQLState();
        return state != null && STATES.contains(state) && !server.inTransaction();
    }
}
