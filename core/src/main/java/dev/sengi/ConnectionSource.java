package dev.sengi;

import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.internal.conninfo.parameter.ConnectionString;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to one server.
 *
 * <p>Connections must be pgjdbc's, or unwrap to {@code org.postgresql.jdbc.PgConnection}; others are rejected with a
 * {@link ConnectionException}. So is a connection that is in a transaction, or that another dump or restore is using.
 * Sengi leaves such a connection alone and does not close it, unless a data source has lent it: then it goes back to
 * the data source, which may roll back. A restore also rejects a read-only connection. Autocommit may be off.
 *
 * <p>Accepted connections are closed in the state in which they were opened, whatever happened in between, or
 * {@linkplain Connection#abort aborted} if that is impossible. They are aborted, for example, if a script or a function
 * has left behind a temporary table, a prepared statement, a cursor, an advisory lock, a channel being listened on, or
 * a setting of a library that it has loaded. They are also aborted if an administrator has made {@code pg_settings}, or
 * another catalog that shows these, unreadable. The server does not list the following, so changes to them by a script
 * or a function remain: settings that no library defines, such as {@code shop.tenant}, the results of {@code currval},
 * loaded libraries, and how often a lock is held.
 *
 * <p>Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface ConnectionSource {

    /**
     * Opens a connection. Unchecked exceptions end a dump or restore, which passes them on unchanged.
     *
     * @return a connection that no other thread uses, never null; closed by the caller
     * @throws SQLException if no connection can be opened; a dump or restore throws a {@link ConnectionException} then
     * @throws ConnectionException with libpq's message, if this source was made from a connection string
     */
    Connection open() throws SQLException;

    /**
     * Returns a source of connections to another database of the same server, with the same credentials. Opens nothing,
     * and may be called at any time, even for databases to which nothing will connect, such as {@code postgres}. Sengi
     * does not close what it returns. A dump or restore throws a {@link ConnectionException} if the returned source connects
     * to a database of another name.
     *
     * @param dbname the database's name, taken literally, never as a connection string
     * @return a source for that database
     * @throws UsageException if the name is empty, in sources made from connection strings
     * @throws UnsupportedOperationException if this source knows only one database, which is the default
     */
    default ConnectionSource toDatabase(String dbname) {
        throw new UnsupportedOperationException("this connection source can reach only one database");
    }

    /**
     * Returns these connections as an unpooled data source. It does not support {@link DataSource#getConnection(String,
     * String)}.
     *
     * @return a view of this source; it throws an {@link SQLException} if {@link #open()} throws a {@link
     *     SengiException}
     */
    default DataSource toDataSource() {
        return new SourceDataSource(this);
    }

    /**
     * Returns a source of the connections that libpq 18, and therefore psql and pg_dump, would make. Whatever the
     * string does not specify comes from the environment of the process: the {@code PG*} variables, the service and
     * password files, and {@code ~/.postgresql}. Nobody is prompted for a password.
     *
     * <p>Every libpq parameter is honoured, or rejected by name. The parameters' values are checked when a connection is
     * opened. To insert values that may contain spaces or quotes, such as passwords, use {@link #ofParameters(Map)}.
     *
     * @param connectionString a database name, a URI such as {@code postgresql://me@db.example/shop?sslmode=require},
     *     or keywords such as {@code host=db.example dbname=shop}
     * @return a source that opens a new connection each time
     * @throws UsageException if the string is malformed or names an unknown parameter; and for a JDBC URL: pass a {@link
     *     DataSource} instead
     */
    static ConnectionSource of(String connectionString) {
        return of(connectionString, System.getenv());
    }

    /**
     * Returns a source like {@link #of(String)}, but with the given environment variables instead of those of the
     * process.
     *
     * @param connectionString a database name, a URI, or keywords
     * @param environment values by the names of variables, such as {@code PGHOST}
     * @return a source that opens a new connection each time
     * @throws UsageException as {@link #of(String)} does
     */
    static ConnectionSource of(String connectionString, Map<String, String> environment) {
        OptionRules.text(connectionString, "connectionString");
        if (connectionString.startsWith("jdbc:")) {
            throw new UsageException("a JDBC URL is not a connection string: pass a DataSource for that URL instead");
        }
        try {
            ConnectionString.check(connectionString);
        } catch (SengiException e) {
            throw new UsageException(e.getMessage(), e);
        }
        Logger log = LoggerFactory.getLogger(ConnectionSource.class);
        return new ConninfoSource(
                new ConnectionRequest(null, null, null, connectionString, null, "sengi"),
                ClientEnvironment.ofProcess(environment, log::warn));
    }

    /**
     * Returns a source like {@link #of(String)} for parameters whose values are taken literally, so that nothing needs
     * to be quoted or encoded.
     *
     * <pre>{@code
     * ConnectionSource.ofParameters(Map.of("host", "db.example", "dbname", "shop", "user", "me", "password", secret))
     * }</pre>
     *
     * @param parameters values by the names of libpq's parameters; copied. An empty value stands for libpq's own default,
     *     whatever the environment says
     * @return a source that opens a new connection each time
     * @throws UsageException if a parameter is unknown
     */
    static ConnectionSource ofParameters(Map<String, String> parameters) {
        return ofParameters(parameters, System.getenv());
    }

    /**
     * Returns a source like {@link #ofParameters(Map)}, but with the given environment variables instead of those of the
     * process.
     *
     * @param parameters values by the names of libpq's parameters; copied
     * @param environment values by the names of variables, such as {@code PGHOST}
     * @return a source that opens a new connection each time
     * @throws UsageException if a parameter is unknown
     */
    static ConnectionSource ofParameters(Map<String, String> parameters, Map<String, String> environment) {
        Objects.requireNonNull(parameters, "parameters").forEach((name, value) -> OptionRules.text(value, name));
        try {
            return of(ConnectionString.ofParameters(parameters), environment);
        } catch (UsageException e) {
            throw e;
        } catch (SengiException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    /**
     * Wraps a data source. Settings made by a dump end with its transaction, so that pools need no special
     * configuration.
     *
     * @param dataSource pooled or not; lends one connection for each call of {@link #open()}
     * @return a source for the one database to which the data source connects
     */
    static ConnectionSource of(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        return new OneDataSource(dataSource);
    }

    /**
     * Wraps the data sources of several databases of one server, so that {@link PgDumpAll} and {@link PgRestore#create()}
     * can reach all of them. Otherwise like {@link #of(DataSource)}.
     *
     * <pre>{@code
     * ConnectionSource.ofDatabases("postgres", dbname -> {
     *     PGSimpleDataSource database = new PGSimpleDataSource();
     *     database.setURL("jdbc:postgresql://db.example/");
     *     database.setDatabaseName(dbname);
     *     return database;
     * });
     * }</pre>
     *
     * <p>A dump or restore throws a {@link ConnectionException} if a data source connects to a database of another name.
     *
     * @param dbname the database to which {@link #open()} connects
     * @param databases returns the data source of the database with the given name, never null. Called by several
     *     threads, each time a connection is opened; if the data sources are pools, it must return the same pool each
     *     time
     * @return a source for the database {@code dbname}
     */
    static ConnectionSource ofDatabases(String dbname, Function<String, ? extends DataSource> databases) {
        Objects.requireNonNull(dbname, "dbname");
        Objects.requireNonNull(databases, "databases");
        return new DataSources(dbname, databases);
    }
}
