package dev.sengi.internal.session;

import dev.sengi.ConnectionException;
import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.internal.ddl.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.ServerErrorMessage;

/**
 * One repeatable-read, read-only transaction, in which all of a dump is read.
 *
 * <p>Every setting is made inside the transaction and ends with it, so that a pooled connection is given back as it was.
 * Used by one thread.
 */
public final class SnapshotTransaction implements AutoCloseable {

    /** What a dump needs so that values come out alike on every server, and none of its commands is cut short. */
    private static final String SETTINGS = """
            ('DateStyle', 'ISO'),
            ('IntervalStyle', 'postgres'),
            ('synchronize_seqscans', 'off'),
            ('statement_timeout', '0'),
            ('lock_timeout', '0'),
            ('idle_in_transaction_session_timeout', '0'),
            ('transaction_timeout', '0'),
            ('restrict_nonsystem_relation_kind', 'view, foreign-table')""";

    /** With these, numbers come out as they are. */
    private static final int MOST_FLOAT_DIGITS = 3;

    private static final String FACTS = """
            select current_database()::text as dbname,
                (:encoding)::text as encoding,
                getdatabaseencoding()::text as database_encoding,
                pg_is_in_recovery() as in_recovery,
                (select s.reset_val from pg_settings s where s.name = 'search_path') as search_path""";

    /** What the session's encoding would be, had the driver not asked for its own. */
    private static final String DEFAULT_ENCODING = """
            coalesce((
                select pg_encoding_to_char(pg_char_to_encoding(split_part(u.setting, '=', 2)))
                from pg_db_role_setting s
                    left join pg_database d on d.oid = s.setdatabase
                    left join pg_roles r on r.oid = s.setrole,
                    unnest(s.setconfig) u(setting)
                where u.setting like 'client_encoding=%'
                    and (s.setdatabase = 0 or d.datname = current_database())
                    and (s.setrole = 0 or r.rolname = session_user)
                order by s.setrole <> 0 desc, s.setdatabase <> 0 desc
                limit 1), getdatabaseencoding())""";

    /** The name of an encoding that the server can convert the database's to, or empty. */
    private static final String CONVERTED_ENCODING = """
            coalesce((
                select pg_encoding_to_char(e.wanted)
                from (select pg_char_to_encoding(:name) as wanted, pg_char_to_encoding(getdatabaseencoding()) as own) e
                where e.wanted = e.own
                    or 0 in (e.wanted, e.own)
                    or exists (select from pg_conversion c
                        where c.condefault and c.conforencoding = e.own and c.contoencoding = e.wanted)), '')""";

    private final LentConnection lent;
    private final Connection connection;
    /** How the driver sent queries before, where that has changed. */
    private PreferQueryMode queryMode;

    private ServerFacts facts;

    private SnapshotTransaction(LentConnection lent) {
        this.lent = lent;
        this.connection = lent.connection();
    }

    /**
     * What the server tells as the transaction begins.
     *
     * @param version {@code server_version} to the letter
     * @param major 9 for 9.6
     * @param bytewise whether the session's text is a {@link BytewiseText}
     * @param sessionSearchPath the search path that the session has by default
     */
    public record ServerFacts(
            String version,
            int major,
            String dbname,
            String encoding,
            String databaseEncoding,
            boolean bytewise,
            boolean standardStrings,
            boolean superuser,
            boolean inRecovery,
            String sessionSearchPath) {}

    /**
     * How the transaction is set up.
     *
     * @param role the role to assume, or null
     * @param rowSecurity whether row-level security may hide rows rather than fail the dump
     * @param quoteAllIdentifiers whether the server's deparsing functions quote every identifier
     * @param encoding the encoding of the dump by any of its names, or null for the database's
     * @param serializable waits for a serializable snapshot that cannot fail
     * @param extraFloatDigits the server's {@code extra_float_digits}, or null for the most
     * @param snapshot the name of an exported snapshot, or null for a new one
     */
    public record Settings(
            String role,
            String encoding,
            boolean rowSecurity,
            boolean quoteAllIdentifiers,
            boolean serializable,
            Integer extraFloatDigits,
            String snapshot) {}

    /** What is read of the server. */
    @FunctionalInterface
    public interface Reading<E extends Exception> {
        void run() throws E;
    }

    /**
     * Begins the transaction, and takes over the connection, which goes back to its source with the end of the
     * transaction, or here if an exception is thrown.
     *
     * @throws SengiException where the server is too old or too new to be dumped, or refuses a setting
     */
    public static SnapshotTransaction begin(LentConnection lent, Settings settings) {
        SnapshotTransaction transaction = new SnapshotTransaction(lent);
        boolean begun = false;
        try {
            SupportedServers.check(transaction.connection);
            transaction.connection.setAutoCommit(false);
            transaction.start(settings);
            begun = true;
            return transaction;
        } catch (SQLException e) {
            throw failure(lent.explain(e), "BEGIN");
        } finally {
            if (!begun) {
                lent.doubt();
                transaction.close();
            }
        }
    }

    public Connection connection() {
        return connection;
    }

    /** Returns the connection with what is needed to read a COPY from it. */
    public LentConnection lent() {
        return lent;
    }

    public ServerFacts facts() {
        return facts;
    }

    private void start(Settings settings) throws SQLException {
        String isolation =
                settings.serializable() ? "SERIALIZABLE, READ ONLY, DEFERRABLE" : "REPEATABLE READ, READ ONLY";
        // The isolation level must precede every query. The search path must, too: what the session has by default may
        // lead to functions that only look like the server's own.
        String first = "set transaction isolation level " + isolation
                + ";\nset local search_path = '';\nset local statement_timeout = 0";
        if (settings.role() != null || settings.snapshot() != null) {
            execute(first);
            first = "set local statement_timeout = 0";
        }
        if (settings.role() != null) {
            execute("SET LOCAL ROLE " + Quoting.whereNeeded().identifier(settings.role()));
        }
        if (settings.snapshot() != null) {
            execute("SET TRANSACTION SNAPSHOT " + Quoting.escapeLiteral(settings.snapshot()));
        }
        boolean bytewise = BytewiseText.concerns(connection) && BytewiseText.isPermitted(connection);
        if (bytewise) {
            queryMode = BytewiseText.sendSimply(connection);
            first += ";\nset local " + BytewiseText.SETTING;
        }
        String encoding =
                settings.encoding() == null ? SessionEncoding.of(connection).orElse(null) : settings.encoding();
        readFacts(first + ";\n" + settingsAndFacts(settings, encoding), bytewise);
        if (facts.encoding().isEmpty()) {
            throw new SengiException("invalid client encoding \"" + settings.encoding() + "\" specified");
        }
        if (bytewise && facts.encoding().equals("UTF8")) {
            // The server checks that this is what the text is.
            readFacts("set local client_encoding = 'UTF8';\n" + settingsAndFacts(settings, encoding), false);
        }
    }

    private static String settingsAndFacts(Settings settings, String wanted) {
        int digits = settings.extraFloatDigits() == null ? MOST_FLOAT_DIGITS : settings.extraFloatDigits();
        String encoding =
                wanted == null ? DEFAULT_ENCODING : CONVERTED_ENCODING.replace(":name", Quoting.literal(wanted));
        return FACTS.replace(":encoding", encoding)
                + ";\nselect set_config(s.name, v.setting, true) from pg_settings s join (values\n" + SETTINGS
                + ",\n('extra_float_digits', '" + digits + "')"
                + ",\n('row_security', '" + (settings.rowSecurity() ? "on" : "off") + "')"
                + (settings.quoteAllIdentifiers() ? ",\n('quote_all_identifiers', 'on')" : "")
                + ") v(name, setting) on lower(s.name) = lower(v.name)"
                + ";\nselect set_config('search_path', '', true)";
    }

    private void readFacts(String sql, boolean bytewise) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            StatementLog.sent(sql);
            boolean hasRows = statement.execute(sql);
            while (!hasRows) {
                hasRows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                facts = facts(row, bytewise);
            }
        }
    }

    /** Executes a command; pg_dump's settings are not local, and errors quote it. */
    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            StatementLog.sent(sql);
            statement.execute(sql);
        } catch (SQLException e) {
            String shown = sql.startsWith("SET LOCAL ") ? "SET " + sql.substring("SET LOCAL ".length()) : sql;
            throw failure(lent.explain(e), shown, sql);
        }
    }

    private ServerFacts facts(ResultSet row, boolean bytewise) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        String version = server.getParameterStatus("server_version");
        return new ServerFacts(
                version,
                connection.getMetaData().getDatabaseMajorVersion(),
                row.getString("dbname"),
                row.getString("encoding"),
                row.getString("database_encoding"),
                bytewise,
                "on".equals(server.getParameterStatus("standard_conforming_strings")),
                "on".equals(server.getParameterStatus("is_superuser")),
                row.getBoolean("in_recovery"),
                row.getString("search_path"));
    }

    /** Lets foreign tables be read while something is done; at other times whoever made one could have it run code. */
    public <E extends Exception> void withForeignTables(Reading<E> reading) throws E {
        restrict("view");
        reading.run();
        restrict("view, foreign-table");
    }

    private void restrict(String kinds) {
        execute("select set_config(s.name, '" + kinds + "', true) from pg_settings s"
                + " where s.name = 'restrict_nonsystem_relation_kind'");
    }

    /** Wraps an error of a statement that pg_dump would call a failed query. */
    public static SengiException failure(SQLException e, String statement) {
        return failure(e, statement, null);
    }

    /**
     * Wraps an error as the other method does, and shows the place that it points at.
     *
     * @param sent the text that was sent, or null not to show it
     */
    public static SengiException failure(SQLException e, String statement, String sent) {
        String text = serverText(e, sent);
        if (ConnectionLoss.isFatal(ConnectionLoss.serverMessage(e))) {
            text += "\n" + ConnectionLoss.CLOSED;
        }
        return ConnectionLoss.is(e)
                ? new ConnectionException("query failed: " + text, List.of("Query was: " + statement), null, e)
                : new ServerException(
                        "query failed: " + text,
                        List.of("Query was: " + statement),
                        sent == null ? statement : sent,
                        e);
    }

    /**
     * Returns the error as libpq shows it, without its last line end.
     *
     * @param sent the text that was sent, or null not to show the place that the error points at
     */
    public static String serverText(SQLException e, String sent) {
        ServerErrorMessage message = ConnectionLoss.serverMessage(e);
        if (message == null) {
            return ConnectionLoss.withoutServer(e);
        }
        String text = ServerMessage.format(message, sent);
        return text.substring(0, text.length() - 1);
    }

    /** Ends the transaction, and with it every setting, and gives the connection back. */
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
