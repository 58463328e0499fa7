package dev.sengi.archive.internal.copy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The large objects that a table of contents lists. The files of a tar or directory archive may contain fewer: only a
 * missing file is noticed where they are read, but not a tar that ends between two of them, or an empty list.
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
        if (!entry.hadDumper()) {
            return new HashSet<>();
        }
        Map<Integer, TocEntry> byId = new HashMap<>();
        for (TocEntry other : archive.entries()) {
            if (other.type() == EntryType.BLOB_METADATA || other.type() == EntryType.BLOB) {
                byId.put(other.dumpId(), other);
            }
        }
        try {
            List<Long> members = members(entry, byId::get);
            return members != null ? new HashSet<>(members) : separate(byId.values());
        } catch (NumberFormatException e) {
            // An invalid list says nothing about what is missing; what creates the objects fails.
            return new HashSet<>();
        }
    }

    /** Before 1.16, each large object has an entry of its own, whose tag is its OID, and all content is one entry. */
    private static Set<Long> separate(Iterable<TocEntry> entries) {
        Set<Long> oids = new HashSet<>();
        for (TocEntry entry : entries) {
            if (entry.type() == EntryType.BLOB) {
                oids.add(Long.valueOf(entry.tag()));
            }
        }
        return oids;
    }

    /**
     * Returns the large objects of a group, which the entry that it depends on lists since 1.16; null if no such entry
     * exists.
     *
     * @throws NumberFormatException if the list is invalid
     */
    public static List<Long> members(TocEntry group, IntFunction<TocEntry> byDumpId) {
        for (int dependency : group.dependencies()) {
            TocEntry metadata = byDumpId.apply(dependency);
            if (metadata != null && metadata.type() == EntryType.BLOB_METADATA && metadata.defn() != null) {
                return metadata.defn().lines().map(Long::valueOf).collect(Collectors.toList());
            }
        }
        return null;
    }
}
