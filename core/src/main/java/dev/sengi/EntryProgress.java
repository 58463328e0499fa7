package dev.sengi;

import dev.sengi.archive.TocEntry;

/** A part of an entry's data that has passed. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface EntryProgress {

    /** {@return the entry} */
    TocEntry entry();

    /** {@return the size of the part in bytes, uncompressed} */
    long bytes();

    /**
     * {@return the number of rows in the part; 0 if the data are not rows} A restore estimates the rows of a large table;
     * when the server has counted what it loaded, or has rejected it, the difference follows, which may be negative.
     */
    long rows();
}
