package dev.sengi.internal.restore.database;

import dev.sengi.internal.plan.SqlCommand;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Commands that are sent as one message, with a mark after each, so that it is known how far the server has come when
 * one fails.
 *
 * <p>The mark is a row without columns, which no command of a restore returns. A message that cannot be parsed brings
 * none of them; its error points at the place.
 */
final class CommandBatch {
    /** Line ends, as a command may end in a comment; a semicolon, as it may end in none. */
    private static final String MARK = "\n;\nSELECT;\n";

    /** Each command alone would have its deferred constraints checked at its own end. */
    private static final String CHECK_EACH = "SET CONSTRAINTS ALL IMMEDIATE;\n";

    private static final String SAVEPOINT = "SAVEPOINT sengi_batch;\n";
    private static final String RELEASE = "RELEASE SAVEPOINT sengi_batch";
    private static final String ROLL_BACK = "ROLLBACK TO SAVEPOINT sengi_batch; " + RELEASE;

    private final SimpleQuery server;
    private final List<SqlCommand> commands;
    private final StringBuilder text = new StringBuilder();
    /** Where each command ends in the text, in characters as the server counts them. */
    private final List<Integer> ends = new ArrayList<>();

    /** What the server said, by command. */
    private final List<List<Notice>> notices = new ArrayList<>();

    private int completed;

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

    /** Runs all commands, or none where one fails. */
    void run() throws SQLException {
        boolean inTransaction = server.inTransaction();
        try {
            server.run(text.toString(), this::note, () -> completed++);
        } catch (SQLException e) {
            if (inTransaction) {
                rollBack(e);
            }
            throw e;
        }
    }

    private void note(SQLWarning notice) {
        int index = reached(notice instanceof PSQLWarning psql ? psql.getServerErrorMessage() : null);
        SqlCommand command = commands.get(index);
        int length = command.sent().codePointCount(0, command.sent().length());
        notices.get(index).add(new Notice(notice, command.sent(), ends.get(index) - MARK.length() - length));
    }

    /** Returns what the server said while it executed each command. */
    List<List<Notice>> notices() {
        return notices;
    }

    /** Returns the index of the command that failed. */
    int failed(SQLException error) {
        return reached(error instanceof PSQLException psql ? psql.getServerErrorMessage() : null);
    }

    /** Returns the index of the command that the message is about; it may come before the first is executed. */
    private int reached(ServerErrorMessage message) {
        int reached = completed;
        if (message != null && message.getPosition() > 0) {
            while (reached < ends.size() && ends.get(reached) < message.getPosition()) {
                reached++;
            }
        }
        // What comes after the last is about the end of the transaction.
        return Math.min(reached, ends.size() - 1);
    }

    /**
     * What the server said of a command.
     *
     * @param offset characters before the command, which the notice's place counts, too
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
