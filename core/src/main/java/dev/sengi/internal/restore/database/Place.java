package dev.sengi.internal.restore.database;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.perform.RestorePhase;
import dev.sengi.internal.perform.RestorePlace;
import java.util.Collection;

/**
 * A place in the restore.
 *
 * @param phase null in a script
 * @param entry null before the first entry
 * @param line the line number in a script, or 0
 */
public record Place(RestorePhase phase, TocEntry entry, long line) {
    static Place of(RestorePlace place) {
        return new Place(place.phase(), place.entry(), 0);
    }

    /** Returns the place of a statement in a script. */
    public static Place ofLine(long line) {
        return new Place(null, null, line);
    }

    /** Returns whether this place is at one of these entries. */
    boolean isAt(Collection<Integer> dumpIds) {
        return entry != null && dumpIds.contains(entry.dumpId());
    }
}
