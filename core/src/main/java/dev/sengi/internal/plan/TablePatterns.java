package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tables, views and sequences that match patterns, and the children of those that match others: their partitions and the
 * tables that inherit from them, at any depth. Used by one thread.
 */
final class TablePatterns {
    private final PatternChoice alone;
    private final PatternChoice parents;
    /** Schemas and names, which the entries of a table's definition and of its rows share. */
    private final Set<List<String>> children;

    private TablePatterns(PatternChoice alone, PatternChoice parents, Set<List<String>> children) {
        this.alone = alone;
        this.parents = parents;
        this.children = children;
    }

    /**
     * @param alone patterns of tables
     * @param parents patterns of tables with their children
     * @param entries of the archive
     */
    static TablePatterns of(List<String> alone, List<String> parents, StoredNames names, List<TocEntry> entries) {
        PatternChoice choice = PatternChoice.ofTables(parents, names);
        return new TablePatterns(
                PatternChoice.ofTables(alone, names), choice, choice.isEmpty() ? Set.of() : children(choice, entries));
    }

    private static Set<List<String>> children(PatternChoice parents, List<TocEntry> entries) {
        TableTrees trees = new TableTrees(entries);
        Deque<Integer> found = new ArrayDeque<>();
        trees.tables().stream()
                .filter(table -> parents.matches(trees.table(table)))
                .forEach(found::add);
        Set<List<String>> names = new HashSet<>();
        while (!found.isEmpty()) {
            for (int child : trees.ownChildren(found.remove())) {
                if (names.add(name(trees.table(child)))) {
                    found.add(child);
                }
            }
        }
        return names;
    }

    private static List<String> name(TocEntry entry) {
        return Arrays.asList(entry.namespace(), entry.tag());
    }

    boolean isEmpty() {
        return alone.isEmpty() && parents.isEmpty();
    }

    /** Returns whether a pattern matches the name of the entry's table, or that of an ancestor. */
    boolean matches(TocEntry entry) {
        // All must be called, because they also record which patterns have matched.
        boolean named = alone.matches(entry);
        boolean parent = parents.matches(entry);
        return named || parent || (!children.isEmpty() && children.contains(name(entry)));
    }

    /** Returns the first pattern that has matched nothing. */
    Optional<String> missing() {
        return alone.missing().or(parents::missing);
    }
}
