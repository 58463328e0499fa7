package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.ddl.Quoting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tables, views and sequences that match patterns, and the children of those that match others: their partitions and the
 * tables that inherit from them, at any depth. Used by one thread.
 */
final class TablePatterns {
    private static final String INHERITS = "\nINHERITS (";
    /** In archives of PostgreSQL 10 and 11. */
    private static final String PARTITION = " PARTITION OF ";

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
        Map<Integer, TocEntry> tables = new LinkedHashMap<>();
        entries.stream().filter(entry -> entry.type().isTable()).forEach(table -> tables.put(table.dumpId(), table));
        Map<Integer, List<TocEntry>> direct = directChildren(tables, entries);
        Deque<TocEntry> found = new ArrayDeque<>();
        tables.values().stream().filter(parents::matches).forEach(found::add);
        Set<List<String>> names = new HashSet<>();
        while (!found.isEmpty()) {
            for (TocEntry child : direct.getOrDefault(found.remove().dumpId(), List.of())) {
                if (names.add(name(child))) {
                    found.add(child);
                }
            }
        }
        return names;
    }

    private static Map<Integer, List<TocEntry>> directChildren(Map<Integer, TocEntry> tables, List<TocEntry> entries) {
        Map<Integer, List<TocEntry>> children = new HashMap<>();
        for (TocEntry entry : entries) {
            boolean attaches = EntryTraits.of(entry).is(Trait.ATTACHES_TABLE);
            if (!attaches && !entry.type().isTable()) {
                continue;
            }
            List<TocEntry> needed = entry.dependencies().stream()
                    .map(tables::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            // A TABLE ATTACH entry depends on both tables, and is named after the partition.
            List<TocEntry> found = attaches
                    ? needed.stream()
                            .filter(table -> name(table).equals(name(entry)))
                            .toList()
                    : List.of(entry);
            for (TocEntry parent : needed) {
                if (!found.contains(parent) && (attaches || inherits(entry, parent))) {
                    children.computeIfAbsent(parent.dumpId(), any -> new ArrayList<>())
                            .addAll(found);
                }
            }
        }
        return children;
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
