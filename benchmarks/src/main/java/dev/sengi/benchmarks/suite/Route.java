package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.ServerCertificate;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;

/** How programs reach the server. */
enum Route {
    /** Over the loopback interface; the server offers no TLS. */
    DIRECT {
        @Override
        Way open(TestDatabase database, Path folder) {
            return new Way(database.connectionString(), () -> 0, () -> {});
        }
    },

    /** Over a Unix-domain socket. */
    SOCKET {
        @Override
        Way open(TestDatabase database, Path folder) {
            return new Way(database.socketUri(), () -> 0, () -> {});
        }
    },

    /** Over a relay that adds latency and counts round trips. */
    SLOW {
        @Override
        Way open(TestDatabase database, Path folder) {
            RoundTrips relay = new RoundTrips(database, LATENCY);
            return new Way(relay.connectionString(), relay::waits, relay::close);
        }
    },

    /** Over the loopback interface with TLS. */
    TLS {
        @Override
        Way open(TestDatabase database, Path folder) {
            ServerCertificate certificate = new ServerCertificate(folder);
            return new Way(certificate.uri(database, "require"), () -> 0, certificate::close);
        }
    };

    /** What the relay adds to a round trip. */
    static final Duration LATENCY = Duration.ofMillis(20);

    /** Makes the database reachable until the way is closed. */
    abstract Way open(TestDatabase database, Path folder);

    /** The open way to a database. */
    static final class Way implements AutoCloseable {
        private final String connectionString;
        private final IntSupplier roundTrips;
        private final Runnable end;

        private Way(String connectionString, IntSupplier roundTrips, Runnable end) {
            this.connectionString = connectionString;
            this.roundTrips = roundTrips;
            this.end = end;
        }

        String connectionString() {
            return connectionString;
        }

        /** Returns the number of round trips so far, 0 if they are not counted. */
        int roundTrips() {
            return roundTrips.getAsInt();
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
