package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.PgDump;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database's limits on the time of transactions end neither a dump nor a restore, however slow the link is. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TimeLimitsTest {
    private static final int LIMIT_MILLIS = 300;

    /** The number of statements before which a session pauses for longer than the limit. */
    private static final int PAUSES = 6;

    private static final int TRANSACTIONS_TIME_OUT = 17;

    static Stream<String> limits() {
        return TestServer.current().major() < TRANSACTIONS_TIME_OUT
                ? Stream.of("idle_in_transaction_session_timeout")
                : Stream.of("idle_in_transaction_session_timeout", "transaction_timeout");
    }

    private static ConnectionSource slow(TestDatabase database) {
        return () -> slow(database.connectionSource().open());
    }

    private static Connection slow(Connection connection) {
        AtomicInteger statements = new AtomicInteger();
        return (Connection) Proxy.newProxyInstance(
                TimeLimitsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    boolean isStatement = method.getName().matches("(create|prepare)Statement");
                    if (isStatement && statements.incrementAndGet() <= PAUSES) {
                        Thread.sleep(2 * LIMIT_MILLIS);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static TestDatabase limited(String limit, String... sql) {
        TestDatabase database = TestServer.current().createDatabase();
        database.execute(sql);
        database.server()
                .maintenance()
                .execute("ALTER DATABASE " + database.name() + " SET " + limit + " = " + LIMIT_MILLIS);
        return database;
    }

    @ParameterizedTest
    @MethodSource("limits")
    void doNotEndADump(String limit) throws Exception {
        try (TestDatabase source =
                limited(limit, "CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)")) {
            assertThat(PgDump.from(slow(source)).to(new ByteArrayOutputStream()).rows())
                    .isEqualTo(2);
            assertThat(PgDump.from(slow(source))
                            .role("postgres")
                            .to(new ByteArrayOutputStream())
                            .rows())
                    .isEqualTo(2);
        }
    }
}
