package dev.sengi.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.Progress;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.progress.Tally.State;
import dev.sengi.cli.progress.Tally.Work;
import dev.sengi.internal.progress.EntryEvents;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Counts what a run does, with the test's own clock. */
class TallyTest {
    private static final long MEGABYTE = 1_000_000;

    private long seconds;
    private final Tally tally = new Tally(() -> seconds * 1_000_000_000L);

    private static TocEntry data(int id, String name) {
        return TocEntry.builder(id)
                .desc("TABLE DATA")
                .section(Section.DATA)
                .namespace("public")
                .tag(name)
                .build();
    }

    private record Measured(long bytes, long workDone, Duration elapsed) implements Progress {
        @Override
        public int entriesDone() {
            return 0;
        }

        @Override
        public int entriesTotal() {
            return 2;
        }

        @Override
        public long rows() {
            return 0;
        }

        @Override
        public OptionalLong workTotal() {
            return OptionalLong.of(100);
        }
    }

    /** The parts of a divided table count as one, and the time when no session works on it does not count. */
    @Test
    void partsOfATableAreAddedUp() {
        TocEntry first = data(1, "t");
        TocEntry second = data(2, "t");
        TocEntry third = data(3, "t");
        tally.entryStarted(first);
        seconds = 2;
        tally.entryStarted(second);
        tally.entryAdvanced(EntryEvents.advanced(first, 10, 1));
        tally.entryAdvanced(EntryEvents.advanced(second, 20, 2));
        assertThat(tally.state().underWay())
                .containsExactly(
                        new Work(null, first, 10, 1, Duration.ofSeconds(2)),
                        new Work(null, second, 20, 2, Duration.ZERO));
        seconds = 4;
        tally.entryFinished(EntryEvents.finished(first, 10));
        seconds = 5;
        tally.entryFinished(EntryEvents.finished(second, 20));
        seconds = 100;
        tally.entryStarted(third);
        seconds = 101;
        tally.entryFinished(EntryEvents.finished(third, 0));
        assertThat(tally.tables()).isEqualTo(1);
        assertThat(tally.slowest(Duration.ZERO, 5))
                .containsExactly(new Work(null, first, 30, 3, Duration.ofSeconds(6)));
    }

    /** Dump IDs and names are unique in one database only. */
    @Test
    void databasesAreCountedApart() {
        TocEntry entry = data(1, "t");
        for (String database : List.of("shop", "yard")) {
            tally.databaseStarted(database);
            assertThat(tally.state().progress()).isNull();
            assertThat(tally.state().underWay()).isEmpty();
            tally.entryStarted(entry);
            tally.entryAdvanced(EntryEvents.advanced(entry, 10, 1));
            seconds += 1;
            tally.progress(new Measured(50 * MEGABYTE, 25, Duration.ofSeconds(1)));
            assertThat(tally.state().bytesPerSecond()).isEqualTo(50 * MEGABYTE);
            assertThat(tally.state().database()).isEqualTo(database);
            // The first one fails.
            if (database.equals("yard")) {
                tally.entryFinished(EntryEvents.finished(entry, 10));
                tally.databaseFinished(database);
            }
        }
        assertThat(tally.tables()).isEqualTo(2);
        assertThat(tally.slowest(Duration.ofSeconds(1), 5))
                .containsExactly(new Work("yard", entry, 10, 1, Duration.ofSeconds(1)));
    }

    @Test
    void theSlowestAreFirst() {
        for (int id = 1; id <= 4; id++) {
            TocEntry entry = data(id, "t" + id);
            tally.entryStarted(entry);
            seconds += id;
            tally.entryFinished(EntryEvents.finished(entry, 0));
        }
        assertThat(tally.slowest(Duration.ofSeconds(2), 2))
                .extracting(work -> work.entry().tag())
                .isEqualTo(List.of("t4", "t3"));
        assertThat(tally.slowest(Duration.ofSeconds(3), 5)).hasSize(2);
    }

    /** Data that sessions read ahead arrive before the script reaches the entry. */
    @Test
    void dataMayArriveBeforeTheEntryStarts() {
        TocEntry entry = data(1, "t");
        tally.entryAdvanced(EntryEvents.advanced(entry, 10, 1));
        seconds = 3;
        tally.entryStarted(entry);
        tally.entryFinished(EntryEvents.finished(entry, 10));
        assertThat(tally.slowest(Duration.ZERO, 5))
                .containsExactly(new Work(null, entry, 10, 1, Duration.ofSeconds(3)));
    }

    @Test
    void timePassesBetweenReports() {
        assertThat(tally.state().remaining()).isNegative();
        seconds = 10;
        tally.progress(new Measured(50 * MEGABYTE, 25, Duration.ofSeconds(10)));
        State state = tally.state();
        assertThat(state.remaining()).isEqualTo(Duration.ofSeconds(30));
        assertThat(state.bytesPerSecond()).isEqualTo(5 * MEGABYTE);
        seconds = 15;
        assertThat(tally.state().remaining()).isEqualTo(Duration.ofSeconds(25));
        seconds = 60;
        assertThat(tally.state().remaining()).isZero();
        assertThat(tally.state().bytesPerSecond()).isZero();
    }
}
