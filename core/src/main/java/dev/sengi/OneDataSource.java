package dev.sengi;

import dev.sengi.internal.session.LendsAnew;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Lends the connections of one data source. */
record OneDataSource(DataSource dataSource) implements LendsAnew {

    @Override
    public Connection open() throws SQLException {
        return dataSource.getConnection();
    }

    /** Omits what the data source says about itself, which may contain a password. */
    @Override
    public String toString() {
        return dataSource.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(dataSource));
    }
}
