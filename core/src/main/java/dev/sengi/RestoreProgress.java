package dev.sengi;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a restore has come.
 *
 * @param entriesDone entries that have been restored, or have failed
 * @param entriesTotal entries to restore
 * @param bytesSent bytes of data sent to the server, uncompressed
 * @param rowsSent rows of tables sent by COPY
 * @param storedDone stored bytes of the data that have been restored; estimated for those under way
 * @param storedTotal stored bytes of all data to restore, or 0 where the archive does not tell, as when it is piped
 * @param elapsed since the restore began
 */
public record RestoreProgress(
        int entriesDone,
        int entriesTotal,
        long bytesSent,
        long rowsSent,
        long storedDone,
        long storedTotal,
        Duration elapsed) {

    /**
     * Returns how much of the work is done, between 0 and 1: that of the data where their size is known, of the entries
     * otherwise.
     */
    public double fraction() {
        if (storedTotal > 0) {
            return Math.min(1.0, (double) storedDone / storedTotal);
        }
        return entriesTotal == 0 ? 1.0 : (double) entriesDone / entriesTotal;
    }

    /** Returns how long the rest takes, if it goes on as it has gone; nothing where there is nothing to go by yet. */
    public Optional<Duration> remaining() {
        double fraction = fraction();
        if (fraction <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - fraction) / fraction)));
    }
}
