package dev.sengi.archive.internal.writer;

import dev.sengi.archive.TocEntry;
import java.util.List;
import java.util.Objects;

/**
 * The entries of an archive that is being written. Those whose definition takes much memory are completed one by one as
 * they are written, in their order.
 *
 * <p>Used by one thread.
 */
public interface TocSource {

    /**
     * Returns all entries in the order in which they are listed, some of them without their definition.
     *
     * @return the same list for every call
     */
    List<TocEntry> outlines();

    /**
     * Returns an entry with its definition.
     *
     * @param outline one of {@link #outlines()}; cheap if they are requested in order
     * @return the entry itself if there is nothing to add
     */
    TocEntry complete(TocEntry outline);

    /**
     * Returns entries that are complete already.
     *
     * @param entries in the order in which they are listed
     * @return a source of just these
     */
    static TocSource of(List<TocEntry> entries) {
        Objects.requireNonNull(entries, "entries");
        return new TocSource() {
            @Override
            public List<TocEntry> outlines() {
                return entries;
            }

            @Override
            public TocEntry complete(TocEntry outline) {
                return outline;
            }
        };
    }
}
