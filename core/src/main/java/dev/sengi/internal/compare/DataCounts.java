package dev.sengi.internal.compare;

import dev.sengi.RowCount;
import dev.sengi.TableRows;
import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.restore.plain.ScriptEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many rows each table has, and how many large objects there are, in an archive, a script or a database.
 *
 * @param tables those whose rows can be dumped: not partitioned tables, but their partitions
 * @param largeObjects uncountable if they are not part of an archive or script
 */
public record DataCounts(Map<QualifiedName, RowCount> tables, RowCount largeObjects) {
    private static final RowCount NOT_CONTAINED = RowCount.unknown("not dumped");

    public DataCounts {
        tables = Map.copyOf(tables);
    }

    /**
     * Returns the counts of an archive that has been read.
     *
     * @param counts by dump ID; a missing one is unknown
     */
    public static DataCounts ofArchive(List<TocEntry> entries, Map<Integer, Long> counts) {
        Map<QualifiedName, RowCount> tables = new TreeMap<>();
        RowCount largeObjects = null;
        for (TocEntry entry : entries) {
            Long number = counts.get(entry.dumpId());
            RowCount count = number == null ? RowCount.unknown("not countable") : RowCount.of(number);
            if (entry.type().data() == Data.ROWS) {
                // The data of a large table may be several entries.
                tables.merge(QualifiedName.of(entry.namespace(), entry.tag()), count, RowCount::plus);
            } else if (entry.type().data() == Data.LARGE_OBJECTS) {
                largeObjects = largeObjects == null ? count : largeObjects.plus(count);
            }
        }
        return new DataCounts(tables, largeObjects == null ? NOT_CONTAINED : largeObjects);
    }

    /** Returns the counts of a script. */
    public static DataCounts ofScript(List<ScriptEntry> entries) {
        Map<QualifiedName, RowCount> tables = new TreeMap<>();
        RowCount largeObjects = null;
        for (ScriptEntry entry : entries) {
            RowCount count = RowCount.of(entry.count());
            if (entry.type().data() == Data.ROWS) {
                tables.merge(QualifiedName.of(entry.schema(), entry.name()), count, RowCount::plus);
            } else if (entry.type().data() == Data.LARGE_OBJECTS) {
                largeObjects = largeObjects == null ? count : largeObjects.plus(count);
            }
        }
        return new DataCounts(tables, largeObjects == null ? NOT_CONTAINED : largeObjects);
    }

    /** Returns the numbers of each table that either side has, by name, and of large objects at the end. */
    public List<TableRows> compare(DataCounts other) {
        TreeSet<QualifiedName> names = new TreeSet<>(tables.keySet());
        names.addAll(other.tables.keySet());
        List<TableRows> pairs = new ArrayList<>();
        for (QualifiedName name : names) {
            pairs.add(new TableRows(name.schema(), name.name(), tables.get(name), other.tables.get(name)));
        }
        if (hasLargeObjects() || other.hasLargeObjects()) {
            pairs.add(new TableRows(null, null, orNull(largeObjects), orNull(other.largeObjects)));
        }
        return pairs;
    }

    /** A dump of a database without large objects has no entry for them. */
    private boolean hasLargeObjects() {
        return !largeObjects.equals(NOT_CONTAINED) && !largeObjects.equals(RowCount.of(0));
    }

    private static RowCount orNull(RowCount count) {
        return count.equals(NOT_CONTAINED) ? null : count;
    }
}
