package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Order that an archive's list has but its dependencies do not record. An entry that may need earlier ones of its kind waits
 * for all of them, so that several sessions end in the database that one session makes:
 *
 * <ul>
 *   <li>rows, if a function that the table's definition uses may read other tables, as those of a generated column or a CHECK
 *       constraint may;
 *   <li>the rows of materialized views, if their query uses a function, which may read other views;
 *   <li>grants by others than the owner, who need earlier grants;
 *   <li>the rows of materialized views and event triggers, which fire for them.
 * </ul>
 *
 * <p>Ignores functions of extensions, and functions that the archive does not contain; {@link ExistingTableOrder} takes the
 * latter into account.
 *
 * <p>In a list that a user has reordered against the recorded dependencies, such a wait might never end, so none is added
 * after the first entry that precedes its dependency.
 */
final class ListOrder {
    private static final String OTHER_GRANTOR = "SET SESSION AUTHORIZATION ";

    private final Set<Integer> usingFunctions;
    private final Map<Integer, Set<Integer>> before = new HashMap<>();

    /**
     * @param entries all entries, in the order of the list
     * @param data the entries with data in the order in which they must be read, or are listed
     */
    ListOrder(List<TocEntry> entries, List<TocEntry> data) {
        usingFunctions = usingFunctions(entries);
        chain(data, entry -> entry.type().data() == DataKind.ROWS, this::usesFunctions);
        chain(entries, entry -> EntryTraits.passOf(entry) == Pass.ACL, ListOrder::hasOtherGrantor);
        chain(entries, ListOrder::isRefresh, this::usesFunctions);
        List<Integer> eventTriggers = new ArrayList<>();
        List<Integer> refreshes = new ArrayList<>();
        for (TocEntry entry : entries) {
            if (entry.type() == EntryType.EVENT_TRIGGER) {
                eventTriggers.add(entry.dumpId());
                add(entry, refreshes);
            } else if (isRefresh(entry)) {
                add(entry, eventTriggers);
                refreshes.add(entry.dumpId());
            }
        }
    }

    /** Returns what the entry must wait for besides its recorded dependencies. */
    Set<Integer> before(TocEntry entry) {
        return before.getOrDefault(entry.dumpId(), Set.of());
    }

    static boolean isRefresh(TocEntry entry) {
        return entry.type() == EntryType.MATERIALIZED_VIEW_DATA;
    }

    private static boolean hasOtherGrantor(TocEntry entry) {
        return entry.defn() != null && entry.defn().contains(OTHER_GRANTOR);
    }

    private void chain(List<TocEntry> ordered, Predicate<TocEntry> isOfKind, Predicate<TocEntry> needsEarlier) {
        chain(ordered.stream().filter(isOfKind).toList(), needsEarlier, this::add);
    }

    /**
     * Makes each entry that needs the earlier ones of its kind wait for them. Those before the last such entry are done when
     * that one is, so that the number of waits grows only linearly.
     *
     * @param kind entries of one kind, in order
     * @param waits receives an entry, and what it must wait for
     */
    static void chain(
            List<TocEntry> kind, Predicate<TocEntry> needsEarlier, BiConsumer<TocEntry, List<Integer>> waits) {
        Set<Integer> later = new LinkedHashSet<>();
        kind.forEach(entry -> later.add(entry.dumpId()));
        List<Integer> earlier = new ArrayList<>();
        for (TocEntry entry : kind) {
            later.remove(entry.dumpId());
            if (entry.dependencies().stream().anyMatch(later::contains)) {
                return;
            }
            if (needsEarlier.test(entry)) {
                waits.accept(entry, earlier);
                earlier.clear();
            }
            earlier.add(entry.dumpId());
        }
    }

    private void add(TocEntry entry, List<Integer> waits) {
        before.computeIfAbsent(entry.dumpId(), unused -> new LinkedHashSet<>()).addAll(waits);
    }

    /** Returns whether the definition of the table or view whose rows these are uses a function. */
    private boolean usesFunctions(TocEntry data) {
        return data.dependencies().stream().anyMatch(usingFunctions::contains);
    }

    /** Returns the entries without data whose definitions use a function, directly or through other entries. */
    private static Set<Integer> usingFunctions(Collection<TocEntry> entries) {
        Map<Integer, List<Integer>> dependents = new HashMap<>();
        Deque<Integer> found = new ArrayDeque<>();
        for (TocEntry entry : entries) {
            if (entry.type() == EntryType.FUNCTION) {
                found.add(entry.dumpId());
            }
            if (entry.type().data() == DataKind.NOTHING) {
                entry.dependencies()
                        .forEach(dumpId -> dependents
                                .computeIfAbsent(dumpId, unused -> new ArrayList<>())
                                .add(entry.dumpId()));
            }
        }
        Set<Integer> using = new HashSet<>();
        while (!found.isEmpty()) {
            int dumpId = found.remove();
            if (using.add(dumpId)) {
                found.addAll(dependents.getOrDefault(dumpId, List.of()));
            }
        }
        return using;
    }
}
