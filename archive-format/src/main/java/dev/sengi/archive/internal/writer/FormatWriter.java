package dev.sengi.archive.internal.writer;

import dev.sengi.archive.ArchiveWriter.LargeObjectOutput;
import dev.sengi.archive.TocEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the bytes of one format. Relies on its caller for the order of calls that {@link
 * dev.sengi.archive.ArchiveWriter} requires, and for data that are complete.
 */
public interface FormatWriter extends Closeable {

    /** Writes everything that precedes the data. */
    void begin(ArchiveStart start) throws IOException;

    /**
     * Begins an entry's data.
     *
     * @return receives the data, uncompressed
     */
    OutputStream openData(TocEntry entry) throws IOException;

    /** Begins the large objects of an entry. */
    LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException;

    /**
     * Returns whether several threads may write the data of entries in any order; otherwise, they must open them in the
     * order of the table of contents.
     */
    boolean anyOrder();

    /** Returns whether opening large objects waits until all entries before theirs are complete. */
    boolean waitsForEntriesBefore();

    /** Makes threads that wait for another entry's data fail, and lets streams end without completing their data. */
    void abandon();

    /** Writes everything that follows the data. */
    void finish() throws IOException;

    /** Closes the output. Without {@link #finish}, what has been written is incomplete, or is removed. */
    @Override
    void close() throws IOException;
}
