package dev.sengi.benchmarks;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.Kind;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.DumpOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Orders the objects of a generated schema: tables that refer to others, an index each, and a tenth as many views, each
 * of which is in a loop with its rule.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DumpOrderBenchmark {
    private static final int TABLES_PER_VIEW = 10;
    private static final int REFERENCES = 2;

    /** Number of tables. */
    @Param({"100", "10000", "100000"})
    public int tables;

    private Catalog catalog;
    private DependencyGraph graph;

    private static final class SyntheticKind extends Kind<String> {
        SyntheticKind(SortPriority priority) {
            super(priority, 0);
        }
    }

    @Setup
    public void prepare() {
        CatalogBuilder building = new CatalogBuilder();
        building.put(new DatabaseFacts("18", 18, "UTF8", "UTF8", false, true));
        List<CatalogObject<?>> made = add(building, SortPriority.TABLE, "sailing", tables);
        List<CatalogObject<?>> indexes = add(building, SortPriority.INDEX, "sailing_key", tables);
        List<CatalogObject<?>> views = add(building, SortPriority.TABLE, "departures", tables / TABLES_PER_VIEW);
        List<CatalogObject<?>> rules = add(building, SortPriority.RULE, "_RETURN", views.size());
        catalog = building.build();
        DependencyGraph.Builder dependencies = new DependencyGraph.Builder(catalog.lastDumpId());
        Random random = new Random(tables);
        for (int i = 0; i < tables; i++) {
            dependencies.add(indexes.get(i), made.get(i));
            for (int n = 0; n < Math.min(i, REFERENCES); n++) {
                dependencies.add(made.get(i), made.get(random.nextInt(i)));
            }
        }
        for (int i = 0; i < views.size(); i++) {
            dependencies.add(views.get(i), rules.get(i));
            dependencies.add(rules.get(i), views.get(i));
            dependencies.add(rules.get(i), made.get(random.nextInt(tables)));
        }
        graph = dependencies.build();
    }

    private static List<CatalogObject<?>> add(CatalogBuilder building, SortPriority priority, String name, int count) {
        SyntheticKind kind = new SyntheticKind(priority);
        List<CatalogObject<?>> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(building.add(kind, CatalogId.NONE, name + "_" + i * 7919L % 1_000_003, null, name));
        }
        return added;
    }

    @Benchmark
    public DumpOrder order() {
        return DumpOrder.of(catalog, object -> true, graph, copy -> loop -> copy.remove(loop.get(0), loop.get(1)));
    }
}
