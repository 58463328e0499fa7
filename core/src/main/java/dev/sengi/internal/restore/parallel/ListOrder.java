package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.plan.FunctionUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Ordering that an archive's list has but its dependencies do not record. An entry that may need earlier ones of its
 * kind waits for all of them, so that several sessions produce the same database as a single one:
 *
 * <ul>
 *   <li>rows, if loading them calls functions, which may read other tables, as those of a generated column or a CHECK
 *       constraint may; and whatever comes after such rows, because it could otherwise change what these functions
 *       find;
 *   <li>indexes and constraints whose creation calls functions, and whatever is created after them;
 *   <li>the rows of materialized views, if their query or an index uses a function, which may read other views, and their
 *       indexes' statistics;
 *   <li>grants by roles other than the owner, which need earlier grants;
 *   <li>the rows of materialized views and event triggers, which fire for them.
 * </ul>
 *
 * <p>Considers only the functions that {@link FunctionUse} knows; {@link ExistingTableOrder} takes others into account.
 *
 * <p>In a list that a user has reordered against the recorded dependencies, such a wait might never end, so none is added
 * after the first entry that precedes its dependency.
 */
final class ListOrder {
    private static final String OTHER_GRANTOR = "SET SESSION AUTHORIZATION ";

    private final FunctionUse functions;
    private final Map<Integer, Set<Integer>> before = new HashMap<>();

    /**
     * @param entries all entries, in the order of the list
     * @param readingOrder the entries with data in the order in which they must be read, or null for any order
     */
    ListOrder(List<TocEntry> entries, List<TocEntry> readingOrder) {
        functions = FunctionUse.of(entries);
        List<TocEntry> data = readingOrder == null ? entries : readingOrder;
        chain(data, entry -> entry.type().data() == DataKind.ROWS, functions::isFilledWith);
        chain(entries, entry -> EntryTraits.passOf(entry) == Pass.ACL, ListOrder::hasOtherGrantor);
        chain(entries, ListOrder::isRefresh, functions::isFilledWith);
        List<Integer> eventTriggers = new ArrayList<>();
        List<Integer> refreshes = new ArrayList<>();
        for (TocEntry entry : entries) {
            if (EntryTraits.of(entry).is(Trait.FIRES_FOR_COMMANDS)) {
                eventTriggers.add(entry.dumpId());
                add(entry, refreshes);
            } else if (isRefresh(entry)) {
                add(entry, eventTriggers);
                refreshes.add(entry.dumpId());
            }
        }
        addStatistics(entries);
        followRows(entries, readingOrder, functions::isFilledWith, this::add);
        keepOrderOfCreation(entries);
    }

    /** Filling a view replaces the statistics of its indexes. */
    private void addStatistics(List<TocEntry> entries) {
        Map<Integer, Integer> refreshes = new HashMap<>();
        Map<Integer, TocEntry> indexes = new HashMap<>();
        for (TocEntry entry : entries) {
            if (isRefresh(entry)) {
                entry.dependencies().forEach(view -> refreshes.put(view, entry.dumpId()));
            } else if (EntryTraits.of(entry).is(Trait.INDEX)) {
                indexes.put(entry.dumpId(), entry);
            }
        }
        for (TocEntry entry : entries) {
            if (EntryTraits.of(entry).content() == Content.STATISTICS) {
                entry.dependencies().stream()
                        .map(indexes::get)
                        .filter(Objects::nonNull)
                        .flatMap(index -> index.dependencies().stream())
                        .map(refreshes::get)
                        .filter(Objects::nonNull)
                        .forEach(refresh -> add(entry, List.of(refresh)));
            }
        }
    }

    /**
     * Makes entries other than rows wait for rows whose loading calls functions, and makes such rows wait for each
     * other. Other data wait if they are listed later, post-data objects in any case.
     *
     * @param readingOrder the entries with data in the order in which they must be read, or null for any order
     * @param callsFunctions for rows
     * @param waits receives an entry, and what it must wait for
     */
    static void followRows(
            List<TocEntry> entries,
            List<TocEntry> readingOrder,
            Predicate<TocEntry> callsFunctions,
            BiConsumer<TocEntry, List<Integer>> waits) {
        Integer last = null;
        for (TocEntry entry : readingOrder == null ? entries : readingOrder) {
            if (entry.type().data() == DataKind.ROWS && callsFunctions.test(entry)) {
                last = entry.dumpId();
            } else if (last != null && entry.type().data() == DataKind.LARGE_OBJECTS) {
                waits.accept(entry, List.of(last));
            }
        }
        Integer listed = null;
        for (TocEntry entry : entries) {
            if (entry.type().data() == DataKind.ROWS && callsFunctions.test(entry)) {
                listed = entry.dumpId();
            }
            boolean isData = entry.section() == Section.DATA && entry.type().data() == DataKind.NOTHING;
            // In a stream, the content of large objects might come first, and would wait for these rows.
            if (listed != null
                    && isData
                    && (readingOrder == null || !entry.type().isLargeObject())) {
                waits.accept(entry, List.of(listed));
            }
            if (last != null && isCreatedAfterData(entry)) {
                waits.accept(entry, List.of(last));
            }
        }
    }

    private static boolean isCreatedAfterData(TocEntry entry) {
        return entry.section() == Section.POST_DATA && EntryTraits.passOf(entry) == Pass.MAIN;
    }

    private void keepOrderOfCreation(List<TocEntry> entries) {
        List<TocEntry> created =
                entries.stream().filter(ListOrder::isCreatedAfterData).toList();
        Set<Integer> later = new LinkedHashSet<>();
        created.forEach(entry -> later.add(entry.dumpId()));
        Integer calling = null;
        List<Integer> since = new ArrayList<>();
        for (TocEntry entry : created) {
            later.remove(entry.dumpId());
            if (entry.dependencies().stream().anyMatch(later::contains)) {
                return;
            }
            if (calling != null) {
                add(entry, List.of(calling));
            }
            if (EntryTraits.of(entry).is(Trait.READS_ROWS) && functions.isCreatedWith(entry)) {
                add(entry, since);
                since.clear();
                calling = entry.dumpId();
            } else {
                since.add(entry.dumpId());
            }
        }
    }

    /** Returns whether creating the object calls functions, which may read any table. */
    boolean isCreatedWithFunctions(TocEntry entry) {
        return functions.isCreatedWith(entry);
    }

    /** Returns what the entry must wait for besides its recorded dependencies. */
    Set<Integer> before(TocEntry entry) {
        return before.getOrDefault(entry.dumpId(), Set.of());
    }

    static boolean isRefresh(TocEntry entry) {
        return EntryTraits.of(entry).is(Trait.FILLS_VIEW);
    }

    private static boolean hasOtherGrantor(TocEntry entry) {
        return entry.defn() != null && entry.defn().contains(OTHER_GRANTOR);
    }

    private void chain(List<TocEntry> ordered, Predicate<TocEntry> isOfKind, Predicate<TocEntry> needsEarlier) {
        chain(ordered.stream().filter(isOfKind).toList(), needsEarlier, this::add);
    }

    /**
     * Makes each entry that needs the earlier ones of its kind wait for them. Entries before the last such entry are
     * done when that one is, so the number of waits grows only linearly.
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
                waits.accept(entry, List.copyOf(earlier));
                earlier.clear();
            }
            earlier.add(entry.dumpId());
        }
    }

    private void add(TocEntry entry, List<Integer> waits) {
        before.computeIfAbsent(entry.dumpId(), unused -> new LinkedHashSet<>()).addAll(waits);
    }
}
