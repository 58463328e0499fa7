package dev.sengi.internal.restore.plain;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.RestoreFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.Flushing;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.perform.SqlCommand.OnFailure;
import dev.sengi.internal.restore.database.CommandQueue;
import dev.sengi.internal.restore.database.ErrorReport;
import dev.sengi.internal.restore.database.OpenSession;
import dev.sengi.internal.restore.database.Place;
import dev.sengi.internal.restore.database.RestoreConnection;
import dev.sengi.internal.script.read.ScriptReader;
import dev.sengi.internal.script.read.SetCommand;
import dev.sengi.internal.script.read.Statement;
import dev.sengi.internal.session.OtherDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a script's statements in a database, in batches where that makes no difference, and connects to another database
 * when the script does.
 *
 * <p>Used by one thread, except for {@link #cancel} and {@link #abort}.
 */
final class ScriptSession implements Flushing, AutoCloseable {
    /** How much of a statement is shown with its error. */
    private static final int SHOWN_BYTES = 1000;

    private static final int SHOWN_LINES = 10;

    /** The commands that pg_dump writes around large objects, which would end a single transaction. */
    private static final Set<String> OWN_TRANSACTIONS = Set.of("BEGIN;", "COMMIT;");

    private final RestoreOptions options;
    private final ScriptProgress listener;
    private final ErrorReport errors;
    private final OpenSession session;
    private ConnectionSource source;
    private CommandQueue queue;
    private ScriptEncoding encoding;

    ScriptSession(ConnectionSource source, RestoreOptions options, ScriptProgress listener, ErrorReport errors) {
        this.source = source;
        this.options = options;
        this.listener = listener;
        this.errors = errors;
        session = new OpenSession(errors);
    }

    /** Connects to the first database. */
    void begin() {
        listener.message(Severity.INFO, "connecting to database for restore");
        open();
        if (options.has(RestoreFlag.SINGLE_TRANSACTION)) {
            runAlone("BEGIN", "could not start database transaction");
        }
    }

    private void open() {
        RestoreConnection connection = session.open(RestoreConnection.openForScript(source));
        try {
            encoding = new ScriptEncoding(connection);
            listener.bytewise(encoding.isBytewise());
        } catch (SQLException e) {
            throw new SengiException(e.getMessage(), e);
        }
        queue = new CommandQueue(connection, errors, listener, options.has(RestoreFlag.SEPARATE_COMMANDS));
        if (options.role() != null) {
            runAlone("SET ROLE " + options.quoting().identifier(options.role()), "could not set role");
        }
        try {
            connection.limitStatements();
        } catch (SQLException e) {
            throw new SengiException(e.getMessage(), e);
        }
    }

    private void runAlone(String statement, String failure) {
        queue.runAlone(new SqlCommand(statement, failure, OnFailure.GIVE_UP), Place.ofLine(1));
    }

    /** Returns the number of row bytes sent. */
    long dataBytes() {
        return session.dataBytes();
    }

    /** Returns whether a backslash in a plain literal is an ordinary character. */
    boolean standardStrings() {
        return session.connection().server().standardStrings();
    }

    /** Returns the session's encoding before the script sets any. */
    String initialEncoding() {
        return encoding.initial();
    }

    /** Returns the script's current encoding. */
    String encoding() {
        return encoding.name();
    }

    /**
     * Runs a statement, now or with later ones.
     *
     * @param alone whether the statement may do something that cannot be undone, such as draw a number from a sequence:
     *     in a batch, it would be repeated after the failure of a later statement
     */
    void execute(Statement statement, boolean alone) {
        boolean oneTransaction = options.has(RestoreFlag.SINGLE_TRANSACTION);
        if (oneTransaction && OWN_TRANSACTIONS.contains(ScriptEncoding.shown(statement.bytes()))) {
            return;
        }
        if (statement.setsTransactionTimeout() && !session.connection().knows("transaction_timeout")) {
            return;
        }
        SqlCommand command = decoded(statement);
        if (command != null) {
            if (statement.createsTable()) {
                session.tableCreated();
            }
            if (alone || (session.readingMayTakeLong() && statement.readsRows())) {
                queue.runAlone(command, Place.ofLine(statement.line()));
            } else {
                queue.add(command, Place.ofLine(statement.line()));
            }
            listener.commandSent();
            settleEncoding(statement);
        }
        if (oneTransaction && !session.connection().server().inTransaction()) {
            throw new SengiException(
                    "line " + statement.line() + ": the script has ended the transaction in which it should run");
        }
    }

    /** Runs a COPY command with the rows that follow it. */
    void copy(Statement statement, ScriptReader script) throws IOException {
        queue.flush();
        SqlCommand command = decoded(statement);
        if (command == null) {
            script.copyRows(OutputStream.nullOutputStream());
            return;
        }
        RowsLoad load = new RowsLoad(session.connection(), errors, listener);
        session.sent(
                load.load(command, Place.ofLine(statement.line()), encoding.ofRows(), encoding.isBytewise(), script));
    }

    /** Returns the statement in the form to send, or null, after reporting it, if it cannot be sent in any form. */
    private SqlCommand decoded(Statement statement) {
        SqlCommand shown = shown(statement);
        String obstacle = encoding.obstacle(statement.bytes());
        if (obstacle != null) {
            queue.flush();
            errors.commandRejected(shown, Place.ofLine(statement.line()), obstacle);
            return null;
        }
        try {
            String text = encoding.decoded(statement.bytes());
            if (text == null) {
                queue.flush();
                text = encoding.decodedByServer(statement.bytes());
            }
            return shown.sentAs(text);
        } catch (SQLException e) {
            errors.commandFailed(
                    shown, Place.ofLine(statement.line()), session.connection().explain(e));
            return null;
        }
    }

    private SqlCommand shown(Statement statement) {
        byte[] bytes = statement.bytes();
        int end = 0;
        int lines = 0;
        while (end < Math.min(bytes.length, SHOWN_BYTES) && lines < SHOWN_LINES) {
            lines += bytes[end++] == '\n' ? 1 : 0;
        }
        byte[] first = Arrays.copyOf(bytes, end);
        String text =
                encoding.isBytewise() ? new String(first, StandardCharsets.ISO_8859_1) : ScriptEncoding.shown(first);
        return new SqlCommand(
                end < bytes.length ? text + "..." : text,
                "line " + statement.line() + ": could not execute query",
                OnFailure.SHOW_COMMAND);
    }

    /** Sets the script's encoding if the server knows it and can convert from it. */
    void setEncoding(Statement statement, SetCommand setting) {
        queue.flush();
        boolean inTransaction = session.connection().server().inTransaction();
        String name = setting.value() == null ? encoding.initial() : setting.value();
        boolean known = PgEncoding.find(name).isPresent();
        int before = errors.count();
        if (!known) {
            queue.runAlone(shown(statement).sentAs(ScriptEncoding.shown(statement.bytes())), place(statement));
        } else if (inTransaction) {
            queue.runAlone(
                    shown(statement).sentAs(ScriptEncoding.checkAndMark(name, setting.isLocal())), place(statement));
        } else if (setting.value() != null) {
            queue.runAlone(shown(statement).sentAs(ScriptEncoding.check(name)), place(statement));
        }
        if (known && errors.count() == before && (inTransaction || !setting.isLocal())) {
            if (inTransaction) {
                encoding.doubt();
            }
            changeEncoding(name);
        }
    }

    /** Learns which encoding is in effect after a statement that may have undone a change. */
    private void settleEncoding(Statement statement) {
        boolean resets = statement.resetsAll();
        boolean undoes = encoding.isInDoubt() && statement.endsTransaction();
        if (!(resets || undoes) || session.connection().server().isFailed()) {
            return;
        }
        try {
            if (resets) {
                encoding.reset();
            } else {
                encoding.settle();
            }
            listener.bytewise(encoding.isBytewise());
        } catch (SQLException e) {
            throw new SengiException("could not determine client_encoding: " + e.getMessage(), e);
        }
    }

    private static Place place(Statement statement) {
        return Place.ofLine(statement.line());
    }

    /** Switches to another encoding for the text that follows. */
    void changeEncoding(String name) {
        queue.flush();
        try {
            encoding.change(name.toUpperCase(Locale.ROOT));
            listener.bytewise(encoding.isBytewise());
        } catch (SQLException e) {
            throw new SengiException("could not set client_encoding: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that the script can connect to the database that it is about to drop, once it has created it again.
     *
     * @throws SengiException if it cannot; other exceptions are the source's
     */
    void requireOtherDatabases(Statement drop) {
        Optional<String> dropped = drop.droppedDatabase();
        try {
            var unused = OtherDatabase.of(source, dropped.orElse("postgres"));
        } catch (UnsupportedOperationException e) {
            throw new SengiException("line " + drop.line() + ": the script drops a database, and " + e.getMessage(), e);
        } catch (RuntimeException e) {
            if (dropped.isPresent()) {
                throw e;
            }
            // The source can reach other databases, though perhaps not this one, which may never be needed.
        }
    }

    /**
     * Connects to another database of the same server.
     *
     * @param line the line of the command that does so
     */
    void connect(String dbname, long line) {
        queue.flush();
        reportOpenTransaction(line);
        close();
        listener.message(Severity.INFO, "connecting to new database \"" + dbname + "\"");
        try {
            source = OtherDatabase.of(source, dbname);
            open();
        } catch (SengiException | UnsupportedOperationException e) {
            throw new SengiException("reconnection failed: " + e.getMessage(), e);
        }
    }

    /**
     * Runs the waiting statements, and commits a single transaction.
     *
     * @param line the last line of the script
     */
    void finish(long line) {
        queue.flush();
        if (options.has(RestoreFlag.SINGLE_TRANSACTION)) {
            runAlone("COMMIT", "could not commit database transaction");
        }
        reportOpenTransaction(line);
    }

    /** Reports a transaction that ends with the session, so that the effects of successful statements are lost. */
    private void reportOpenTransaction(long line) {
        if (session.connection().server().inTransaction()) {
            errors.scriptFailed("line " + line + ": the script leaves a transaction open, which is rolled back", line);
        }
    }

    /** Runs the waiting statements, and leaves a single transaction open. */
    @Override
    public void flush() {
        queue.flush();
    }

    /** Asks the server to cancel the running statement; called by any thread. */
    void cancel() {
        session.cancel();
    }

    /** Closes the connection immediately; called by any thread. */
    void abort() {
        session.abort();
    }

    @Override
    public void close() {
        session.close();
    }
}
