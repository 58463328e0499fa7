package dev.sengi.archive.internal.copy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The large objects that a table of contents lists. A tar or directory archive may contain fewer. Reading them detects
 * a missing file, but not that a tar ends between two of them or that a list is empty.
 */
public final class ListedObjects {
    private ListedObjects() {}

    /**
     * Reads an entry's large objects.
     *
     * @throws ArchiveFormatException if one of those that the table of contents lists is missing; the others have been
     *     visited
     */
    public static void read(Archive archive, TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        Set<Long> missing = listed(archive, entry);
        int all = missing.size();
        archive.readLargeObjects(entry, (oid, content) -> {
            visitor.visit(oid, content);
            missing.remove(oid);
        });
        if (!missing.isEmpty()) {
            throw new ArchiveFormatException(
                    Reason.CORRUPT,
                    "the data of large objects \"" + entry.tag() + "\" are incomplete: " + missing.size() + " of " + all
                            + " are missing",
                    -1,
                    entry.dumpId(),
                    null);
        }
    }

    private static Set<Long> listed(Archive archive, TocEntry entry) {
        if (!entry.hadDumper() || archive.header().format() == ArchiveFormat.CUSTOM) {
            // In a custom archive, a mark ends the objects.
            return new HashSet<>();
        }
        Map<Integer, TocEntry> needed = new HashMap<>();
        for (TocEntry other : archive.entries()) {
            if (entry.dependencies().contains(other.dumpId())) {
                needed.put(other.dumpId(), other);
            }
        }
        TocEntry metadata = metadata(entry, needed::get);
        try {
            return new HashSet<>(metadata != null ? oids(metadata) : separate(archive.entries()));
        } catch (NumberFormatException e) {
            // An invalid list does not show what is missing; the commands that create the objects will fail.
            return new HashSet<>();
        }
    }

    /** Before 1.16, each large object has an entry of its own, whose tag is its OID, and all content is one entry. */
    private static List<Long> separate(List<TocEntry> entries) {
        return entries.stream()
                .filter(entry -> EntryTraits.of(entry).largeObjects() == LargeObjects.BY_TAG)
                .map(entry -> Long.valueOf(entry.tag()))
                .toList();
    }

    /**
     * Returns the entry that lists a group's large objects: since 1.16, one on which the group depends; otherwise null.
     */
    public static TocEntry metadata(TocEntry group, IntFunction<TocEntry> byDumpId) {
        for (int dependency : group.dependencies()) {
            TocEntry metadata = byDumpId.apply(dependency);
            if (metadata != null
                    && EntryTraits.of(metadata).largeObjects() == LargeObjects.BY_LIST
                    && metadata.defn() != null) {
                return metadata;
            }
        }
        return null;
    }

    /**
     * Returns the OIDs in a list of large objects.
     *
     * @throws NumberFormatException if the list is invalid
     */
    public static List<Long> oids(TocEntry metadata) {
        return metadata.defn().lines().map(Long::valueOf).toList();
    }
}
