package dev.sengi.internal.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends COPY commands together with their rows, without waiting until the server asks for them: it ignores rows for
 * which it has not asked. PostgreSQL's manual describes this under "COPY Operations".
 *
 * <p>Only the replies to a COPY that succeeds silently are consumed here. Whatever else the server sends is left to
 * the driver, which reads it as the reply to a query of the caller's.
 *
 * <p>The driver has no method for this; it waits twice for each COPY.
 */
public final class CopyAhead {
    private static final int COPY_IN_RESPONSE = 'G';
    private static final int COMMAND_COMPLETE = 'C';
    private static final int EMPTY_QUERY_RESPONSE = 'I';
    private static final int READY_FOR_QUERY = 'Z';
    private static final int NOTICE = 'N';

    private static final int MILLIS_TO_READ = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(CopyAhead.class);

    private final QueryExecutor driver;
    private final PGStream stream;
    private final DriverInput input;

    private CopyAhead(QueryExecutor driver) throws ReflectiveOperationException {
        this.driver = driver;
        stream = (PGStream) DriverFields.value(driver, "pgStream");
        input = new DriverInput(stream);
    }

    /**
     * Returns an instance for a driver that waits for nothing, or null if its fields are inaccessible or it sends
     * savepoints of its own, whose replies would come between.
     */
    public static CopyAhead of(QueryExecutor driver) {
        try {
            return driver.getAutoSave() == AutoSave.NEVER ? new CopyAhead(driver) : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Sends a command and all its rows.
     *
     * @param copy one COPY command from standard input
     */
    public void send(String copy, byte[] rows) throws SQLException {
        try {
            byte[] query = copy.getBytes(StandardCharsets.UTF_8);
            stream.sendChar('Q');
            stream.sendInteger4(Integer.BYTES + query.length + 1);
            stream.send(query);
            stream.sendChar(0);
            if (rows.length > 0) {
                stream.sendChar('d');
                stream.sendInteger4(Integer.BYTES + rows.length);
                stream.send(rows);
            }
            stream.sendChar('c');
            stream.sendInteger4(Integer.BYTES);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Passes on to the server what has been sent. */
    public void flush() throws SQLException {
        try {
            stream.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Limits how long to wait for messages once the server can no longer be written to. */
    public void limitReading() {
        try {
            stream.setNetworkTimeout(MILLIS_TO_READ);
        } catch (IOException e) {
            LOG.debug("could not set a timeout", e);
        }
    }

    /**
     * Waits until the server asks for the rows of the next command.
     *
     * @return false if its next message is another one, such as an error, which is left to the driver
     */
    public boolean begins(Consumer<SQLWarning> notices) throws SQLException {
        // The driver must not see the request: it would answer that it has no rows.
        while (input.type() == NOTICE) {
            String text = new String(input.message(), StandardCharsets.UTF_8);
            notices.accept(new PSQLWarning(new ServerErrorMessage(text)));
        }
        return skip(COPY_IN_RESPONSE);
    }

    /**
     * Waits for the end of a command that has begun.
     *
     * @return false if the server has more to say, up to the end of its reply, which is left to the driver
     */
    public boolean completes() throws SQLException {
        return skip(COMMAND_COMPLETE)
                && input.type() == READY_FOR_QUERY
                && input.content() == status()
                && skip(READY_FOR_QUERY);
    }

    /**
     * Waits for the reply to an empty query.
     *
     * @return false if the server has more to say, as above
     */
    public boolean completesEmptyQuery() throws SQLException {
        return skip(EMPTY_QUERY_RESPONSE) && skip(READY_FOR_QUERY);
    }

    private boolean skip(int type) throws SQLException {
        if (input.type() != type) {
            return false;
        }
        input.skipMessage();
        return true;
    }

    /** Returns how the server would report the transaction's state that the driver knows. */
    private int status() {
        return switch (driver.getTransactionState()) {
            case IDLE -> 'I';
            case OPEN -> 'T';
            case FAILED -> 'E';
        };
    }

    private static PSQLException lost(IOException e) {
        return new PSQLException("Database connection failed when writing to copy", PSQLState.CONNECTION_FAILURE, e);
    }
}
