package dev.sengi.internal.catalog;

import dev.sengi.SengiException;
import dev.sengi.internal.session.ConnectionLoss;
import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.ServerError;
import dev.sengi.internal.session.ServerFacts;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.internal.session.StatementLog;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Catalog queries that are sent to the server together, several per round trip. If the database is large, queries with
 * many rows take a round trip each: their rows are read as they arrive, while the server works on the next ones.
 *
 * <p>In the queries, {@code :name} stands for one of the batch's parameters, an array of OIDs.
 */
public final class QueryBatch {
    // The driver holds all rows of a round trip in memory: fewer queries per trip take less memory, more take less
    // time.
    private static final int QUERIES_A_TRIP = 10;

    /**
     * The savepoint to which the transaction and its settings are rolled back before finding out which query failed.
     */
    private static final String SAVEPOINT = "sengi_batch";

    private static final String CANCELLED = "57014";

    private final LentConnection connection;
    private final ServerFacts server;
    private final boolean large;
    /** Of the bytes that the server sends. */
    private final Charset charset;
    /** As SQL, by their names. */
    private final Map<String, String> parameters = new HashMap<>();

    private final List<Query<?>> queries = new ArrayList<>();
    private final List<Query<?>> streamed = new ArrayList<>();
    /** The reason why the rows of some queries are missing, or null. */
    private SengiException failure;

    private QueryBatch(SnapshotTransaction transaction, boolean large, Map<String, long[]> parameters) {
        connection = transaction.lent();
        server = transaction.facts();
        charset = server.bytewise() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        this.large = large;
        parameters.forEach((name, oids) -> this.parameters.put(":" + name, oidArray(oids)));
    }

    /**
     * Creates an empty batch for a transaction.
     *
     * @param large whether the database has very many objects
     * @param parameters arrays of OIDs, by the names that queries use
     */
    public static QueryBatch of(SnapshotTransaction transaction, boolean large, Map<String, long[]> parameters) {
        return new QueryBatch(transaction, large, parameters);
    }

    /** Returns the server's major version, 9 for 9.6. */
    public int serverMajor() {
        return server.major();
    }

    /** Returns whether the session's role is a superuser: only superusers may read some catalogs. */
    public boolean superuser() {
        return server.superuser();
    }

    /** Adds a query; its rows are available once the batch has {@linkplain #run() run}. */
    public <T> Rows<T> add(String sql, Class<T> recordType) {
        return add(sql, null, recordType, queries);
    }

    /**
     * Adds a query, as {@link #add} does.
     *
     * @param shown the query as an error shows it
     */
    public <T> Rows<T> add(String sql, String shown, Class<T> recordType) {
        return add(sql, shown, recordType, queries);
    }

    /**
     * Adds a query like {@link #add}, but of something that older servers lack: it is not sent to them, and has no rows.
     *
     * @param major the first major version that has it
     */
    public <T> Rows<T> addSince(int major, String sql, Class<T> recordType) {
        return server.major() >= major ? add(sql, recordType) : List::of;
    }

    /** Adds a query like {@link #add}, but only if it may have rows: otherwise it is not sent. */
    public <T> Rows<T> addIf(boolean mayHaveRows, String sql, Class<T> recordType) {
        return mayHaveRows ? add(sql, recordType) : List::of;
    }

    /** Adds a query like {@link #add}, but one that returns rows for every table of the database. */
    public <T> Rows<T> addLarge(String sql, Class<T> recordType) {
        return add(sql, null, recordType, large ? streamed : queries);
    }

    /** Adds a query like {@link #add}, but replaces no parameters, because the query contains names. */
    public <T> Rows<T> addVerbatim(String sql, Class<T> recordType) {
        Query<List<T>> query = new Query<>(sql, sql, new RecordMapper<>(recordType));
        queries.add(query);
        return query::result;
    }

    private <T> Rows<T> add(String sql, String shown, Class<T> recordType, List<Query<?>> list) {
        Query<List<T>> query = add(sql, shown, new RecordMapper<>(recordType), list);
        return query::result;
    }

    private <R> Query<R> add(String sql, String shown, RowReader<R> reader, List<Query<?>> list) {
        String statement = statement(sql);
        Query<R> query = new Query<>(statement, shown == null ? statement : shown, reader);
        list.add(query);
        return query;
    }

    /** Adds a query like {@link #addLarge(String, Class)}, but one whose rows do not become records. */
    <R> Supplier<R> addLarge(String sql, RowReader<R> reader) {
        Query<R> query = add(sql, null, reader, large ? streamed : queries);
        return query::result;
    }

    /** Sends the queries and reads all their rows. */
    public void run() {
        streamed.forEach(this::stream);
        for (int from = 0; from < queries.size(); from += QUERIES_A_TRIP) {
            run(queries.subList(from, Math.min(from + QUERIES_A_TRIP, queries.size())));
        }
    }

    private void stream(Query<?> query) {
        try (CopiedRows rows = new CopiedRows(connection, query.sql, query.reader.columns(), charset)) {
            query.read(rows);
        } catch (SQLException e) {
            failure = ServerError.queryFailure(e, query.sql);
            throw failure;
        }
    }

    private void run(List<Query<?>> together) {
        String sql = together.stream()
                .map(query -> query.sql)
                .collect(Collectors.joining(
                        ";\n", "savepoint " + SAVEPOINT + ";\n", ";\nrelease savepoint " + SAVEPOINT));
        Query<?> read = null;
        try (Statement statement = connection.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            StatementLog.sent(sql);
            statement.execute(sql);
            for (Query<?> query : together) {
                read = query;
                statement.getMoreResults();
                try (ResultSet rows = statement.getResultSet()) {
                    query.read(new ResultSetRows(rows, query.reader.columns()));
                }
            }
        } catch (SQLException e) {
            failure = ServerError.queryFailure(e, (read == null ? failed(together, e) : read).shown);
            throw failure;
        }
    }

    /**
     * Returns which query failed. The server does not report this, so the queries are repeated one by one; the rows of
     * those before the failed one are read.
     */
    private Query<?> failed(List<Query<?>> together, SQLException error) {
        boolean isCancelled = CANCELLED.equals(error.getSQLState());
        if (together.size() > 1 && !isCancelled && !ConnectionLoss.is(error)) {
            try (Statement statement = connection.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("rollback to savepoint " + SAVEPOINT);
                for (Query<?> query : together) {
                    if (fails(statement, query)) {
                        return query;
                    }
                }
            } catch (SQLException e) {
                error.addSuppressed(e);
            }
        }
        return together.get(0);
    }

    private static boolean fails(Statement statement, Query<?> query) {
        StatementLog.sent(query.sql);
        try (ResultSet rows = statement.executeQuery(query.sql)) {
            query.read(new ResultSetRows(rows, query.reader.columns()));
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private String statement(String sql) {
        String text = VersionedSql.forServer(sql, server);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (text.contains(parameter.getKey())) {
                text = text.replace(parameter.getKey(), parameter.getValue());
            }
        }
        return text;
    }

    private static String oidArray(long... oids) {
        StringBuilder sql = new StringBuilder(16 * oids.length).append("'{");
        for (int i = 0; i < oids.length; i++) {
            sql.append(i == 0 ? "" : ",").append(oids[i]);
        }
        return sql.append("}'::oid[]").toString();
    }

    /** The rows of a query in a batch. */
    public interface Rows<T> {
        /**
         * Returns the rows in the server's order.
         *
         * @throws IllegalStateException if the batch has not run
         * @throws SengiException the batch's failure, if it prevented these rows from being read
         */
        List<T> list();
    }

    private final class Query<R> {
        private final String sql;
        private final String shown;
        private final RowReader<R> reader;
        private R result;

        Query(String sql, String shown, RowReader<R> reader) {
            this.sql = sql;
            this.shown = shown;
            this.reader = reader;
        }

        void read(RowCursor rows) throws SQLException {
            result = reader.read(rows);
        }

        R result() {
            if (result == null) {
                throw failure != null ? failure : new IllegalStateException("the batch has not run");
            }
            return result;
        }
    }
}
