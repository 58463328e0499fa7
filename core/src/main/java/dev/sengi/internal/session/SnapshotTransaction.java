package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import dev.sengi.internal.ddl.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * The repeatable-read, read-only transaction in which a whole dump is read.
 *
 * <p>Every setting is made inside the transaction and ends with it, so that a pooled connection is given back
 * unchanged. Used by one thread.
 */
public final class SnapshotTransaction implements AutoCloseable {

    /** Settings that make values come out alike on every server and keep the dump's commands from timing out. */
    private static final String SETTINGS = """
            ('DateStyle', 'ISO'),
            ('IntervalStyle', 'postgres'),
            ('synchronize_seqscans', 'off'),
            ('statement_timeout', '0'),
            ('lock_timeout', '0'),
            ('idle_in_transaction_session_timeout', '0'),
            ('transaction_timeout', '0'),
            ('restrict_nonsystem_relation_kind', 'view, foreign-table')""";

    /** The first major in which a standby can export a snapshot. */
    private static final int STANDBYS_SHARE = 10;

    /** The first major in which names have a collation, {@code C}. */
    private static final int COLLATED_NAMES = 12;

    /** With this many extra digits, floating-point numbers are exact. */
    private static final int MOST_FLOAT_DIGITS = 3;

    private static final String FACTS = """
            select current_database()::text as dbname,
                (:encoding)::text as encoding,
                getdatabaseencoding()::text as database_encoding,
                pg_is_in_recovery() as in_recovery,
                (select s.reset_val from pg_settings s where s.name = 'search_path') as search_path""";

    /** The encoding that the session would have if the driver had not requested its own. */
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

    /** The name of an encoding to which the server can convert the database's, or an empty string. */
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
    /** The driver's previous query mode, or null if it has not been changed. */
    private PreferQueryMode queryMode;

    private ServerFacts facts;

    private SnapshotTransaction(LentConnection lent) {
        this.lent = lent;
        this.connection = lent.connection();
    }

    /**
     * Facts that the server reports when the transaction begins.
     *
     * @param version {@code server_version}, verbatim
     * @param major 9 for 9.6
     * @param bytewise whether the session's text is {@linkplain BytewiseText bytewise}
     * @param sessionSearchPath the session's default search path
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
            String sessionSearchPath) {

        /** Returns whether names have a collation of their own, so that matching them needs another. */
        public boolean hasCollatedNames() {
            return major >= COLLATED_NAMES;
        }
    }

    /**
     * How the transaction is set up.
     *
     * @param role the role to assume, or null
     * @param rowSecurity whether row-level security may hide rows instead of making the dump fail
     * @param quoteAllIdentifiers whether the server's deparsing functions quote every identifier
     * @param encoding the encoding of the dump, by any of its names, or null for the session's default
     * @param serializable whether to wait for a serializable snapshot that cannot fail
     * @param extraFloatDigits the server's {@code extra_float_digits}, or null for the maximum
     * @param snapshot the name of an exported snapshot, or null for a new one
     */
    public record Settings(
            String role,
            String encoding,
            boolean rowSecurity,
            boolean quoteAllIdentifiers,
            boolean serializable,
            Integer extraFloatDigits,
            String snapshot) {

        /** Returns the settings of another session that sees the same snapshot. */
        public Settings withSnapshot(String shared) {
            return new Settings(role, encoding, rowSecurity, quoteAllIdentifiers, false, extraFloatDigits, shared);
        }
    }

    /** Works in the transaction. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T in(SnapshotTransaction transaction) throws E;
    }

    /** Reads from the server. */
    @FunctionalInterface
    public interface Reading<E extends Exception> {
        void run() throws E;
    }

    /**
     * Starts a session, works in its transaction, and gives the connection back.
     *
     * @param waitsFor receives the session before its first command
     * @param program the program whose version an error states
     * @throws SengiException as {@link #begin} does, or because no session can be started
     */
    public static <T, E extends Exception> T run(
            ConnectionSource source, Consumer<Sessions> waitsFor, Settings settings, String program, Work<T, E> work)
            throws E {
        try (SnapshotTransaction transaction = IdleLimit.startSession(source, connection -> {
            waitsFor.accept(connection.sessions());
            return begin(connection, settings, program);
        })) {
            boolean whole = false;
            try {
                T result = work.in(transaction);
                whole = true;
                return result;
            } finally {
                if (!whole) {
                    transaction.lent.doubt();
                }
            }
        }
    }

    /**
     * Begins the transaction and takes over the connection. The connection is given back when the transaction ends, or
     * by this method if it throws an exception.
     *
     * @throws SengiException if the server is too old or too new to be dumped, or refuses a setting
     */
    public static SnapshotTransaction begin(LentConnection lent, Settings settings) {
        return begin(lent, settings, "pg_dump");
    }

    /**
     * Begins the transaction like the other method.
     *
     * @param program the program whose version an error states
     */
    public static SnapshotTransaction begin(LentConnection lent, Settings settings, String program) {
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
                lent.doubt();
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

    private void start(Settings settings) throws SQLException {
        String isolation =
                settings.serializable() ? "SERIALIZABLE, READ ONLY, DEFERRABLE" : "REPEATABLE READ, READ ONLY";
        // The isolation level must precede every query. So must the search path: the session's default may resolve to
        // functions that merely look like the server's own.
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
            // The server verifies that the text is valid UTF-8.
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

    /** Executes a command. Errors quote it without LOCAL, as pg_dump's settings are not local. */
    void execute(String sql) {
        execute(sql, sql, sql);
    }

    /** Executes a command and another one that cannot fail, in one round trip. Errors quote the first as above. */
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

    /** Asks the server for the encoding that the session would have if the settings chose none. */
    public String ownEncoding() {
        String encoding = SessionEncoding.of(connection)
                .map(known -> CONVERTED_ENCODING.replace(":name", Quoting.literal(known)))
                .orElse(DEFAULT_ENCODING);
        String query = "select (" + encoding + ")::text";
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
     * Exports this transaction's snapshot, for others to see the same as long as this transaction lasts.
     *
     * @return the snapshot's name
     */
    public String share() {
        if (facts.major() < STANDBYS_SHARE && facts.inRecovery()) {
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

    /** Allows foreign tables to be read during the operation; at other times their owner could use them to run code. */
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
