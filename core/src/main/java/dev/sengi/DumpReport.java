package dev.sengi;

import java.time.Duration;
import java.util.Optional;

/** What a dump did. Immutable; implemented by Sengi only, and may get more methods. */
public interface DumpReport {

    /** Returns the number of entries in the dump's table of contents. */
    int entries();

    /** Returns the number of tables whose rows were dumped. */
    int tables();

    /** Returns the number of rows. */
    long rows();

    /** Returns how many bytes the data had before compression. */
    long dataBytes();

    /** Returns how many bytes were written; of a directory, its files together. */
    long size();

    /**
     * Returns the SHA-256 of the bytes written, as 64 lower-case hexadecimal digits, like sha256sum's; empty for a
     * directory, and if {@link PgDump#checksum(boolean)} says so.
     */
    Optional<String> sha256();

    /** Returns the time from connecting to the last byte. */
    Duration duration();
}
