package dev.sengi;

import java.time.Duration;

/** What {@link PgRestore#toScript} wrote. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface ScriptReport {

    /** {@return the number of entries that the script restores} */
    int entries();

    /** {@return the number of rows in the script, as {@link Progress#rows} counts them} */
    long rows();

    /** {@return the size of the data in the script, in bytes} */
    long dataBytes();

    /** {@return the time from reading the first byte to writing the last} */
    Duration duration();
}
