package dev.sengi.internal.compare;

import dev.sengi.RowCount;
import dev.sengi.TableRows;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.session.BytewiseText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How many rows each table has, and how many large objects there are, in an archive, a script or a database.
 *
 * @param tables by readable names; only those whose rows can be dumped, so partitions rather than partitioned tables
 * @param largeObjects uncountable if they are not part of an archive or script
 */
public record DataCounts(Map<QualifiedName, Count> tables, Count largeObjects) {
    private static final Count NOT_CONTAINED = Count.unknown("not dumped");

    public DataCounts {
        tables = Map.copyOf(tables);
    }

    /**
     * Returns the counts of an archive that has been read.
     *
     * @param bytewise whether names are a {@link BytewiseText}
     * @param counts returns the number of an entry's rows or large objects; empty if it is unknown
     */
    public static DataCounts ofArchive(
            List<TocEntry> entries, boolean bytewise, Function<TocEntry, OptionalLong> counts) {
        Map<QualifiedName, Count> tables = new TreeMap<>();
        Count largeObjects = null;
        for (TocEntry entry : entries) {
            OptionalLong number = counts.apply(entry);
            Count count = number.isEmpty() ? Count.unknown("not countable") : Count.of(number.getAsLong());
            if (entry.type().data() == DataKind.ROWS) {
                // The data of a large table may be several entries.
                QualifiedName name = QualifiedName.of(entry.namespace(), entry.tag());
                tables.merge(bytewise ? name.readable() : name, count, Count::plus);
            } else if (entry.type().data() == DataKind.LARGE_OBJECTS) {
                largeObjects = largeObjects == null ? count : largeObjects.plus(count);
            }
        }
        return new DataCounts(tables, largeObjects == null ? NOT_CONTAINED : largeObjects);
    }

    /** Returns the counts of a script. */
    public static DataCounts ofScript(List<ScriptEntry> entries) {
        Map<QualifiedName, Count> tables = new TreeMap<>();
        List<ScriptEntry> unnamed = new ArrayList<>();
        Count largeObjects = null;
        for (ScriptEntry entry : entries) {
            Count count = Count.of(entry.count());
            if (entry.type().data() == DataKind.ROWS && entry.exact() == null) {
                unnamed.add(entry);
            } else if (entry.type().data() == DataKind.ROWS) {
                tables.merge(name(entry.exact()), count, Count::plus);
            } else if (entry.type().data() == DataKind.LARGE_OBJECTS) {
                largeObjects = largeObjects == null ? count : largeObjects.plus(count);
            }
        }
        Map<ScriptEntry.Name, Deque<QualifiedName>> others = definedTables(entries, tables.keySet());
        for (ScriptEntry entry : unnamed) {
            Deque<QualifiedName> defined = others.getOrDefault(entry.shown(), new ArrayDeque<>(0));
            // The data of one table may be several entries.
            QualifiedName name = defined.size() > 1 ? defined.remove() : defined.peek();
            name = name == null ? name(entry.shown()) : name;
            tables.merge(name, Count.of(entry.count()), Count::plus);
        }
        return new DataCounts(tables, largeObjects == null ? NOT_CONTAINED : largeObjects);
    }

    private static QualifiedName name(ScriptEntry.Name name) {
        return QualifiedName.of(name.schema(), name.name());
    }

    /**
     * Returns the tables that the script defines, by their names on one line, for data without a command that names
     * their table: INSERT commands of an empty table.
     */
    private static Map<ScriptEntry.Name, Deque<QualifiedName>> definedTables(
            List<ScriptEntry> entries, Set<QualifiedName> except) {
        Map<ScriptEntry.Name, Deque<QualifiedName>> defined = new HashMap<>();
        for (ScriptEntry entry : entries) {
            if (entry.type().isTable() && entry.exact() != null && !except.contains(name(entry.exact()))) {
                defined.computeIfAbsent(entry.shown(), unused -> new ArrayDeque<>())
                        .add(name(entry.exact()));
            }
        }
        return defined;
    }

    /** Returns the numbers of each table that either side has, by name, and of large objects at the end. */
    public List<TableRows> compare(DataCounts other) {
        TreeSet<QualifiedName> names = new TreeSet<>(tables.keySet());
        names.addAll(other.tables.keySet());
        List<TableRows> pairs = new ArrayList<>();
        for (QualifiedName name : names) {
            pairs.add(new TablePair(
                    Optional.of(name.schema()),
                    Optional.of(name.name()),
                    Optional.ofNullable(tables.get(name)),
                    Optional.ofNullable(other.tables.get(name))));
        }
        if (hasLargeObjects() || other.hasLargeObjects()) {
            pairs.add(new TablePair(
                    Optional.empty(), Optional.empty(), contained(largeObjects), contained(other.largeObjects)));
        }
        return pairs;
    }

    /** A dump of a database without large objects has no entry for them. */
    private boolean hasLargeObjects() {
        return !largeObjects.equals(NOT_CONTAINED) && !largeObjects.equals(Count.of(0));
    }

    private static Optional<RowCount> contained(Count count) {
        return Optional.<RowCount>of(count).filter(number -> !number.equals(NOT_CONTAINED));
    }
}
