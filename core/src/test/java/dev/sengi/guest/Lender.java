package dev.sengi.guest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sengi.ConnectionSource;
import dev.sengi.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** Lends its only connection. Every borrower gets the same one unless it was dropped. */
interface Lender extends AutoCloseable {
    ConnectionSource source();

    /** Returns the connection as its next user gets it, or null if it was aborted and cannot be replaced. */
    Connection next() throws SQLException;

    /** Returns whether the connection is free. */
    boolean isGivenBack();

    @Override
    void close() throws SQLException;

    /** The kinds of lenders. */
    enum Kind {
        HIKARI {
            @Override
            Lender of(TestDatabase database) {
                HikariConfig config = new HikariConfig();
                PGSimpleDataSource extended = (PGSimpleDataSource) database.dataSource();
                extended.setPreferQueryMode(PreferQueryMode.EXTENDED);
                config.setDataSource(extended);
                config.setMaximumPoolSize(1);
                config.setConnectionTimeout(10_000);
                HikariDataSource pool = new HikariDataSource(config);
                return new Pool(pool, () -> pool.getHikariPoolMXBean().getActiveConnections() == 0, pool::close);
            }
        },
        DBCP2 {
            @Override
            Lender of(TestDatabase database) {
                BasicDataSource pool = new BasicDataSource();
                pool.setUrl("jdbc:postgresql://localhost:" + database.server().port() + "/" + database.name());
                pool.setUsername("postgres");
                pool.setMaxTotal(1);
                // The next user gets the returned connection untested.
                pool.setTestOnBorrow(false);
                return new Pool(pool, () -> pool.getNumActive() == 0, pool::close);
            }
        },
        /** One connection that its users never really close, as Spring's SingleConnectionDataSource lends it. */
        SINGLE {
            @Override
            Lender of(TestDatabase database) throws SQLException {
                return new Single(database.dataSource().getConnection());
            }
        };

        abstract Lender of(TestDatabase database) throws SQLException;
    }

    /** Asks a pool whether its connection is free. */
    interface Question {
        boolean ask();
    }

    /** Closes a pool. */
    interface Closing {
        void close() throws SQLException;
    }

    record Pool(DataSource pool, Question idle, Closing closing) implements Lender {
        @Override
        public ConnectionSource source() {
            return ConnectionSource.of(pool);
        }

        @Override
        public Connection next() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public boolean isGivenBack() {
            return idle.ask();
        }

        @Override
        public void close() throws SQLException {
            closing.close();
        }
    }

    record Single(Connection connection) implements Lender {
        @Override
        public ConnectionSource source() {
            return () -> unclosed(connection);
        }

        @Override
        public Connection next() throws SQLException {
            return connection.isClosed() ? null : unclosed(connection);
        }

        @Override
        public boolean isGivenBack() {
            return true;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }

        private static Connection unclosed(Connection connection) {
            Class<?>[] types = {Connection.class};
            return (Connection) Proxy.newProxyInstance(Lender.class.getClassLoader(), types, (proxy, method, args) -> {
                if (method.getName().equals("close")) {
                    return null;
                }
                try {
                    return method.invoke(connection, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }
    }
}
