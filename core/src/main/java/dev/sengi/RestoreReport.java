package dev.sengi;

import java.time.Duration;
import java.util.List;

/** What a restore did. Immutable; implemented by Sengi only, and may get more methods. */
public interface RestoreReport {

    /** Returns the number of entries that were to be restored; those that failed are among them. */
    int entries();

    /** Returns the number of failures, which were reported and passed over. */
    int errors();

    /** Returns the first failures, in their order; {@value #MOST_FAILURES} at most. */
    List<RestoreFailure> failures();

    /** Returns the number of rows of tables that were sent; those in INSERT commands are not counted. */
    long rows();

    /** Returns how many bytes of data were sent, before any transport's compression. */
    long dataBytes();

    /** Returns the time from the first byte read to the end of the last statement. */
    Duration duration();

    /** How many failures a report holds; more are counted only. */
    int MOST_FAILURES = 1000;
}
