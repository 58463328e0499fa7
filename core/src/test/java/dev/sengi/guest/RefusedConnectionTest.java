package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/** Connections that a dump or restore must not touch, and the state that it must restore on the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedConnectionTest {
    private TestDatabase database;
    private byte[] archive;

    @BeforeAll
    void makeDatabase() throws IOException {
        database = TestServer.current().createDatabase();
        database.execute("CREATE TABLE t AS SELECT 1 AS a");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(out);
        archive = out.toByteArray();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    private List<ThrowingCallable> works(ConnectionSource source) {
        return List.of(
                () -> PgDump.from(source).to(OutputStream.nullOutputStream()),
                () -> restore(source).run(),
                () -> restore(source).jobs(3).run());
    }

    private PgRestore restore(ConnectionSource source) {
        return PgRestore.from(new ByteArrayInputStream(archive))
                .clean()
                .ifExists()
                .into(source);
    }

    @Test
    void anOpenTransactionIsLeftAlone() throws SQLException {
        try (Lender lender = Lender.Kind.SINGLE.of(database);
                Connection owned = lender.next();
                Statement statement = owned.createStatement()) {
            owned.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (2)");
            String last = lastCommand(owned);
            for (ThrowingCallable work : works(lender.source())) {
                assertThatThrownBy(work)
                        .isInstanceOf(SengiException.class)
                        .hasMessage("the connection is already in a transaction");
                assertThat(state(owned)).isEqualTo(TransactionState.OPEN);
                assertThat(lastCommand(owned)).isEqualTo(last);
            }
            assertThat(owned.getAutoCommit()).isFalse();
            owned.rollback();
            assertThat(database.column("SELECT a FROM t")).containsExactly("1");
        }
    }

    /** A connection that the caller has borrowed from a pool, which rolls back when the connection is closed. */
    @Test
    void aTransactionOfAPoolIsLeftAlone() throws SQLException {
        for (Lender.Kind kind : List.of(Lender.Kind.HIKARI, Lender.Kind.DBCP2)) {
            try (Lender lender = kind.of(database);
                    Connection owned = lender.next();
                    Statement statement = owned.createStatement()) {
                owned.setAutoCommit(false);
                statement.execute("INSERT INTO t VALUES (3)");
                for (ThrowingCallable work : works(() -> owned)) {
                    assertThatThrownBy(work).hasMessage("the connection is already in a transaction");
                }
                statement.execute("DELETE FROM t WHERE a = 3");
                owned.commit();
                owned.setAutoCommit(true);
            }
        }
    }

    /** No other code could give it back. */
    @Test
    void whatAPoolLendsInATransactionIsGivenBack() throws SQLException {
        try (Lender lender = Lender.Kind.HIKARI.of(database)) {
            ConnectionSource lending = lender.source();
            DataSource dirty = (DataSource) Proxy.newProxyInstance(
                    RefusedConnectionTest.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> {
                        Connection connection = lending.open();
                        connection.setAutoCommit(false);
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("SELECT 1");
                        }
                        return connection;
                    });
            for (ThrowingCallable work : works(ConnectionSource.of(dirty))) {
                assertThatThrownBy(work).hasMessage("the connection is already in a transaction");
                assertThat(lender.isGivenBack()).isTrue();
            }
        }
    }

    @Test
    void aFailedTransactionIsLeftAlone() throws SQLException {
        // The driver's own connection: closing it would end it.
        try (Connection owned = database.dataSource().getConnection();
                Statement statement = owned.createStatement()) {
            owned.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute("SELECT 1/0")).isInstanceOf(SQLException.class);
            for (ThrowingCallable work : works(() -> owned)) {
                assertThatThrownBy(work).hasMessage("the connection is already in a transaction");
                assertThat(state(owned)).isEqualTo(TransactionState.FAILED);
            }
        }
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(PgConnection.class).getTransactionState();
    }

    private String lastCommand(Connection connection) throws SQLException {
        int pid = connection.unwrap(PgConnection.class).getBackendPID();
        return database.value(
                "SELECT query || ' ' || state || ' ' || state_change FROM pg_stat_activity WHERE pid = " + pid);
    }

    @Test
    void aReadOnlyConnectionIsDumpedAndNotRestoredInto() throws Exception {
        try (Lender lender = Lender.Kind.SINGLE.of(database);
                Connection owned = lender.next()) {
            owned.setReadOnly(true);
            String last = lastCommand(owned);
            for (ThrowingCallable work : works(lender.source()).subList(1, 3)) {
                assertThatThrownBy(work)
                        .isInstanceOf(SengiException.class)
                        .hasMessage("cannot restore over a read-only connection");
                assertThat(lastCommand(owned)).isEqualTo(last);
            }
            PgDump.from(lender.source()).to(OutputStream.nullOutputStream());
            assertThat(owned.isReadOnly()).isTrue();
        }
    }

    @Test
    void oneConnectionIsNotUsedTwiceAtTheSameTime() throws Exception {
        try (Lender lender = Lender.Kind.SINGLE.of(database)) {
            PgDump.from(lender.source()).to(new OutputStream() {
                @Override
                public void write(int octet) {
                    assertThatThrownBy(() -> restore(lender.source()).run())
                            .isInstanceOf(SengiException.class)
                            .hasMessageStartingWith("the connection is already ");
                }
            });
        }
    }

    @Test
    void jdbcPropertiesOfAConnectionAreUnchanged() throws Exception {
        for (boolean autoCommit : List.of(true, false)) {
            try (Lender lender = Lender.Kind.SINGLE.of(database);
                    Connection owned = lender.next()) {
                prepare(owned, autoCommit);
                List<Object> before = known(owned);
                PgDump.from(lender.source()).rowsPerInsert(5).to(OutputStream.nullOutputStream());
                assertThat(known(owned)).isEqualTo(before);
                restore(lender.source()).run();
                assertThat(known(owned)).isEqualTo(before);
                assertThat(state(owned)).isEqualTo(TransactionState.IDLE);
                SQLWarning warnings = owned.getWarnings();
                assertThat(warnings.getMessage()).isEqualTo("the owner's");
                assertThat(warnings.getNextWarning() == null).isTrue();
            }
        }
    }

    @Test
    void aClosedConnectionIsRefusedEveryTime() throws SQLException {
        Connection closed = database.dataSource().getConnection();
        closed.close();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> PgDump.from(() -> closed).to(OutputStream.nullOutputStream()))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("closed");
        }
    }

    /** The server has not refused anything. */
    @ParameterizedTest
    @ValueSource(strings = {"setAutoCommit", "createStatement"})
    void whatAWrapperRefusesIsAnErrorOfTheConnection(String refused) throws SQLException {
        try (Lender lender = Lender.Kind.HIKARI.of(database)) {
            ConnectionSource source = wrapped(lender, refused, () -> {
                throw new SQLException("not for you");
            });
            // A restore does not ask the wrapper for any statement.
            boolean onlyDumps = refused.equals("createStatement");
            for (ThrowingCallable work : works(source).subList(0, onlyDumps ? 1 : 3)) {
                assertThatThrownBy(work).isInstanceOf(ConnectionException.class).hasMessageContaining("not for you");
                assertThat(lender.isGivenBack()).isTrue();
            }
        }
    }

    @Test
    void aWrapperOfNothingIsRefused() throws SQLException {
        try (Lender lender = Lender.Kind.HIKARI.of(database)) {
            for (ThrowingCallable work : works(wrapped(lender, "unwrap", () -> null))) {
                assertThatThrownBy(work)
                        .isInstanceOf(ConnectionException.class)
                        .hasMessage("the connection does not unwrap to org.postgresql.jdbc.PgConnection");
                assertThat(lender.isGivenBack()).isTrue();
            }
        }
    }

    /** Lends connections on which one method behaves differently. */
    private static ConnectionSource wrapped(Lender lender, String other, Callable<Object> behaviour) {
        ConnectionSource lending = lender.source();
        return () -> {
            Connection connection = lending.open();
            return (Connection) Proxy.newProxyInstance(
                    RefusedConnectionTest.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals(other)) {
                            return behaviour.call();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    private static void prepare(Connection connection, boolean autoCommit) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setSchema("pg_catalog");
        connection.setNetworkTimeout(Runnable::run, 45_000);
        connection.setClientInfo("ApplicationName", "owner");
        connection.setAutoCommit(autoCommit);
        PgConnection driver = connection.unwrap(PgConnection.class);
        driver.setPrepareThreshold(3);
        driver.setDefaultFetchSize(77);
        driver.setAutosave(AutoSave.ALWAYS);
        driver.addWarning(new SQLWarning("the owner's"));
    }

    private static List<Object> known(Connection connection) throws SQLException {
        PgConnection driver = connection.unwrap(PgConnection.class);
        List<Object> known = List.of(
                connection.getAutoCommit(),
                connection.isReadOnly(),
                connection.getTransactionIsolation(),
                connection.getHoldability(),
                connection.getSchema(),
                connection.getNetworkTimeout(),
                connection.getClientInfo(),
                connection.getTypeMap(),
                driver.getPrepareThreshold(),
                driver.getDefaultFetchSize(),
                driver.getPreferQueryMode(),
                driver.getAutosave());
        if (!connection.getAutoCommit()) {
            // The query itself has started a transaction.
            connection.commit();
        }
        return known;
    }
}
