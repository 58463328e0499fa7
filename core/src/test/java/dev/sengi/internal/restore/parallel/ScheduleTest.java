package dev.sengi.internal.restore.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.plan.TocSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a parallel restore schedules, and when, with artificial archives and workers that finish in random order. */
class ScheduleTest {
    private static final RestoreOptions EVERYTHING = RestoreOptions.everything();

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** However the workers interleave, post-data entries come after all rows beneath their table. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatComesAfterTheDataWaitsForAllRowsBeneath(int seed) throws Exception {
        Random random = new Random(seed);
        Toc toc = new Toc(random);
        boolean sizesAreKnown = random.nextBoolean();
        List<Integer> order = run(toc.entries, random, sizesAreKnown);
        assertThat(order).doesNotHaveDuplicates().hasSize(toc.entries.size() - toc.preData);
        Map<Integer, Integer> place = new HashMap<>();
        order.forEach(dumpId -> place.put(dumpId, place.size()));
        toc.waits.forEach((dumpId, rows) -> rows.forEach(data -> assertThat(place.get(dumpId))
                .as("entry %d after data %d of %s", dumpId, data, toc.entries)
                .isGreaterThan(place.get(data))));
    }

    @Test
    void indexesOfSmallTablesDoNotWaitForOtherTables() throws Exception {
        List<TocEntry> entries = new ArrayList<>();
        entries.add(entry(1, "TABLE", Section.PRE_DATA, "small"));
        entries.add(entry(2, "TABLE", Section.PRE_DATA, "large"));
        entries.add(data(3, "small", 1));
        entries.add(data(4, "large", 2));
        entries.add(entry(5, "INDEX", Section.POST_DATA, "small_index", 1));
        Schedule schedule = schedule(entries, 2, true);
        List<TaskNode> large = schedule.take();
        assertThat(dumpIds(large)).containsExactly(4);
        List<TaskNode> small = schedule.take();
        schedule.finished(small);
        assertThat(dumpIds(schedule.take())).containsExactly(5);
    }

    /** However small it is in the archive, the task with the most work after it begins first. */
    @Test
    void whatHoldsUpTheMostWorkBeginsFirst() throws Exception {
        List<TocEntry> entries = new ArrayList<>();
        for (int table = 1; table <= 3; table++) {
            entries.add(entry(table, "TABLE", Section.PRE_DATA, "t" + table));
            entries.add(data(10 + table, "t" + table, table));
        }
        entries.add(entry(21, "CONSTRAINT", Section.POST_DATA, "key", 2));
        entries.add(entry(22, "INDEX", Section.POST_DATA, "index", 2));
        entries.add(entry(23, "FK CONSTRAINT", Section.POST_DATA, "fk", 3, 21));
        Map<Integer, DataSize> sizes = Map.of(
                11, new DataSize(9_000_000, true, 10_000_000, 10),
                12, new DataSize(2_000_000, true, 8_000_000, 100_000),
                13, new DataSize(1_000_000, true, 15_000_000, 100_000));
        Schedule schedule = schedule(entries, 1, entry -> sizes.get(entry.dumpId()), EVERYTHING);
        List<Integer> order = new ArrayList<>();
        for (List<TaskNode> taken = schedule.take(); !taken.isEmpty(); taken = schedule.take()) {
            order.addAll(dumpIds(taken));
            schedule.finished(taken);
        }
        // The key of 100,000 rows takes as long as loading 8,000,000 bytes, and the foreign key, which waits for it, a
        // quarter of that.
        assertThat(order).containsExactly(12, 13, 11, 21, 22, 23);
    }

    @Test
    void indexesOfTablesThatAreNotCreatedHereAreBuiltOneByOne() throws Exception {
        List<TocEntry> entries = new ArrayList<>();
        for (int table = 1; table <= 4; table++) {
            entries.add(entry(table, "TABLE", Section.PRE_DATA, "t" + table));
            entries.add(entry(10 + table, "INDEX", Section.POST_DATA, "i" + table, table));
        }
        Schedule created = schedule(entries, 2, true);
        assertThat(dumpIds(created.take())).containsExactly(11, 12);
        RestoreOptions.Builder options = new RestoreOptions.Builder();
        options.sections = Set.of(Section.POST_DATA);
        Schedule existing = schedule(entries, 2, true, options.build());
        assertThat(dumpIds(existing.take())).containsExactly(11);
    }

    @Test
    void cyclesOfTablesAreLeftForTheEnd() throws Exception {
        List<TocEntry> entries = new ArrayList<>();
        entries.add(entry(1, "TABLE", Section.PRE_DATA, "a", 2));
        entries.add(entry(2, "TABLE", Section.PRE_DATA, "b", 1));
        entries.add(data(3, "a", 1));
        entries.add(entry(4, "TRIGGER", Section.POST_DATA, "a t", 1));
        Schedule schedule = schedule(entries, 1, true);
        List<TaskNode> rows = schedule.take();
        assertThat(dumpIds(rows)).containsExactly(3);
        schedule.finished(rows);
        assertThat(schedule.take()).isEmpty();
        assertThat(dumpIds(schedule.left())).containsExactly(4);
    }

    private static List<Integer> run(List<TocEntry> entries, Random random, boolean sizesAreKnown) throws Exception {
        int workers = 1 + random.nextInt(5);
        Schedule schedule = schedule(entries, workers, sizesAreKnown);
        List<Integer> finished = new ArrayList<>();
        List<List<TaskNode>> running = new ArrayList<>();
        while (true) {
            if (running.isEmpty() || (running.size() < workers && random.nextInt(3) > 0)) {
                // A worker would block in take(), because everything ready may wait for a running task.
                List<TaskNode> taken = running.isEmpty() ? schedule.take() : schedule.poll();
                if (!taken.isEmpty()) {
                    running.add(taken);
                    continue;
                }
                if (running.isEmpty()) {
                    assertThat(schedule.left()).isEmpty();
                    return finished;
                }
            }
            List<TaskNode> done = running.remove(random.nextInt(running.size()));
            finished.addAll(dumpIds(done));
            schedule.finished(done);
        }
    }

    private static Schedule schedule(List<TocEntry> entries, int workers, boolean sizesAreKnown) throws IOException {
        return schedule(entries, workers, sizesAreKnown, EVERYTHING);
    }

    private static Schedule schedule(List<TocEntry> entries, int workers, boolean sizesAreKnown, RestoreOptions options)
            throws IOException {
        TaskGraph.Sizes sizes =
                entry -> DataSize.of(sizesAreKnown ? OptionalLong.of(entry.dumpId()) : OptionalLong.empty());
        return schedule(entries, workers, sizes, options);
    }

    private static Schedule schedule(List<TocEntry> entries, int workers, TaskGraph.Sizes sizes, RestoreOptions options)
            throws IOException {
        TocSelection selection = TocSelection.of(entries, options, ProgressListener.none());
        List<RestoreTask> tasks = RestorePlan.of(selection, options).tasks();
        TaskGraph graph = TaskGraph.of(tasks, Quoting.whereNeeded(), false, sizes, null);
        List<TaskNode> pending = graph.nodes().stream()
                .filter(node -> node.isMilestone() || node.task().entry().section() != Section.PRE_DATA)
                .toList();
        return new Schedule(pending, workers, null, graph, ProgressListener.none());
    }

    private static List<Integer> dumpIds(List<TaskNode> nodes) {
        return nodes.stream().map(TaskNode::dumpId).toList();
    }

    private static TocEntry entry(int dumpId, String desc, Section section, String tag, Integer... dependencies) {
        return TocEntry.builder(dumpId)
                .desc(desc)
                .section(section)
                .tag(tag)
                .namespace("public")
                .defn("-- " + tag)
                .dependencies(List.of(dependencies))
                .build();
    }

    private static TocEntry data(int dumpId, String table, int tableId) {
        return entry(dumpId, "TABLE DATA", Section.DATA, table, tableId).toBuilder()
                .defn("")
                .copyStmt("COPY public." + table + " (a) FROM stdin;\n")
                .hadDumper(true)
                .build();
    }

    /** A random table of contents with trees of tables, and the rows for which each entry must wait. */
    private static final class Toc {
        private final List<TocEntry> entries = new ArrayList<>();
        private final Map<Integer, Set<Integer>> waits = new HashMap<>();
        private final Map<Integer, Set<Integer>> children = new HashMap<>();
        private final Map<Integer, Integer> parent = new HashMap<>();
        private final Map<Integer, Integer> dataOf = new HashMap<>();
        private final Set<Integer> routedRoots = new HashSet<>();
        private final int preData;
        private int lastId;

        Toc(Random random) {
            int tables = 1 + random.nextInt(12);
            for (int table = 1; table <= tables; table++) {
                define(++lastId, random);
            }
            attach(random);
            preData = entries.size();
            for (int table = 1; table <= tables; table++) {
                if (random.nextInt(4) > 0) {
                    load(table, random);
                }
            }
            for (int i = 0; i < 20; i++) {
                finish(1 + random.nextInt(tables), random);
            }
        }

        private void define(int table, Random random) {
            List<Integer> dependencies = new ArrayList<>();
            if (table > 1 && random.nextInt(3) > 0) {
                int above = 1 + random.nextInt(table - 1);
                parent.put(table, above);
                children.computeIfAbsent(above, key -> new HashSet<>()).add(table);
                // Since PostgreSQL 14, a separate entry attaches the table.
                if (random.nextBoolean()) {
                    dependencies.add(above);
                }
            }
            entries.add(entry(table, "TABLE", Section.PRE_DATA, "t" + table, dependencies.toArray(Integer[]::new)));
        }

        private void attach(Random random) {
            for (TocEntry table : List.copyOf(entries)) {
                Integer above = parent.get(table.dumpId());
                if (above != null && table.dependencies().isEmpty()) {
                    Integer[] both = random.nextBoolean()
                            ? new Integer[] {above, table.dumpId()}
                            : new Integer[] {table.dumpId(), above};
                    entries.add(entry(++lastId, "TABLE ATTACH", Section.PRE_DATA, table.tag(), both));
                }
            }
        }

        private void load(int table, Random random) {
            TocEntry rows = data(++lastId, "t" + table, table);
            if (parent.containsKey(table) && random.nextInt(5) == 0) {
                rows = rows.toBuilder()
                        .defn("-- load via partition root public.t1\n")
                        .build();
                routedRoots.add(root(table));
            }
            entries.add(rows);
            dataOf.put(table, lastId);
        }

        private void finish(int table, Random random) {
            String desc = List.of("TRIGGER", "RULE", "CHECK CONSTRAINT", "FK CONSTRAINT", "INDEX", "POLICY")
                    .get(random.nextInt(6));
            List<Integer> dependencies = new ArrayList<>(List.of(table));
            Set<Integer> rows = new HashSet<>(rowsBeneath(table));
            if (desc.equals("FK CONSTRAINT")) {
                int referenced = 1 + random.nextInt(parent.size() + 1);
                dependencies.add(referenced);
                rows.addAll(rowsBeneath(referenced));
            }
            entries.add(entry(++lastId, desc, Section.POST_DATA, "x" + lastId, dependencies.toArray(Integer[]::new)));
            waits.put(lastId, rows);
        }

        private Set<Integer> rowsBeneath(int table) {
            Set<Integer> rows = new HashSet<>();
            if (routedRoots.contains(root(table))) {
                dataOf.forEach((other, data) -> {
                    boolean isRouted = entries.stream()
                            .anyMatch(e -> e.dumpId() == data && e.defn().startsWith("-- load"));
                    if (isRouted && root(other) == root(table)) {
                        rows.add(data);
                    }
                });
            }
            Stream.of(table).map(dataOf::get).filter(data -> data != null).forEach(rows::add);
            children.getOrDefault(table, Set.of()).forEach(child -> rows.addAll(rowsBeneath(child)));
            return rows;
        }

        private int root(int table) {
            return parent.containsKey(table) ? root(parent.get(table)) : table;
        }
    }
}
