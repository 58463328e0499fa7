package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.TocEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order of constraints in a tree of tables. One that is added to a parent is added to its children, too, unless they have
 * an equal one, which it adopts: what the children end with depends on which came first. So the list's order is kept between
 * a constraint that is passed on and the others of its kind.
 *
 * <p>Used once, in the order of the list.
 */
final class InheritedConstraints {
    private static final int UNKNOWN_TREE = 0;

    private final TableTrees trees;
    private final Map<Integer, Integer> treeOfTable;
    private final Map<String, Sequence> sequences = new HashMap<>();

    /** What has been listed of one kind and tree since the last constraint that is passed on, which comes first. */
    private static final class Sequence {
        private Integer passedOn;
        private final Set<Integer> since = new HashSet<>();
    }

    InheritedConstraints(TableTrees trees) {
        this.trees = trees;
        treeOfTable = trees.treeOfTable();
    }

    /** Returns the constraints, all listed before, that have to be there before this entry is restored. */
    Set<Integer> before(TocEntry entry) {
        return entry.type().isConstraint() ? constraintsBefore(entry) : Set.of();
    }

    private Set<Integer> constraintsBefore(TocEntry entry) {
        boolean mayBePassedOn = entry.defn() == null || !entry.defn().startsWith("ALTER TABLE ONLY ");
        Set<Integer> before = new LinkedHashSet<>();
        boolean isPlaced = false;
        for (int table : entry.dependencies()) {
            Integer tree = treeOfTable.get(table);
            if (tree != null) {
                isPlaced = true;
                boolean isPassedOn = mayBePassedOn && !trees.children(table).isEmpty();
                add(entry, sequence(tree, entry), isPassedOn, before);
            }
        }
        if (!isPlaced) {
            // An archive without the tables' definitions does not say which tree it is.
            add(entry, sequence(UNKNOWN_TREE, entry), mayBePassedOn, before);
        }
        before.remove(entry.dumpId());
        return before;
    }

    private Sequence sequence(int tree, TocEntry entry) {
        return sequences.computeIfAbsent(tree + " " + entry.desc(), key -> new Sequence());
    }

    private static void add(TocEntry entry, Sequence sequence, boolean isPassedOn, Set<Integer> before) {
        if (sequence.passedOn != null) {
            before.add(sequence.passedOn);
        }
        if (isPassedOn) {
            before.addAll(sequence.since);
            sequence.since.clear();
            sequence.passedOn = entry.dumpId();
        } else {
            sequence.since.add(entry.dumpId());
        }
    }
}
