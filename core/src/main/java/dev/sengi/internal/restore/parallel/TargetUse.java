package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.restore.database.ExistingTables.Table;
import dev.sengi.internal.restore.database.TargetTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the objects that are made after the data and depend on rows in a way that only the database reveals: an index or
 * constraint calls functions that the archive does not contain, or tables that are separate in the archive belong to one
 * tree of partitions or inheriting tables. Rows may go to, and constraints and triggers may apply to, any table of a tree.
 */
final class TargetUse {
    private TargetUse() {}

    /**
     * @param list all entries
     * @param rows the tables of the archive
     * @return for each entry, whether it must wait for all rows
     */
    static Predicate<TocEntry> of(TargetTables target, List<TocEntry> list, RowParts rows) {
        Set<Integer> joined = joined(target, list, rows);
        return entry -> TaskNodes.isAfterData(entry)
                && EntryTraits.passOf(entry) == Pass.MAIN
                && (entry.dependencies().stream().anyMatch(joined::contains)
                        || (EntryTraits.of(entry).is(Trait.READS_ROWS) && target.mayBeCalledBy(entry.defn())));
    }

    /** Returns the tables that have more relatives in the database than in the archive. */
    private static Set<Integer> joined(TargetTables target, List<TocEntry> list, RowParts rows) {
        Map<Table, Set<Integer>> members = new HashMap<>();
        Map<Table, Set<Integer>> archived = new HashMap<>();
        for (TocEntry entry : list) {
            Table tree = entry.type().isTable() ? target.trees().get(new Table(entry.namespace(), entry.tag())) : null;
            if (tree != null) {
                members.computeIfAbsent(tree, unused -> new HashSet<>()).add(entry.dumpId());
                archived.computeIfAbsent(tree, unused -> new HashSet<>()).add(rows.tree(entry.dumpId()));
            }
        }
        Set<Integer> joined = new HashSet<>();
        members.forEach((tree, tables) -> {
            if (archived.get(tree).size() > 1) {
                joined.addAll(tables);
            }
        });
        return joined;
    }
}
