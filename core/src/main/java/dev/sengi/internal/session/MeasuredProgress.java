package dev.sengi.internal.session;

import dev.sengi.Progress;
import java.time.Duration;

/** How far a dump or restore had got when it was measured. */
public record MeasuredProgress(
        int entriesDone, int entriesTotal, long bytes, long rows, long workDone, long workTotal, Duration elapsed)
        implements Progress {}
