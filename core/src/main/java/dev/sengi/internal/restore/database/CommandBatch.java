package dev.sengi.internal.restore.database;

import dev.sengi.internal.perform.SqlCommand;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Commands that are sent as one message. A mark after each command shows how far the server got before a failure.
 *
 * <p>The mark is a row without columns, which no command of a restore returns. A message that cannot be parsed produces
 * no marks; its error contains the position.
 */
final class CommandBatch {
    /**
     * Starts with a line end, because a command may end with a comment, and a semicolon, because a command may lack
     * one.
     */
    private static final String MARK = "\n;\nSELECT;\n";

    /** Deferred constraints are checked after each command, as if it had been sent alone. */
    private static final String CHECK_EACH = "SET CONSTRAINTS ALL IMMEDIATE;\n";

    private static final String SAVEPOINT = "SAVEPOINT sengi_batch;\n";
    private static final String RELEASE = "RELEASE SAVEPOINT sengi_batch";
    private static final String ROLL_BACK = "ROLLBACK TO SAVEPOINT sengi_batch; " + RELEASE;

    private final SimpleQuery server;
    private final List<SqlCommand> commands;
    private final StringBuilder text = new StringBuilder();
    /** The end of each command in the text, in characters as the server counts them. */
    private final List<Integer> ends = new ArrayList<>();

    /** The server's notices for each command. */
    private final List<List<Notice>> notices = new ArrayList<>();

    private int completed;
    private boolean unread;

    CommandBatch(SimpleQuery server, List<SqlCommand> commands) {
        this.server = server;
        this.commands = commands;
        boolean inTransaction = server.inTransaction();
        text.append(inTransaction ? SAVEPOINT : CHECK_EACH);
        int end = text.length();
        for (SqlCommand command : commands) {
            text.append(command.sent()).append(MARK);
            end += command.sent().codePointCount(0, command.sent().length()) + MARK.length();
            ends.add(end);
            notices.add(new ArrayList<>());
        }
        if (inTransaction) {
            text.append(RELEASE);
        }
    }

    /** Runs all commands, or none if one fails. */
    void run() throws SQLException {
        boolean inTransaction = server.inTransaction();
        boolean failedBefore = server.isFailed();
        try {
            server.run(text.toString(), this::note, () -> completed++);
        } catch (SQLException e) {
            if (inTransaction) {
                rollBack(e);
                unread = server.isFailed() && !failedBefore;
            }
            throw e;
        }
    }

    /**
     * Returns whether the server could not read the message, so that not even its savepoint exists and the transaction
     * has failed.
     */
    boolean isUnread() {
        return unread;
    }

    private void note(SQLWarning notice) {
        int index = reached(notice instanceof PSQLWarning psql ? psql.getServerErrorMessage() : null);
        SqlCommand command = commands.get(index);
        int length = command.sent().codePointCount(0, command.sent().length());
        notices.get(index).add(new Notice(notice, command.sent(), ends.get(index) - MARK.length() - length));
    }

    /** Returns the server's notices for each command. */
    List<List<Notice>> notices() {
        return notices;
    }

    /** Returns the index of the command that failed. */
    int failed(SQLException error) {
        return reached(error instanceof PSQLException psql ? psql.getServerErrorMessage() : null);
    }

    /**
     * Returns the index of the command that the message is about. The message may arrive before the first command is
     * executed.
     */
    private int reached(ServerErrorMessage message) {
        int reached = completed;
        if (message != null && message.getPosition() > 0) {
            while (reached < ends.size() && ends.get(reached) < message.getPosition()) {
                reached++;
            }
        }
        // A message after the last command concerns the end of the transaction.
        return Math.min(reached, ends.size() - 1);
    }

    /**
     * A notice from the server about a command.
     *
     * @param offset number of characters before the command, which the notice's position includes
     */
    record Notice(SQLWarning warning, String query, int offset) {}

    private void rollBack(SQLException failure) throws SQLException {
        try {
            server.run(ROLL_BACK);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
