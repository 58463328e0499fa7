package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrappers of connections that lack methods: those made for an old version of JDBC, or for one application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncompleteWrapperTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unwrap",
                "getAutoCommit",
                "isReadOnly",
                "setAutoCommit",
                "getMetaData",
                "createStatement",
                "prepareStatement",
                "createArrayOf",
                "rollback"
            })
    void areGivenBackAndUsableAgain(String missing) throws Exception {
        for (Throwable thrown : new Throwable[] {new AbstractMethodError(), new UnsupportedOperationException()}) {
            try (Lender lender = Lender.Kind.HIKARI.of(database)) {
                ConnectionSource source = wrapped(lender, missing, thrown);
                Throwable dumping = catchThrowable(() -> dump(source));
                assertThat(lender.isGivenBack()).as("%s: %s", thrown, dumping).isTrue();
                Throwable restoring = catchThrowable(() -> restore(source));
                assertThat(lender.isGivenBack()).as("%s: %s", thrown, restoring).isTrue();
                dump(lender.source());
            }
        }
    }

    @Test
    void areRefusedIfTheyCannotBeUnwrapped() throws Exception {
        try (Lender lender = Lender.Kind.HIKARI.of(database)) {
            ConnectionSource source = wrapped(lender, "unwrap", new AbstractMethodError());
            assertThatThrownBy(() -> dump(source))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("the connection does not unwrap to org.postgresql.jdbc.PgConnection");
        }
    }

    /** The dump is complete, and its report would be lost. */
    @ParameterizedTest
    @ValueSource(strings = {"rollback", "close"})
    void doNotReplaceTheResult(String missing) throws Exception {
        try (Lender lender = Lender.Kind.SINGLE.of(database)) {
            dump(wrapped(lender, missing, new AbstractMethodError()));
        }
    }

    private static void dump(ConnectionSource source) throws IOException {
        PgDump.from(source).to(OutputStream.nullOutputStream());
    }

    private void restore(ConnectionSource source) throws IOException {
        PgRestore.from(new ByteArrayInputStream(archive))
                .clean()
                .ifExists()
                .into(source)
                .run();
    }

    /** Lends connections without a method. */
    private static ConnectionSource wrapped(Lender lender, String missing, Throwable thrown) {
        ConnectionSource lending = lender.source();
        return () -> wrapped(lending.open(), missing, thrown);
    }

    private static Connection wrapped(Connection connection, String missing, Throwable thrown) {
        Class<?>[] types = {Connection.class};
        return (Connection) Proxy.newProxyInstance(
                IncompleteWrapperTest.class.getClassLoader(), types, (proxy, method, arguments) -> {
                    if (method.getName().equals(missing)) {
                        throw thrown;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
