package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;
import java.util.function.Consumer;

/** A source of sessions, each with a {@link SnapshotTransaction}. */
public record SnapshotSource(ConnectionSource source, SnapshotSettings settings) {

    /** Work in the transaction. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T in(SnapshotTransaction transaction) throws E;
    }

    /**
     * Starts a session, works in its transaction, and gives the connection back.
     *
     * @param waitsFor receives the session before its first command
     * @param program the program whose version an error states
     * @throws dev.sengi.SengiException if no session or transaction can be started
     */
    public <T, E extends Exception> T run(Consumer<Sessions> waitsFor, String program, Work<T, E> work) throws E {
        try (SnapshotTransaction transaction = IdleLimit.startSession(source, connection -> {
            waitsFor.accept(connection.sessions());
            return SnapshotTransaction.begin(connection, settings, program);
        })) {
            boolean whole = false;
            try {
                T result = work.in(transaction);
                whole = true;
                return result;
            } finally {
                if (!whole) {
                    transaction.lent().verifyBeforeGivingBack();
                }
            }
        }
    }

    /**
     * Starts another session that sees the same data as the transaction that exported the snapshot.
     *
     * @throws dev.sengi.SengiException if no session or transaction can be started
     */
    public SnapshotTransaction join(String snapshot) {
        SnapshotSettings shared = settings.withSnapshot(snapshot);
        return IdleLimit.startSession(source, connection -> SnapshotTransaction.begin(connection, shared));
    }
}
