package dev.sengi.internal.kind.replication;

import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Subscriptions of servers before 16, which always ran as their owner. pg_dump writes that with an option that those
 * servers do not accept, so a round trip on them is impossible.
 */
@NeedsRealClient
class OlderSubscriptionsTest {
    private static final String PLAIN = """
            create subscription bare connection 'dbname=x' publication p with (connect = false, slot_name = none)
            """;
    private static final String STREAMING = """
            create subscription streaming connection 'dbname=x' publication p
                with (connect = false, binary = true, streaming = true, synchronous_commit = 'local')
            """;
    private static final String TWO_PHASED = """
            create subscription two_phased connection 'dbname=x' publication p
                with (connect = false, two_phase = true, disable_on_error = true)
            """;

    @Test
    void of14() throws IOException {
        assertSameDump(14, PLAIN, STREAMING);
    }

    @Test
    void of15() throws IOException {
        assertSameDump(15, PLAIN, STREAMING, TWO_PHASED);
    }

    private static void assertSameDump(int major, String... subscriptions) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase()) {
            database.execute(subscriptions);
            DumpOracle oracle = DumpOracle.of(database);
            oracle.assertSameScript();
            oracle.assertSameEntries();
        }
    }
}
