package dev.sengi.internal.progress;

import dev.sengi.Progress;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The progress of a dump or restore at the time of measurement.
 *
 * @param measurableWork the size of the whole work in bytes; 0 if it is unknown, or nothing
 */
public record MeasuredProgress(
        int entriesDone, int entriesTotal, long bytes, long rows, long workDone, long measurableWork, Duration elapsed)
        implements Progress {

    @Override
    public OptionalLong workTotal() {
        return measurableWork > 0 ? OptionalLong.of(measurableWork) : OptionalLong.empty();
    }
}
