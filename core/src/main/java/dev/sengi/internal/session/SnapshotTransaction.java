package dev.sengi.internal.session;

import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.internal.ddl.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * The repeatable-read, read-only transaction in which a whole dump is read.
 *
 * <p>Every setting is made inside the transaction and ends with it, so that a pooled connection is given back
 * unchanged. Used by one thread.
 */
public final class SnapshotTransaction implements AutoCloseable {
    /** The first major that limits the time of a transaction. */
    private static final int TRANSACTIONS_TIME_OUT = 17;

    private static final String SEARCH_PATH = "set local search_path = pg_catalog, pg_temp";

    private final LentConnection lent;
    private final Connection connection;
    /** The driver's previous query mode, or null if it has not been changed. */
    private PreferQueryMode queryMode;

    private ServerFacts facts;

    private SnapshotTransaction(LentConnection lent) {
        this.lent = lent;
        this.connection = lent.connection();
    }

    /** Reads from the server. */
    @FunctionalInterface
    public interface Reading<E extends Exception> {
        void run() throws E;
    }

    /**
     * Begins the transaction and takes ownership of the connection, which is given back when the transaction ends, or
     * by this method if it throws an exception.
     *
     * @throws SengiException if the server is too old or too new to be dumped, or refuses a setting
     */
    public static SnapshotTransaction begin(LentConnection lent, SnapshotSettings settings) {
        return begin(lent, settings, "pg_dump");
    }

    /**
     * Begins the transaction, like the other method.
     *
     * @param program the program whose version an error states
     */
    public static SnapshotTransaction begin(LentConnection lent, SnapshotSettings settings, String program) {
        SnapshotTransaction transaction = new SnapshotTransaction(lent);
        boolean begun = false;
        try {
            SupportedServers.check(transaction.connection, program);
            transaction.connection.setAutoCommit(false);
            transaction.start(settings);
            begun = true;
            return transaction;
        } catch (SQLException e) {
            throw ServerError.queryFailure(lent.explain(e), "BEGIN");
        } finally {
            if (!begun) {
                lent.verifyBeforeGivingBack();
                transaction.close();
            }
        }
    }

    public Connection connection() {
        return connection;
    }

    /** Returns the lent connection, which reading a COPY requires. */
    public LentConnection lent() {
        return lent;
    }

    public ServerFacts facts() {
        return facts;
    }

    private void start(SnapshotSettings settings) throws SQLException {
        String isolation =
                settings.serializable() ? "SERIALIZABLE, READ ONLY, DEFERRABLE" : "REPEATABLE READ, READ ONLY";
        // The isolation level must be set before any query. So must the search path, because with the session's
        // default, names may resolve to functions that only look like the server's own, or to temporary tables of a
        // borrowed session. The transaction must survive further round trips.
        String first = "set transaction isolation level " + isolation
                + ";\n" + SEARCH_PATH + ";\nset local statement_timeout = 0"
                + ";\nset local idle_in_transaction_session_timeout = 0";
        if (connection.getMetaData().getDatabaseMajorVersion() >= TRANSACTIONS_TIME_OUT) {
            first += ";\nset local transaction_timeout = 0";
        }
        if (SessionEncoding.isOther(connection)) {
            first += ";\nset local " + SessionEncoding.UTF8;
        }
        if (settings.role() != null || settings.snapshot() != null) {
            execute(first);
            first = "set local statement_timeout = 0";
        }
        try {
            if (settings.role() != null) {
                execute("SET LOCAL ROLE " + Quoting.whereNeeded().identifier(settings.role()));
            }
            if (settings.snapshot() != null) {
                execute("SET TRANSACTION SNAPSHOT " + Quoting.escapeLiteral(settings.snapshot()));
            }
        } catch (ServerException e) {
            // pg_dump sets the encoding first.
            requireEncoding(settings);
            throw e;
        }
        boolean bytewise = BytewiseText.concerns(connection) && BytewiseText.isPermitted(connection);
        if (bytewise) {
            queryMode = BytewiseText.useSimpleProtocol(connection);
            first += ";\nset local " + BytewiseText.SETTING;
        }
        String queries = settings.queries(SessionEncoding.of(connection));
        readFacts(first + ";\n" + queries, bytewise);
        if (facts.encoding().isEmpty()) {
            throw invalidEncoding(settings);
        }
        if (bytewise && facts.encoding().equals("UTF8")) {
            // The server verifies that the text is valid UTF-8.
            readFacts("set local " + SessionEncoding.UTF8 + ";\n" + queries, false);
        }
    }

    /** Throws an exception if the session cannot have the encoding. Ends a transaction that has failed. */
    private void requireEncoding(SnapshotSettings settings) throws SQLException {
        if (settings.encoding() == null) {
            return;
        }
        connection.rollback();
        String query = SEARCH_PATH + ";\nselect " + SnapshotSettings.converted(settings.encoding());
        try (Statement statement = connection.createStatement();
                ResultSet row = firstResult(statement, query)) {
            row.next();
            if (row.getString(1).isEmpty()) {
                throw invalidEncoding(settings);
            }
        }
    }

    private static SengiException invalidEncoding(SnapshotSettings settings) {
        return new SengiException("invalid client encoding \"" + settings.encoding() + "\" specified");
    }

    private void readFacts(String sql, boolean bytewise) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = firstResult(statement, sql)) {
            row.next();
            facts = ServerFacts.of(row, connection, bytewise);
        }
    }

    /** Executes commands, and the first query after them. */
    private static ResultSet firstResult(Statement statement, String sql) throws SQLException {
        statement.setEscapeProcessing(false);
        StatementLog.sent(sql);
        boolean hasRows = statement.execute(sql);
        while (!hasRows) {
            hasRows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    /** Executes a command. Errors quote it without LOCAL, as pg_dump's settings are not local. */
    void execute(String sql) {
        execute(sql, sql, sql);
    }

    /** Executes a command, and another one that cannot fail, in one round trip. Errors quote the first one as above. */
    void execute(String first, String second) {
        execute(first + ";\n" + second, first, null);
    }

    /**
     * @param quoted what errors quote
     * @param pointed the text into which the positions of errors point, or null to omit them
     */
    private void execute(String sql, String quoted, String pointed) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            StatementLog.sent(sql);
            statement.execute(sql);
        } catch (SQLException e) {
            String shown = quoted.startsWith("SET LOCAL ") ? "SET " + quoted.substring("SET LOCAL ".length()) : quoted;
            throw ServerError.queryFailure(lent.explain(e), shown, pointed);
        }
    }

    /** Asks the server for the encoding that the session would have if the settings chose none. */
    public String ownEncoding() {
        String query = "select (" + SnapshotSettings.encodingOf(SessionEncoding.of(connection)) + ")::text";
        StatementLog.sent(query);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw ServerError.queryFailure(lent.explain(e), query);
        }
    }

    /**
     * Exports this transaction's snapshot. Other transactions can import it while this one is open.
     *
     * @return the snapshot's name
     */
    public String exportSnapshot() {
        if (!facts.exportsSnapshots()) {
            throw new SengiException("parallel dumps from standby servers are not supported by this server version");
        }
        String export = "SELECT pg_catalog.pg_export_snapshot()";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(export)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw ServerError.queryFailure(lent.explain(e), export);
        }
    }

    /**
     * Allows foreign tables to be read during the operation; at other times, their owner could use them to run code.
     */
    public <E extends Exception> void withForeignTables(Reading<E> reading) throws E {
        restrict("view");
        reading.run();
        restrict("view, foreign-table");
    }

    private void restrict(String kinds) {
        execute("select set_config(s.name, '" + kinds + "', true) from pg_settings s"
                + " where s.name = 'restrict_nonsystem_relation_kind'");
    }

    /** Ends the transaction and with it every setting, and gives the connection back. */
    @Override
    public void close() {
        lent.giveBack(() -> {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            if (queryMode != null) {
                QueryMode.prefer(queryMode, lent.driver().getQueryExecutor());
            }
        });
    }
}
