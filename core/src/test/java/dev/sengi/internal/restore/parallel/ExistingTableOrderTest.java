package dev.sengi.internal.restore.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.restore.database.ExistingTables;
import dev.sengi.internal.restore.database.ExistingTables.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order that foreign keys and functions require, with fictitious tables. */
class ExistingTableOrderTest {
    private static final int FIRST = -5;

    private final List<TocEntry> data = new ArrayList<>();
    private final Map<Table, Set<Table>> keys = new HashMap<>();
    private final Map<Table, Table> parents = new HashMap<>();
    private final Set<Table> callers = new HashSet<>();
    private final Set<Table> triggered = new HashSet<>();

    @Test
    void referencedRowsComeFirst() {
        rows("parent");
        rows("other");
        rows("child");
        references("child", "parent");
        assertThat(before(3)).containsExactly(1);
        assertThat(before(1)).isEmpty();
        assertThat(before(2)).isEmpty();
    }

    @Test
    void laterRowsAreNotWaitedFor() {
        rows("child");
        rows("parent");
        references("child", "parent");
        assertThat(before(1)).isEmpty();
        assertThat(before(2)).isEmpty();
    }

    @Test
    void whatIsListedBetweenTwoPartsWaitsForTheFirst() {
        rows("parent");
        rows("child");
        rows("parent");
        rows("child");
        references("child", "parent");
        assertThat(before(2)).containsExactly(1);
        assertThat(before(4)).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void partsOfATableThatReferencesItselfAreLoadedInTurn() {
        rows("tree");
        rows("tree");
        rows("tree");
        references("tree", "tree");
        assertThat(before(1)).isEmpty();
        assertThat(before(2)).containsExactly(1);
        assertThat(before(3)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void partitionsWaitForPartitions() {
        parents.put(table("p1"), table("parent"));
        parents.put(table("p2"), table("p1"));
        parents.put(table("c1"), table("child"));
        rows("p2");
        rows("parent");
        rows("c1");
        references("child", "parent");
        assertThat(before(3)).containsExactlyInAnyOrder(1, 2);
    }

    /** The tables of the source's partitions need not exist. */
    @Test
    void rowsLoadedThroughARootCountAsItsOwn() {
        data.add(entry("gone_1", "-- load via partition root public.\"The Parent\""));
        data.add(entry("gone_2", "-- load via partition root public.\"The Parent\""));
        rows("child");
        references("child", "The Parent");
        assertThat(before(3)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void rowsForWhichFunctionsAreCalledWaitForAllEarlierOnes() {
        rows("a");
        rows("b");
        rows("calling");
        rows("c");
        rows("p2");
        parents.put(table("p2"), table("p1"));
        parents.put(table("p1"), table("calling"));
        callers.add(table("p1"));
        rows("d");
        assertThat(before(3)).containsExactlyInAnyOrder(1, 2);
        assertThat(before(5)).containsExactlyInAnyOrder(3, 4);
        for (int other : new int[] {1, 2, 4, 6}) {
            assertThat(before(other)).isEmpty();
        }
    }

    @Test
    void whatTriggersMayUseIsLoadedBeforeOrAfter() {
        data.add(sequence());
        rows("a");
        rows("b");
        rows("triggered");
        rows("c");
        data.add(sequence());
        rows("d");
        triggered.add(table("triggered"));
        assertThat(before(4)).containsExactlyInAnyOrder(2, 3);
        for (int later : new int[] {5, 6, 7}) {
            assertThat(before(later)).containsExactly(4);
        }
        for (int earlier : new int[] {1, 2, 3}) {
            assertThat(before(earlier)).isEmpty();
        }
    }

    /** Both would wait for each other. */
    @Test
    void nothingIsAddedToAListAgainstTheRecordedDependencies() {
        rows("first");
        data.add(entry("child", null).toBuilder().dependencies(List.of(3)).build());
        rows("parent");
        callers.add(table("parent"));
        references("parent", "child");
        references("child", "first");
        for (int dumpId = 1; dumpId <= 3; dumpId++) {
            assertThat(before(dumpId)).isEmpty();
        }
    }

    @Test
    void waitsAreFewHoweverManyPartitionsThereAre() {
        int count = 3000;
        for (int i = 0; i < count; i++) {
            rows("p" + i);
            parents.put(table("p" + i), table("parent"));
        }
        for (int i = 0; i < count; i++) {
            rows("c" + i);
            parents.put(table("c" + i), table("child"));
            references("c" + i, "parent");
            references("child", "p" + i);
        }
        references("child", "child");
        ExistingTableOrder order = order();
        assertThat(order.milestones()).hasSizeLessThan(3 * count);
        assertThat(order.before().values().stream().mapToInt(Set::size).sum()).isLessThan(3 * count);
        assertThat(before(2 * count)).hasSize(2 * count - 1);
    }

    /** Entries wait only for entries listed before them, so waits cannot form a cycle. */
    @Test
    void waitsAreForEarlierEntriesOfReferencedTables() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            data.clear();
            keys.clear();
            for (int i = 0; i < 30; i++) {
                rows("t" + random.nextInt(10));
            }
            for (int i = 0; i < 10; i++) {
                references("t" + random.nextInt(10), "t" + random.nextInt(10));
            }
            for (TocEntry entry : data) {
                Set<Integer> expected = new HashSet<>();
                for (TocEntry other : data.subList(0, entry.dumpId() - 1)) {
                    if (keys.getOrDefault(table(entry.tag()), Set.of()).contains(table(other.tag()))) {
                        expected.add(other.dumpId());
                    }
                }
                assertThat(before(entry.dumpId())).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    /** Returns the entries that must be done before this one, whether it waits for them or for milestones. */
    private Set<Integer> before(int dumpId) {
        ExistingTableOrder order = order();
        Map<Integer, Set<Integer>> waits = new HashMap<>(order.before());
        order.milestones().forEach(milestone -> {
            assertThat(milestone.dumpId()).isLessThanOrEqualTo(FIRST);
            assertThat(waits.put(milestone.dumpId(), milestone.dependencies())).isNull();
        });
        Set<Integer> found = new HashSet<>();
        List<Integer> left = new ArrayList<>(waits.getOrDefault(dumpId, Set.of()));
        while (!left.isEmpty()) {
            int next = left.remove(left.size() - 1);
            if (next > 0) {
                found.add(next);
            } else {
                left.addAll(waits.get(next));
            }
        }
        return found;
    }

    private ExistingTableOrder order() {
        ExistingTables tables = new ExistingTables(keys, parents, callers, triggered, Set.of());
        return ExistingTableOrder.of(data, null, tables, Quoting.whereNeeded(), FIRST);
    }

    private void references(String table, String referenced) {
        keys.computeIfAbsent(table(table), unused -> new HashSet<>()).add(table(referenced));
    }

    private static Table table(String name) {
        return new Table("public", name);
    }

    private void rows(String table) {
        data.add(entry(table, null));
    }

    private TocEntry sequence() {
        return TocEntry.builder(data.size() + 1)
                .desc("SEQUENCE SET")
                .section(Section.DATA)
                .namespace("public")
                .tag("s")
                .build();
    }

    private TocEntry entry(String table, String defn) {
        return TocEntry.builder(data.size() + 1)
                .desc("TABLE DATA")
                .section(Section.DATA)
                .namespace("public")
                .tag(table)
                .defn(defn)
                .build();
    }
}
