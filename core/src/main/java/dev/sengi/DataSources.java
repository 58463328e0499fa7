package dev.sengi;

import dev.sengi.internal.session.LendsAnew;
import dev.sengi.internal.session.NamedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Lends connections to one of several databases, each of which has a data source.
 *
 * @param dbname the database to connect to
 * @param databases returns a database's data source
 */
record DataSources(String dbname, Function<String, ? extends DataSource> databases)
        implements LendsAnew, NamedDatabase {

    @Override
    public Connection open() throws SQLException {
        DataSource dataSource = databases.apply(dbname);
        if (dataSource == null) {
            throw new ConnectionException("there is no data source for database \"" + dbname + "\"", null);
        }
        return dataSource.getConnection();
    }

    @Override
    public ConnectionSource toDatabase(String name) {
        return new DataSources(Objects.requireNonNull(name, "dbname"), databases);
    }

    @Override
    public String toString() {
        return "dbname=" + dbname;
    }
}
