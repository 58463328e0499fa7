package dev.sengi;

import java.time.Duration;
import java.util.List;

/** What a restore did. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface RestoreReport {

    /** {@return the number of entries that were to be restored, including those that failed; 0 for a plain-text script} */
    int entries();

    /** {@return the number of failures, which were reported and skipped} */
    int failureCount();

    /**
     * {@return the first failures, in order; at most 1,000, and fewer if the total length of their statements exceeds
     * 8,388,608 characters; any others are only counted}
     */
    List<RestoreFailure> failures();

    /** {@return the number of rows, as {@link Progress#rows} counts them} */
    long rows();

    /** {@return the size of the data sent, in bytes, before any compression by the transport} */
    long dataBytes();

    /** {@return the time from reading the first byte to the end of the last statement} */
    Duration duration();
}
