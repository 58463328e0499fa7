package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.PgDump;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several sessions call a listener one after another, and report each entry's start, advance and end in this order. */
class ParallelEventsTest {
    private static final int TABLES = 60;
    private static final int ROWS = 300;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(DumpFormat.class)
    void listenersAreCalledInOrder(DumpFormat format) throws IOException {
        Events events = new Events();
        try (TestDatabase database = TestServer.current().createDatabase()) {
            for (int i = 0; i < TABLES; i++) {
                database.execute("CREATE TABLE t" + i + " AS SELECT g FROM generate_series(1, " + ROWS + ") g");
            }
            PgDump.from(database.connectionSource())
                    .format(format)
                    .jobs(3)
                    .onProgress(events)
                    .to(folder.resolve("dump"));
        }
        assertThat(events.overlaps.get()).isZero();
        assertThat(events.outOfOrder).isEmpty();
        assertThat(events.underWay).isEmpty();
        assertThat(events.rows)
                .hasSize(TABLES)
                .allSatisfy((entry, rows) -> assertThat(rows).isEqualTo(ROWS));
    }

    /** Detects calls that overlap or come in the wrong order. */
    private static final class Events implements ProgressListener {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final Set<Integer> underWay = new HashSet<>();
        private final Set<Integer> outOfOrder = new HashSet<>();
        private final Map<Integer, Long> rows = new HashMap<>();

        private void called(Runnable effect) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            effect.run();
            LockSupport.parkNanos(10_000);
            inside.decrementAndGet();
        }

        @Override
        public void message(Severity severity, String text) {
            called(() -> {});
        }

        @Override
        public void entryStarted(TocEntry entry) {
            called(() -> {
                if (!underWay.add(entry.dumpId())) {
                    outOfOrder.add(entry.dumpId());
                }
            });
        }

        @Override
        public void entryAdvanced(EntryProgress advance) {
            called(() -> {
                rows.merge(advance.entry().dumpId(), advance.rows(), Long::sum);
                if (!underWay.contains(advance.entry().dumpId())) {
                    outOfOrder.add(advance.entry().dumpId());
                }
            });
        }

        @Override
        public void entryFinished(EntryResult result) {
            called(() -> {
                if (!underWay.remove(result.entry().dumpId())) {
                    outOfOrder.add(result.entry().dumpId());
                }
            });
        }

        @Override
        public void progress(Progress progress) {
            called(() -> {});
        }
    }
}
