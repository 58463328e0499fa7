package dev.sengi;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a dump or restore has come.
 *
 * @param entriesDone entries that are complete, or have failed: in a dump, of those with data
 * @param entriesTotal how many of them there are
 * @param bytes bytes of data read from or sent to the server, uncompressed
 * @param rows rows of tables among them; those restored from INSERT commands are not counted
 * @param workDone how much of {@code workTotal} is done, estimated for the entries under way
 * @param workTotal in a restore, the stored bytes of all data, or 0 if the archive does not say, as when it is piped; in a
 *     dump, the bytes of the tables on the server, as far as it knows: it counts them when it vacuums or analyzes a table
 * @param elapsed since the dump or restore began to work on data or entries
 */
public record Progress(
        int entriesDone, int entriesTotal, long bytes, long rows, long workDone, long workTotal, Duration elapsed) {

    /**
     * Returns how much of the work is done, between 0 and 1: of the data if their size is known, otherwise of the entries.
     */
    public double fraction() {
        if (workTotal > 0) {
            return Math.min(1.0, (double) workDone / workTotal);
        }
        return entriesTotal == 0 ? 1.0 : (double) entriesDone / entriesTotal;
    }

    /** Returns how long the rest takes if it goes on at the same pace; empty while nothing is done. */
    public Optional<Duration> remaining() {
        double fraction = fraction();
        if (fraction <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - fraction) / fraction)));
    }
}
