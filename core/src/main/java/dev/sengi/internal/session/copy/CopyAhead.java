package dev.sengi.internal.session.copy;

import dev.sengi.internal.session.DriverFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.function.Consumer;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;
import org.postgresql.core.v3.QueryExecutorImpl;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends COPY commands together with their rows, without waiting until the server requests the rows; the server ignores
 * rows that it has not requested. PostgreSQL's manual describes this under "COPY Operations".
 *
 * <p>The driver would wait twice for each COPY, and cannot read the replies in this order. This class reads them, and
 * tells the driver what it needs to know.
 */
public final class CopyAhead {
    private static final int MILLIS_TO_READ = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(CopyAhead.class);

    private final QueryExecutorImpl driver;
    private final PGStream stream;
    private final DriverInput input;
    private final AsyncMessages async;

    private CopyAhead(QueryExecutorImpl driver) throws ReflectiveOperationException {
        this.driver = driver;
        stream = (PGStream) DriverFields.value(driver, "pgStream");
        input = new DriverInput(stream);
        async = new AsyncMessages(driver, stream);
    }

    /** Returns an instance for a driver that waits for nothing, or null if its fields are inaccessible. */
    public static CopyAhead of(QueryExecutor driver) {
        try {
            return new CopyAhead((QueryExecutorImpl) driver);
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

    /** Flushes what has been sent to the server. */
    public void flush() throws SQLException {
        try {
            stream.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Limits how long to wait for messages once nothing more can be written to the server. */
    public void limitReading() {
        try {
            stream.setNetworkTimeout(MILLIS_TO_READ);
        } catch (IOException e) {
            LOG.debug("could not set a timeout", e);
        }
    }

    /** The reply to a command. If one of its observers throws an exception, the rest can still be read. */
    public final class Reply {
        private SQLException error;
        private boolean complete;

        /** Returns whether nothing of the reply is left to read. */
        public boolean isComplete() {
            return complete;
        }

        /**
         * Waits for the rest of the reply.
         *
         * @param begun called when the server requests the rows
         * @param notices receives the server's notices as they arrive
         * @throws SQLException the server's error, or one of the connection
         */
        public void read(Runnable begun, Consumer<SQLWarning> notices) throws SQLException {
            try {
                while (!complete) {
                    readMessage(begun, notices);
                }
            } catch (IOException e) {
                throw lost(e);
            }
            if (error != null) {
                throw error;
            }
        }

        private void readMessage(Runnable begun, Consumer<SQLWarning> notices) throws SQLException, IOException {
            int type = nextType();
            if (async.take(type, notices)) {
                return;
            }
            switch (type) {
                case 'G' -> {
                    input.skipMessage();
                    begun.run();
                }
                case 'C' -> input.skipMessage();
                case 'E' -> addError(new PSQLException(async.serverMessage()));
                case 'Z' -> end();
                default -> throw new PSQLException("unexpected reply to a COPY command", PSQLState.PROTOCOL_VIOLATION);
            }
        }

        /** A message that ends the session is the last one. */
        private int nextType() throws SQLException {
            try {
                return input.type();
            } catch (SQLException e) {
                throw error == null ? e : error;
            }
        }

        private void addError(SQLException next) {
            if (error == null) {
                error = next;
            } else {
                error.setNextException(next);
            }
        }

        private void end() throws SQLException {
            driver.setTransactionState(
                    switch (input.content()) {
                        case 'I' -> TransactionState.IDLE;
                        case 'T' -> TransactionState.OPEN;
                        default -> TransactionState.FAILED;
                    });
            input.skipMessage();
            complete = true;
        }
    }

    private static PSQLException lost(IOException e) {
        return new PSQLException("Database connection failed during copy", PSQLState.CONNECTION_FAILURE, e);
    }
}
