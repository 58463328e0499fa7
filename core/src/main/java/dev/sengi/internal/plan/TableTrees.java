package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.ddl.Quoting;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The partition and inheritance trees of an archive's tables, by dump ID. Immutable.
 *
 * <p>A table that inherits depends on its parent, and so does a partition in archives of PostgreSQL 10 to 13. Since 14,
 * a {@code TABLE ATTACH} entry, named after the partition, depends on both. A table may depend on another one for other
 * reasons, such as a column of its row type. It then also counts as a child, which only makes a restore wait longer
 * than necessary; {@link #ownChildren} leaves it out.
 */
public final class TableTrees {
    private static final String INHERITS = "\nINHERITS (";
    /** In archives of PostgreSQL 10 and 11. */
    private static final String PARTITION = " PARTITION OF ";

    private final Map<Integer, TocEntry> tables = new LinkedHashMap<>();
    private final Map<Integer, Set<Integer>> children = new HashMap<>();
    private final Map<Integer, Set<Integer>> parents = new HashMap<>();
    /** The partitions of tables to which entries attach them by name. */
    private final Map<Integer, Set<Integer>> attached = new HashMap<>();

    public TableTrees(Collection<TocEntry> entries) {
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
        children.forEach(child -> entry.dependencies().stream()
                .filter(parent -> !children.contains(parent))
                .forEach(parent ->
                        attached.computeIfAbsent(parent, key -> new HashSet<>()).add(child)));
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
    public boolean contains(int table) {
        return tables.containsKey(table);
    }

    /** Returns the dump IDs of all tables. */
    public Set<Integer> tables() {
        return tables.keySet();
    }

    /** Returns the tables directly attached to, or inheriting from, a table. */
    public Set<Integer> children(int table) {
        return children.getOrDefault(table, Set.of());
    }

    /** Returns a table's entry. */
    TocEntry table(int dumpId) {
        return tables.get(dumpId);
    }

    /** As {@link #children}, without tables that depend on the table for another reason. */
    List<Integer> ownChildren(int table) {
        Set<Integer> partitions = attached.getOrDefault(table, Set.of());
        return children(table).stream()
                .filter(child -> partitions.contains(child) || inherits(tables.get(child), tables.get(table)))
                .toList();
    }

    /** Returns whether the definition names the table as a parent: a table may depend on another for other reasons. */
    private static boolean inherits(TocEntry table, TocEntry parent) {
        String defn = table.defn();
        if (defn == null) {
            return false;
        }
        int clause = Math.max(defn.lastIndexOf(INHERITS), defn.indexOf(PARTITION));
        return clause >= 0
                && Stream.of(Quoting.whereNeeded(), Quoting.all())
                        // Old archives have a search path instead of qualified names.
                        .flatMap(quoting -> Stream.of(
                                quoting.qualified(parent.namespace(), parent.tag()), quoting.identifier(parent.tag())))
                        .anyMatch(name -> names(defn, clause, name));
    }

    /** Returns whether the text contains the name as a whole from that position on. */
    private static boolean names(String text, int from, String name) {
        for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            if (" (".indexOf(text.charAt(at - 1)) >= 0
                    && (end == text.length() || ",); \n".indexOf(text.charAt(end)) >= 0)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the table is attached to, or inherits from, another one. */
    public boolean hasParent(int table) {
        return parents.containsKey(table);
    }

    /** Returns the tree of each table, as a number that all tables of a tree share. */
    public Map<Integer, Integer> treeOfTable() {
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
