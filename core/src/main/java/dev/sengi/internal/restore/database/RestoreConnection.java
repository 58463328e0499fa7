package dev.sengi.internal.restore.database;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.IdleLimit;
import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.ServerTraits;
import dev.sengi.internal.session.SessionEncoding;
import dev.sengi.internal.session.copy.CopyAhead;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is returned in the state in which it was borrowed. */
public final class RestoreConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreConnection.class);

    private static final String QUERY_CANCELLED = "57014";
    private static final int ATTEMPTS = 3;

    private static final List<String> NEED_NO_CONVERSION = List.of("UTF8", BytewiseText.NO_ENCODING);
    private static final String COUNT_CONVERSIONS = "SELECT pg_catalog.count(*) FROM pg_catalog.pg_conversion c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.connamespace"
            + " WHERE c.condefault AND n.nspname OPERATOR(pg_catalog.=) 'pg_catalog'"
            + " AND c.conforencoding OPERATOR(pg_catalog.=) pg_catalog.pg_char_to_encoding(?::pg_catalog.name)"
            + " AND c.contoencoding OPERATOR(pg_catalog.=) pg_catalog.pg_char_to_encoding(?::pg_catalog.name)";

    private final LentConnection lent;
    private final PgConnection driver;
    private final SavedSettings settings;
    private final SimpleQuery server;
    private final ServerTraits traits;
    private final Triggers triggers;
    /** Null if the driver, or possibly a pooler, does not allow it. */
    private final CopyAhead ahead;

    private final ServerText text;
    private final boolean convertsRows;
    /** The session's {@code statement_timeout} if it had to be lifted, otherwise null. */
    private String liftedLimit;

    private RestoreConnection(LentConnection lent, ArchiveSettings archive) throws SQLException {
        this.lent = lent;
        driver = lent.driver();
        lent.connection().setAutoCommit(true);
        server = new SimpleQuery(driver);
        settings = readInUtf8();
        triggers = new Triggers(driver, settings.state());
        readArraysAsWritten();
        new ReplacedSettings(driver, settings).reinstate(server);
        traits = ServerTraits.of(driver);
        // PgBouncer 1.18 hangs if a client sends a command before it has read the reply to a COPY.
        boolean direct = driver.getBackendPID() == settings.serverPid();
        ahead = direct ? CopyAhead.of(driver.getQueryExecutor()) : null;
        text = textFor(archive);
        convertsRows = PgEncoding.isReadable(archive.encoding()) && lacksConversion(archive.encoding());
    }

    /**
     * Restores the session's {@code statement_timeout} if it had to be lifted, because a script decides for itself
     * whether its commands are limited. Archives always lift the limit.
     */
    public void limitStatements() throws SQLException {
        if (liftedLimit != null) {
            server.run("SET " + SavedSettings.STATEMENT_TIMEOUT + " = '" + liftedLimit + "'");
            liftedLimit = null;
        }
    }

    /**
     * Opens a connection.
     *
     * @throws SengiException if no connection can be opened, or if it is in a transaction or read-only
     */
    static RestoreConnection open(ConnectionSource source, ArchiveSettings archive) {
        return IdleLimit.startSession(source, lent -> start(lent, archive));
    }

    /**
     * Opens a connection for a UTF-8 script.
     *
     * @throws SengiException like the other method
     */
    public static RestoreConnection openForScript(ConnectionSource source) {
        return IdleLimit.startSession(source, lent -> start(lent, new ArchiveSettings("UTF8", true, null)));
    }

    private static RestoreConnection start(LentConnection lent, ArchiveSettings archive) {
        lent.requireWritable();
        RestoreConnection opened = null;
        try {
            opened = new RestoreConnection(lent, archive);
            return opened;
        } catch (SQLException e) {
            SQLException reason = lent.explain(e);
            throw new ConnectionException(reason.getMessage(), reason);
        } finally {
            if (opened == null) {
                lent.abort();
                lent.giveBack(() -> {});
            }
        }
    }

    /** Returns the object that sends statements unmodified. */
    public SimpleQuery server() {
        return server;
    }

    /** Returns whether the session's owner may have created temporary tables or types. */
    boolean hasTemporaryNames() {
        return settings.state().hasTemporarySchema();
    }

    /** Returns which triggers may fire for the session's commands. */
    Triggers triggers() {
        return triggers;
    }

    /** Returns the driver's connection. */
    public PgConnection driver() {
        return driver;
    }

    /** Returns the loader for a table that COPY cannot name. */
    StagedRows staged(String copyStmt) {
        return new StagedRows(server, traits, copyStmt);
    }

    /** Returns whether COPY commands can be sent together with their rows. */
    boolean canSendRowsAhead() {
        return ahead != null;
    }

    /** Returns a group of COPY commands to be sent together with their rows. */
    SentLoads sentLoads() {
        return new SentLoads(lent, ahead);
    }

    /** Makes a borrowed session use UTF-8, in which names of any database can be read, and reads its settings. */
    private SavedSettings readInUtf8() throws SQLException {
        Map<String, String> replaced = new HashMap<>();
        Optional<String> encoding = SessionEncoding.other(driver);
        if (encoding.isPresent()) {
            server.run("SET " + SessionEncoding.UTF8);
            replaced.put(SavedSettings.CLIENT_ENCODING, encoding.get());
        }
        try {
            return SavedSettings.of(lent.connection(), replaced);
        } catch (SQLException e) {
            // pg_restore runs no query that could exceed a short limit before the archive lifts it.
            String limit = QUERY_CANCELLED.equals(e.getSQLState()) ? statementTimeout() : "0";
            if (limit.equals("0")) {
                throw e;
            }
            server.run("SET " + SavedSettings.STATEMENT_TIMEOUT + " = 0");
            replaced.put(SavedSettings.STATEMENT_TIMEOUT, limit);
            liftedLimit = limit;
            return SavedSettings.of(lent.connection(), replaced);
        }
    }

    private String statementTimeout() throws SQLException {
        try (Statement query = driver.createStatement();
                ResultSet row = query.executeQuery("SHOW " + SavedSettings.STATEMENT_TIMEOUT)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Makes the session read NULL in arrays as NULL, whatever its user, the role or the database specifies. */
    private void readArraysAsWritten() throws SQLException {
        if (settings.readsArrayNullsAsText()) {
            server.run("SET array_nulls = on");
        }
    }

    /** Makes the session bytewise if the archive's bytes must pass through unchanged. */
    private ServerText textFor(ArchiveSettings archive) throws SQLException {
        String encoding = driver.getParameterStatus("server_encoding");
        boolean bytewise = BytewiseText.concerns(lent.connection())
                && BytewiseText.isPermitted(lent.connection())
                && !archive.charset().equals(StandardCharsets.UTF_8);
        if (bytewise) {
            server.run("SET " + BytewiseText.SETTING);
        }
        boolean marksEscapes = !archive.standardStrings() && traits.hasOneLiteralForm();
        return new ServerText(archive, encoding, bytewise, marksEscapes, this::decode);
    }

    /** Returns whether the server cannot convert between the encoding and the database's except through UTF-8. */
    private boolean lacksConversion(String encoding) throws SQLException {
        String databases = driver.getParameterStatus("server_encoding");
        if (encoding.equals(databases) || !Collections.disjoint(List.of(encoding, databases), NEED_NO_CONVERSION)) {
            return false;
        }
        try (PreparedStatement query = driver.prepareStatement(COUNT_CONVERSIONS)) {
            query.unwrap(PGStatement.class).setPrepareThreshold(0);
            query.setString(1, encoding);
            query.setString(2, databases);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getInt(1) == 0;
            }
        }
    }

    /** Returns whether rows must be sent in UTF-8, whatever the archive's encoding. */
    boolean convertsRows() {
        return convertsRows;
    }

    /**
     * Decodes bytes with the server's conversion tables.
     *
     * @param encoding a name that PostgreSQL knows
     * @throws SQLException with the server's message if the bytes are not valid in the encoding or have no equivalent
     */
    public String decode(byte[] bytes, String encoding) throws SQLException {
        try (Statement query = driver.createStatement();
                ResultSet row = query.executeQuery(decodingQuery(bytes, encoding))) {
            row.next();
            return row.getString(1);
        }
    }

    /** Returns a query that makes the server decode bytes. */
    public static String decodingQuery(byte[] bytes, String encoding) {
        return "SELECT pg_catalog.convert_from(pg_catalog.decode('"
                + HexFormat.of().formatHex(bytes) + "', 'hex'), '" + encoding + "')";
    }

    /** Returns the converter for the archive's text. */
    ServerText text() {
        return text;
    }

    /** Returns whether the server supports a setting that a restore makes. */
    public boolean knows(String parameter) {
        return switch (parameter) {
            case "transaction_timeout" -> traits.hasTransactionTimeout();
            case "escape_string_warning" -> !traits.hasOneLiteralForm();
            case "standard_conforming_strings" -> !text.marksEscapes();
            default -> true;
        };
    }

    /** Asks the server to cancel the running command; called by any thread. */
    public void cancel() {
        lent.requestCancel();
    }

    /**
     * Returns the error with which the server ended the session, if the driver has dropped it; otherwise the given one.
     */
    public SQLException explain(SQLException error) {
        return lent.explain(error);
    }

    /** Cancels a COPY. */
    void giveUp(CopyIn copy) {
        lent.giveUp(copy);
    }

    /** Closes the connection immediately; called by any thread. */
    public void abort() {
        lent.abort();
    }

    /**
     * Runs a command before the session ends, which may be after a failure, in a few seconds.
     *
     * @return why the command could not be executed; empty if it was
     */
    Optional<Exception> runAtEnd(String command) {
        String sent = command;
        Exception failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                String text = sent;
                lent.inTime(() -> {
                    if (server.inTransaction()) {
                        server.run("ROLLBACK");
                    }
                    server.run(text);
                });
                return Optional.empty();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("could not execute \"{}\" at the end", command.strip(), e);
                failure = e;
                // A request to cancel an earlier command may arrive late. After any other error, the session's role may
                // be the wrong one.
                if (!(e instanceof SQLException error && QUERY_CANCELLED.equals(error.getSQLState()))) {
                    sent = "RESET SESSION AUTHORIZATION; " + command;
                }
            }
        }
        return Optional.ofNullable(failure);
    }

    /** Ends any open transaction, restores the settings and gives the connection back. */
    @Override
    public void close() {
        lent.giveBack(() -> {
            if (server.inTransaction()) {
                server.run("ROLLBACK");
            }
            if (SessionEncoding.isOther(driver)) {
                server.run("SET " + SessionEncoding.UTF8);
            }
            settings.restore(lent.connection());
        });
    }
}
