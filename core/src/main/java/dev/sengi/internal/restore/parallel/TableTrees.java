package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The partition and inheritance trees of an archive's tables, by dump ID. Immutable.
 *
 * <p>A table that inherits depends on its parent, and so does a partition in archives of PostgreSQL 10 to 13. Since 14,
 * a {@code TABLE ATTACH} entry, named after the partition, depends on both. A table may depend on another one for other
 * reasons, such as a column of its row type. It then also counts as a child, which only makes a restore wait longer
 * than necessary.
 */
final class TableTrees {
    private final Map<Integer, TocEntry> tables = new HashMap<>();
    private final Map<Integer, Set<Integer>> children = new HashMap<>();
    private final Map<Integer, Set<Integer>> parents = new HashMap<>();

    TableTrees(Collection<TocEntry> entries) {
        for (TocEntry entry : entries) {
            if (entry.type().isTable()) {
                tables.put(entry.dumpId(), entry);
            }
        }
        for (TocEntry entry : entries) {
            if (entry.type().isTable()) {
                entry.dependencies().forEach(parent -> link(parent, entry.dumpId()));
            } else if (EntryTraits.of(entry).is(Trait.ATTACHES_TABLE)) {
                attach(entry);
            }
        }
    }

    private void attach(TocEntry entry) {
        List<Integer> children = entry.dependencies().stream()
                .filter(table -> isNamedAfter(entry, table))
                .toList();
        // If the name does not show which table is the partition, either may be.
        for (int child : children.isEmpty() ? entry.dependencies() : children) {
            entry.dependencies().forEach(parent -> link(parent, child));
        }
    }

    private boolean isNamedAfter(TocEntry entry, int table) {
        TocEntry candidate = tables.get(table);
        return candidate != null
                && candidate.tag().equals(entry.tag())
                && (entry.namespace() == null || entry.namespace().equals(candidate.namespace()));
    }

    private void link(int parent, int child) {
        if (parent != child && tables.containsKey(parent)) {
            children.computeIfAbsent(parent, key -> new LinkedHashSet<>()).add(child);
            parents.computeIfAbsent(child, key -> new LinkedHashSet<>()).add(parent);
        }
    }

    /** Returns whether the archive contains the table's definition. */
    boolean contains(int table) {
        return tables.containsKey(table);
    }

    /** Returns the dump IDs of all tables. */
    Set<Integer> tables() {
        return tables.keySet();
    }

    /** Returns the tables directly attached to, or inheriting from, a table. */
    Set<Integer> children(int table) {
        return children.getOrDefault(table, Set.of());
    }

    /** Returns whether the table is attached to, or inherits from, another one. */
    boolean hasParent(int table) {
        return parents.containsKey(table);
    }

    /** Returns the tree of each table, as a number that all tables of a tree share. */
    Map<Integer, Integer> treeOfTable() {
        Map<Integer, Integer> trees = new HashMap<>();
        for (int table : tables.keySet()) {
            Deque<Integer> found = new ArrayDeque<>(Set.of(table));
            while (!found.isEmpty()) {
                int member = found.remove();
                if (trees.putIfAbsent(member, table) == null) {
                    found.addAll(children(member));
                    found.addAll(parents.getOrDefault(member, Set.of()));
                }
            }
        }
        return trees;
    }
}
