package dev.sengi;

import dev.sengi.archive.TocEntry;

/** An entry that has been dealt with. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface EntryResult {

    /** {@return the entry} */
    TocEntry entry();

    /** {@return the size of the entry's data in bytes, uncompressed; 0 if it has none} */
    long bytes();
}
