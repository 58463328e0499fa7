package dev.sengi.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final long MEBIBYTE = 1 << 20;

    private final List<Progress> reports = new ArrayList<>();
    private final ProgressListener collector = new ProgressListener() {
        @Override
        public void progress(Progress progress) {
            reports.add(progress);
        }
    };

    private static TocEntry entry(int dumpId) {
        return TocEntry.builder(dumpId).tag("t").desc("TABLE DATA").build();
    }

    /** The first entry is compressed well, which also lowers the estimate of the second. */
    @Test
    void theFractionNeverDecreases() {
        TocEntry first = entry(1);
        TocEntry second = entry(2);
        ProgressMeter meter = new ProgressMeter(collector, 2, Map.of(1, 10 * MEBIBYTE, 2, 100 * MEBIBYTE), Map.of());
        meter.entryStarted(first);
        meter.entryStarted(second);
        meter.entryAdvanced(EntryEvents.advanced(second, 60 * MEBIBYTE, 60));
        meter.entryAdvanced(EntryEvents.advanced(first, 100 * MEBIBYTE, 100));
        double before = reports.get(1).fraction();
        assertThat(before).isGreaterThan(0.5);
        meter.entryFinished(EntryEvents.finished(first, 100 * MEBIBYTE));
        assertThat(reports.get(2).fraction()).isEqualTo(before);
        meter.entryAdvanced(EntryEvents.advanced(second, 800 * MEBIBYTE, 800));
        assertThat(reports.get(3).fraction()).isBetween(0.9, 0.99);
        meter.entryFinished(EntryEvents.finished(second, 860 * MEBIBYTE));
        assertThat(reports.get(4).fraction()).isEqualTo(1.0);
    }

    /** The entry is compressed to a tenth. */
    @Test
    void theStoredBytesThatHaveBeenReadCountIfTheyAreKnown() {
        TocEntry entry = entry(1);
        AtomicLong read = new AtomicLong();
        ProgressMeter meter = new ProgressMeter(collector, 1, Map.of(1, 10 * MEBIBYTE), dumpId -> read.get());
        meter.entryStarted(entry);
        read.set(2 * MEBIBYTE);
        meter.entryAdvanced(EntryEvents.advanced(entry, 20 * MEBIBYTE, 20));
        assertThat(reports.get(0).fraction()).isEqualTo(0.2);
        // The entry is read again from its beginning.
        read.set(MEBIBYTE);
        meter.entryAdvanced(EntryEvents.advanced(entry, 10 * MEBIBYTE, 10));
        assertThat(reports.get(1).fraction()).isEqualTo(0.2);
        read.set(11 * MEBIBYTE);
        meter.entryAdvanced(EntryEvents.advanced(entry, 80 * MEBIBYTE, 80));
        assertThat(reports.get(2).fraction()).isEqualTo(1.0);
    }

    @Test
    void theTimeThatEntriesWithoutDataTakeIsUnknown() {
        TocEntry rows = entry(1);
        ProgressMeter meter = new ProgressMeter(collector, 2, Map.of(1, MEBIBYTE), Map.of());
        meter.entryStarted(rows);
        meter.entryAdvanced(EntryEvents.advanced(rows, MEBIBYTE / 2, 1));
        assertThat(reports.get(0).remaining()).isPresent();
        meter.entryFinished(EntryEvents.finished(rows, MEBIBYTE));
        assertThat(reports.get(1).fraction()).isEqualTo(1.0);
        assertThat(reports.get(1).remaining()).isEmpty();
        TocEntry index = entry(2);
        meter.entryStarted(index);
        meter.entryFinished(EntryEvents.finished(index, 0));
        assertThat(reports.get(2).remaining()).contains(Duration.ZERO);
    }
}
