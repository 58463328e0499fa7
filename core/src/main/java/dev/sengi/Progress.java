package dev.sengi;

import java.time.Duration;
import java.util.Optional;

/** How far a dump or restore has come. Immutable; implemented by Sengi only, and may get more methods. */
public interface Progress {

    /** Returns how many entries are complete, or have failed; in a dump, of those with data. */
    int entriesDone();

    /** Returns how many of them there are. */
    int entriesTotal();

    /** Returns how many bytes of data have been read from or sent to the server, uncompressed. */
    long bytes();

    /** Returns how many rows of tables are among them; those restored from INSERT commands are not counted. */
    long rows();

    /** Returns how much of {@link #workTotal()} is done, estimated for the entries under way. */
    long workDone();

    /**
     * Returns the size of the whole work. In a restore, the stored bytes of all data, or 0 if the archive does not say, as
     * when it is piped; in a dump, the bytes of the tables on the server, as far as it knows: it counts them when it
     * vacuums or analyzes a table.
     */
    long workTotal();

    /** Returns the time since the dump or restore began to work on data or entries. */
    Duration elapsed();

    /**
     * Returns how much of the work is done, between 0 and 1: of the data if their size is known, otherwise of the entries.
     */
    default double fraction() {
        if (workTotal() > 0) {
            return Math.min(1.0, (double) workDone() / workTotal());
        }
        return entriesTotal() == 0 ? 1.0 : (double) entriesDone() / entriesTotal();
    }

    /** Returns how long the rest takes if it goes on at the same pace; empty while nothing is done. */
    default Optional<Duration> remaining() {
        double fraction = fraction();
        if (fraction <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(elapsed().toMillis() * (1 - fraction) / fraction)));
    }
}
