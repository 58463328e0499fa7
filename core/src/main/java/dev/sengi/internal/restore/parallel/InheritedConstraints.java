package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.plan.TableTrees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order of constraints in a tree of tables. A constraint that is added to a parent is also added to its children,
 * unless they already have an equal one, which is then merged. The children's final constraints therefore depend on
 * which came first, and an inherited constraint must keep its position in the list relative to others of its kind.
 *
 * <p>Used once, in the order of the list.
 */
final class InheritedConstraints {
    private static final int UNKNOWN_TREE = 0;

    private final TableTrees trees;
    private final Map<Integer, Integer> treeOfTable;
    private final Map<String, Sequence> sequences = new HashMap<>();

    /** The last inherited constraint of one kind and tree, and the constraints listed since, which wait for it. */
    private static final class Sequence {
        private Integer passedOn;
        private final Set<Integer> since = new HashSet<>();
    }

    InheritedConstraints(TableTrees trees) {
        this.trees = trees;
        treeOfTable = trees.treeOfTable();
    }

    /** Returns the earlier constraints that must exist before this entry is restored. */
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
            // An archive without the tables' definitions does not reveal the tree.
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
