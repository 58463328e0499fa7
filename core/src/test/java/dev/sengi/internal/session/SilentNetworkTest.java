package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.copy.CopyIn;

/** Giving up a COPY does not take longer where nobody answers, not even the request to cancel it. */
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
}
