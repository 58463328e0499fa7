package dev.sengi.internal.depend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.Kind;
import dev.sengi.internal.catalog.SortPriority;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of objects in hand-made and random graphs. */
class DumpOrderTest {
    private static final SyntheticKind TABLE = new SyntheticKind(SortPriority.TABLE);
    private static final SyntheticKind INDEX = new SyntheticKind(SortPriority.INDEX);

    private static final class SyntheticKind extends Kind<String> {
        SyntheticKind(SortPriority priority) {
            super(priority, 0);
        }
    }

    private final CatalogBuilder building = new CatalogBuilder();
    private final List<List<CatalogObject<?>>> repaired = new ArrayList<>();

    DumpOrderTest() {
        building.put(new DatabaseFacts("18", 18, "UTF8", "UTF8", false, true));
    }

    private CatalogObject<String> add(SyntheticKind kind, String name) {
        return building.add(kind, CatalogId.NONE, name, null, name);
    }

    private DependencyGraph.Builder graph() {
        return new DependencyGraph.Builder(building.lastDumpId());
    }

    private List<String> order(DependencyGraph.Builder graph) {
        return order(graph.build());
    }

    private List<String> order(DependencyGraph graph) {
        Catalog catalog = building.build();
        return DumpOrder.of(catalog, object -> true, graph, copy -> loop -> cut(copy, loop)).objects().stream()
                .map(CatalogObject::name)
                .toList();
    }

    /** Removes the first dependency of a loop. */
    private void cut(DependencyGraph.Builder graph, List<CatalogObject<?>> loop) {
        repaired.add(loop);
        graph.remove(loop.get(0), loop.get(loop.size() > 1 ? 1 : 0));
    }

    @Test
    void prioritiesComeBeforeNames() {
        add(INDEX, "a");
        add(TABLE, "c");
        add(TABLE, "b");
        assertThat(order(graph())).containsExactly("b", "c", "a");
    }

    /** Objects on which nothing depends come last, because the order is filled from its end. */
    @Test
    void fillsFromTheEnd() {
        CatalogObject<?> a = add(TABLE, "a");
        add(TABLE, "b");
        CatalogObject<?> c = add(TABLE, "c");
        DependencyGraph.Builder graph = graph();
        graph.add(a, c);
        assertThat(order(graph)).containsExactly("c", "a", "b");
    }

    @Test
    void namesAreComparedByTheirBytes() {
        add(TABLE, "z");
        add(TABLE, "\u00e9");
        add(TABLE, "Z");
        add(TABLE, "\uffee");
        add(TABLE, "\ud83d\udc18");
        assertThat(order(graph())).containsExactly("Z", "z", "\u00e9", "\uffee", "\ud83d\udc18");
    }

    @Test
    void loopsAreGivenInTheOrderOfTheirDependencies() {
        CatalogObject<?> a = add(TABLE, "a");
        CatalogObject<?> b = add(TABLE, "b");
        CatalogObject<?> c = add(TABLE, "c");
        CatalogObject<?> outside = add(TABLE, "d");
        DependencyGraph.Builder graph = graph();
        graph.add(a, b);
        graph.add(b, c);
        graph.add(c, a);
        graph.add(outside, a);
        DependencyGraph original = graph.build();
        assertThat(order(original)).containsExactly("a", "c", "b", "d");
        assertThat(repaired).containsExactly(List.of(a, b, c));
        assertThat(original.of(a)).as("the original graph").containsExactly(b.dumpId());
    }

    @Test
    void anObjectMayDependOnItself() {
        CatalogObject<?> a = add(TABLE, "a");
        DependencyGraph.Builder graph = graph();
        graph.add(a, a);
        assertThat(order(graph)).containsExactly("a");
        assertThat(repaired).containsExactly(List.of(a));
    }

    @Test
    void repeatedDependenciesAreNotALoop() {
        CatalogObject<?> a = add(TABLE, "a");
        CatalogObject<?> b = add(TABLE, "b");
        DependencyGraph.Builder graph = graph();
        graph.add(a, b);
        graph.add(a, b);
        assertThat(order(graph)).containsExactly("b", "a");
        assertThat(repaired).isEmpty();
    }

    /** A chain as long as the database has objects: recursion would overflow the stack. */
    @Test
    void longChainsAndLoopsEnd() {
        int length = 200_000;
        List<CatalogObject<?>> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            chain.add(add(TABLE, "t" + i));
        }
        DependencyGraph.Builder graph = graph();
        for (int i = 0; i < length; i++) {
            graph.add(chain.get(i), chain.get((i + 1) % length));
        }
        assertThat(order(graph)).hasSize(length);
        assertThat(repaired).hasSize(1);
        assertThat(repaired.get(0)).hasSize(length);
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void dependenciesComeFirstInRandomGraphs(int seed) {
        Random random = new Random(seed);
        int size = 2 + random.nextInt(30);
        List<CatalogObject<?>> objects = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            objects.add(add(random.nextBoolean() ? TABLE : INDEX, "o" + random.nextInt(20)));
        }
        DependencyGraph.Builder graph = graph();
        boolean loops = random.nextInt(3) == 0;
        int edges = random.nextInt(3 * size);
        for (int i = 0; i < edges; i++) {
            int from = random.nextInt(size);
            int to = loops ? random.nextInt(size) : random.nextInt(from + 1);
            if (loops || from != to) {
                graph.add(objects.get(from), objects.get(to));
            }
        }
        DependencyGraph original = graph.build();
        DumpOrder order = DumpOrder.of(building.build(), object -> true, original, copy -> loop -> cut(copy, loop));
        assertThat(order.objects()).containsExactlyInAnyOrderElementsOf(objects);
        Set<Integer> seen = new HashSet<>();
        for (CatalogObject<?> object : order.objects()) {
            for (int dependency : order.graph().of(object.dumpId())) {
                assertThat(seen).as("objects before %s", object).contains(dependency);
            }
            seen.add(object.dumpId());
        }
        for (List<CatalogObject<?>> loop : repaired) {
            for (int i = 0; i < loop.size(); i++) {
                assertThat(original.of(loop.get(i).dumpId()))
                        .contains(loop.get((i + 1) % loop.size()).dumpId());
            }
        }
        assertThat(repaired.isEmpty()).isEqualTo(!loops || isAcyclic(original, size));
    }

    /** Objects that are not connected with a dumped one need not be sorted. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsNotDumpedDoesNotMatter(int seed) {
        Random random = new Random(seed);
        int size = 2 + random.nextInt(30);
        CatalogObject<?> preData = add(new SyntheticKind(SortPriority.PRE_DATA_BOUNDARY), "pre");
        List<CatalogObject<?>> objects = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            objects.add(add(random.nextBoolean() ? TABLE : INDEX, "o" + random.nextInt(20)));
        }
        DependencyGraph.Builder edgesOf = graph();
        int edges = random.nextInt(size);
        for (int i = 0; i < edges; i++) {
            edgesOf.add(objects.get(random.nextInt(size)), objects.get(random.nextInt(size)));
        }
        for (CatalogObject<?> object : objects) {
            if (object.kind() == TABLE) {
                edgesOf.add(preData, object);
            } else {
                edgesOf.add(object, preData);
            }
        }
        DependencyGraph graph = edgesOf.build();
        Catalog catalog = building.build();
        Predicate<CatalogObject<?>> dumped = object -> object.dumpId() % 3 == seed % 3;
        List<CatalogObject<?>> all = DumpOrder.of(catalog, object -> true, graph, copy -> loop -> cut(copy, loop))
                .objects();
        List<List<CatalogObject<?>>> loops = List.copyOf(repaired);
        repaired.clear();
        List<CatalogObject<?>> some = DumpOrder.of(catalog, dumped, graph, copy -> loop -> cut(copy, loop))
                .objects();
        assertThat(some).containsExactlyInAnyOrderElementsOf(all);
        assertThat(some.stream().filter(dumped).toList())
                .isEqualTo(all.stream().filter(dumped).toList());
        assertThat(repaired).isEqualTo(loops);
    }

    private static boolean isAcyclic(DependencyGraph graph, int size) {
        boolean[][] reaches = new boolean[size + 1][size + 1];
        for (int id = 1; id <= size; id++) {
            for (int dependency : graph.of(id)) {
                reaches[id][dependency] = true;
            }
        }
        for (int via = 1; via <= size; via++) {
            for (int from = 1; from <= size; from++) {
                for (int to = 1; to <= size; to++) {
                    reaches[from][to] |= reaches[from][via] && reaches[via][to];
                }
            }
        }
        return IntStream.rangeClosed(1, size).noneMatch(id -> reaches[id][id]);
    }
}
