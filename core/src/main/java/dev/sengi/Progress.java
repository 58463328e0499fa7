package dev.sengi;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The progress of a dump, restore or comparison. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface Progress {

    /**
     * {@return how many entries are complete or have failed; in a dump, of those with data} In a comparison, these are
     * the entries of an archive with data, the tables of a database, or a script as a single one.
     */
    int entriesDone();

    /** {@return how many entries there are, counted like {@link #entriesDone()}} */
    int entriesTotal();

    /**
     * {@return how many bytes of data have been received from or sent to the server, or read from a compared archive or
     * script, uncompressed}
     */
    long bytes();

    /**
     * {@return how many rows have been received or sent} In a restore, the rows of a large table are estimated until
     * the server reports how many it has loaded; if the load fails, they no longer count. A restore does not count rows
     * in INSERT commands, and a comparison reports none until its end.
     */
    long rows();

    /** {@return how much of {@link #workTotal()} is done, estimated for unfinished entries; it never decreases} */
    long workDone();

    /**
     * Returns the size of the whole work, in bytes. If an archive is read, these are the stored bytes of all data; if a
     * script is, those of its file. In a dump, or when a database is compared, they are the bytes of the tables on the
     * server, as of the last vacuum or analyze of each table.
     *
     * @return positive; empty if there are no data, or their size is unknown, for example because the archive is read from
     *     a pipe
     */
    OptionalLong workTotal();

    /** {@return the time since the dump, restore or comparison began to work on data or entries} */
    Duration elapsed();

    /**
     * {@return how much of the work is done, from 0 to 1: of the data if their size is known, otherwise of the entries} It
     * never decreases, but starts again with each database if several are dumped, and with each side of a comparison.
     */
    default double fraction() {
        OptionalLong total = workTotal();
        if (total.isPresent()) {
            return Math.min(1.0, (double) workDone() / total.getAsLong());
        }
        return entriesTotal() == 0 ? 1.0 : (double) entriesDone() / entriesTotal();
    }

    /**
     * {@return an estimate of the remaining time, assuming a constant pace; empty if nothing is done yet, or if all data are
     * done but not all entries} How long it takes to create indexes and constraints after the data is unknown.
     */
    default Optional<Duration> remaining() {
        double fraction = fraction();
        if (fraction <= 0 || (fraction >= 1 && entriesDone() < entriesTotal())) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(elapsed().toMillis() * (1 - fraction) / fraction)));
    }
}
