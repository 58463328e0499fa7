package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sengi.ConnectionSource;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.ds.PGSimpleDataSource;

/** Abandoning a COPY does not take longer if nothing answers, not even the request to cancel it. */
class SilentNetworkTest {
    /** The driver alone would wait for 10 seconds. */
    private static final Duration SOON = Duration.ofMillis(9_500);

    @Test
    void abortsTheConnectionInTime() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                RoundTrips network = new RoundTrips(database)) {
            database.execute("CREATE TABLE t (i int)");
            LentConnection lent = LentConnection.open(ConnectionSource.of(network.connectionString()));
            CopyIn copy = lent.driver().getCopyAPI().copyIn("COPY t FROM STDIN");
            network.freeze();
            long start = System.nanoTime();
            lent.giveUp(copy);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            assertThat(lent.isAborted()).isTrue();
            lent.giveBack(() -> {});
        }
    }

    /** The driver has sent the message that fails the COPY, but has not begun to wait for the answer. */
    @Test
    void aConnectionMayBeAbortedAtAnyMoment() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t (i int)");
            PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
            source.setSocketFactory(Sockets.class.getName());
            LentConnection lent = LentConnection.open(source::getConnection);
            OutputWatch output = Sockets.LAST.get();
            CopyIn copy = lent.driver().getCopyAPI().copyIn("COPY t FROM STDIN");
            output.afterNextFlush = lent::abort;
            assertTimeoutPreemptively(SOON, () -> lent.giveUp(copy));
            assertThat(output.afterNextFlush).isNull();
            lent.giveBack(() -> {});
        }
    }

    /** Regardless of what closed it, and when, the driver does not wait for the COPY before another command. */
    @Test
    void aCommandAfterAnAbortedCopyFails() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t (i int)");
            for (boolean byOwner : new boolean[] {false, true}) {
                LentConnection lent = LentConnection.open(database.connectionSource());
                CopyIn copy = lent.driver().getCopyAPI().copyIn("COPY t FROM STDIN");
                if (byOwner) {
                    lent.driver().abort(Runnable::run);
                } else {
                    lent.abort();
                }
                assertTimeoutPreemptively(SOON, () -> lent.giveUp(copy));
                assertThat(copy.isActive()).isFalse();
                QueryExecutor executor = lent.driver().getQueryExecutor();
                Query query = executor.createSimpleQuery("SELECT 1");
                Throwable error = assertTimeoutPreemptively(
                        SOON,
                        () -> catchThrowable(
                                () -> executor.execute(query, null, new Results(), 0, 0, QueryExecutor.QUERY_ONESHOT)));
                assertThat(error).isInstanceOf(SQLException.class);
                lent.giveBack(() -> {});
            }
        }
    }

    private static final class Results extends ResultHandlerBase {
        @Override
        public void handleWarning(SQLWarning warning) {
            // None is expected.
        }
    }

    /** What to do once the driver has sent something. */
    private static final class OutputWatch extends FilterOutputStream {
        private Runnable afterNextFlush;

        OutputWatch(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            super.flush();
            Runnable action = afterNextFlush;
            afterNextFlush = null;
            if (action != null) {
                action.run();
            }
        }
    }

    /** Creates sockets whose output can be observed. The driver instantiates it by name. */
    public static final class Sockets extends SocketFactory {
        /** The output of the thread's last connection. */
        private static final ThreadLocal<OutputWatch> LAST = new ThreadLocal<>();

        @Override
        public Socket createSocket() {
            return new Socket() {
                private OutputWatch output;

                @Override
                public OutputStream getOutputStream() throws IOException {
                    if (output == null) {
                        output = new OutputWatch(super.getOutputStream());
                        LAST.set(output);
                    }
                    return output;
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }
}
