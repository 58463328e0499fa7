package dev.sengi;

import java.time.Duration;
import java.util.Optional;

/** What a dump did. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface DumpReport {

    /** {@return the number of entries in the table of contents of the dump} */
    int entries();

    /** {@return the number of tables whose rows were dumped; a divided table counts once} */
    int tables();

    /** {@return the number of rows} */
    long rows();

    /** {@return the size of the data in bytes before compression} */
    long dataBytes();

    /** {@return the number of bytes written; for a directory, the total of its files} */
    long size();

    /**
     * Returns the SHA-256 of the bytes written.
     *
     * @return 64 lower-case hexadecimal digits, as sha256sum prints them; empty for a folder, for a file that may not be
     *     read, or if {@link PgDump#checksum(boolean)} turned it off and no checksum file is written
     */
    Optional<String> sha256();

    /**
     * {@return the time from the beginning of the dump until its output was complete: a file in its place and, unless
     * {@link DumpFlag#NO_SYNC} is set, on disk}
     */
    Duration duration();
}
