package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.kind.BoundaryKind;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.routine.FunctionKind;
import dev.sengi.internal.kind.table.CheckConstraintKind;
import dev.sengi.internal.kind.table.ColumnDefaultKind;
import dev.sengi.internal.kind.table.IndexKind;
import dev.sengi.internal.kind.table.RuleKind;
import dev.sengi.internal.kind.table.StatisticsDataKind;
import dev.sengi.internal.kind.table.TableDataKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.kind.type.DomainConstraintKind;
import dev.sengi.internal.kind.type.ShellTypeKind;
import dev.sengi.internal.kind.type.TypeKind;
import dev.sengi.internal.select.DumpSelection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Breaks dependency loops without losing anything: by writing part of an object separately, by postponing an object or,
 * if neither is possible, by ignoring a dependency and reporting it.
 *
 * <p>The repairs and the order in which they are tried are pg_dump's, because they determine an archive's entries.
 */
final class LoopRepair {
    private final Catalog catalog;
    private final DumpSelection selection;
    private final DependencyGraph.Builder graph;
    private final ProgressListener listener;

    LoopRepair(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph, ProgressListener listener) {
        this.catalog = catalog;
        this.selection = selection;
        this.graph = graph;
        this.listener = listener;
    }

    /**
     * Breaks one loop.
     *
     * @param loop each object depends on the next, and the last on the first
     */
    void repair(List<CatalogObject<?>> loop) {
        boolean repaired = typeAndFunction(loop)
                || viewAndRule(loop)
                || viewAndBoundary(loop)
                || functionAndBoundary(loop)
                || tableAndCheck(loop)
                || tableAndDefault(loop)
                || indexAndPartition(loop)
                || domainAndConstraint(loop)
                || isTableWithItself(loop);
        if (!repaired) {
            ignoreDependency(loop);
        }
    }

    /** A base type needs its input function, which needs the type. The function can use the shell type instead. */
    private boolean typeAndFunction(List<CatalogObject<?>> loop) {
        CatalogObject<?> type = only(loop, TypeKind.KIND);
        CatalogObject<?> function = only(loop, FunctionKind.KIND);
        if (loop.size() != 2 || type == null || function == null) {
            return false;
        }
        graph.remove(function, type);
        CatalogObject<?> shell = ShellTypeKind.KIND.shellOf(catalog, type);
        if (shell != null) {
            graph.add(function, shell);
            if (!selection.of(function).isEmpty()) {
                graph.mark(shell, Mark.SHELL_NEEDED);
            }
        }
        return true;
    }

    /**
     * A view and the rule that is its query are written together; if the loop contains other objects, the rule comes
     * later.
     */
    private boolean viewAndRule(List<CatalogObject<?>> loop) {
        Optional<Pair> found = find(
                loop, (view, rule) -> RuleKind.isQueryOf(view, rule) && (loop.size() == 2 || TableKind.isView(view)));
        found.ifPresent(pair -> {
            if (loop.size() == 2) {
                graph.remove(pair.part, pair.owner);
            } else {
                graph.remove(pair.owner, pair.part);
                graph.mark(pair.owner, Mark.PLACEHOLDER_VIEW);
                writeApart(pair.part, pair.owner);
            }
        });
        return found.isPresent();
    }

    /**
     * A materialized view that needs a post-data object is itself written after the data, and so are its statistics.
     */
    private boolean viewAndBoundary(List<CatalogObject<?>> loop) {
        for (CatalogObject<?> object : loop) {
            boolean repaired = TableKind.isMaterializedView(object)
                    ? cutAtBoundary(loop, BoundaryKind.PRE_DATA, LoopRepair::isOfMaterializedView)
                    : StatisticsDataKind.isOfMaterializedView(object)
                            && cutAtBoundary(loop, BoundaryKind.POST_DATA, LoopRepair::isOfMaterializedView);
            if (repaired) {
                return true;
            }
        }
        return false;
    }

    /** A function that needs a post-data object is itself written after the data. */
    private boolean functionAndBoundary(List<CatalogObject<?>> loop) {
        return only(loop, FunctionKind.KIND) != null
                && cutAtBoundary(loop, BoundaryKind.PRE_DATA, o -> o.kind() == FunctionKind.KIND);
    }

    /** Postpones the object that the boundary depends on, if it can be postponed. */
    private boolean cutAtBoundary(
            List<CatalogObject<?>> loop, BoundaryKind kind, Predicate<CatalogObject<?>> postponable) {
        CatalogObject<?> boundary = only(loop, kind);
        if (boundary == null) {
            return false;
        }
        CatalogObject<?> next = loop.get((loop.indexOf(boundary) + 1) % loop.size());
        graph.remove(boundary, next);
        if (postponable.test(next)) {
            graph.mark(next, Mark.POSTPONED);
        }
        return true;
    }

    private static boolean isOfMaterializedView(CatalogObject<?> object) {
        return TableKind.isMaterializedView(object) || StatisticsDataKind.isOfMaterializedView(object);
    }

    private boolean tableAndCheck(List<CatalogObject<?>> loop) {
        Optional<Pair> found = find(loop, CheckConstraintKind::isCheckOf);
        found.ifPresent(pair -> separate(loop, pair.owner, pair.part));
        return found.isPresent();
    }

    private boolean domainAndConstraint(List<CatalogObject<?>> loop) {
        for (CatalogObject<?> constraint : loop) {
            CatalogObject<?> domain = DomainConstraintKind.domainOf(constraint);
            if (domain != null && loop.contains(domain)) {
                separate(loop, domain, constraint);
                return true;
            }
        }
        return false;
    }

    /** The owner's definition contains the constraint unless the loop contains other objects. */
    private void separate(List<CatalogObject<?>> loop, CatalogObject<?> owner, CatalogObject<?> constraint) {
        if (loop.size() == 2) {
            graph.remove(constraint, owner);
        } else {
            graph.remove(owner, constraint);
            writeApart(constraint, owner);
        }
    }

    private void writeApart(CatalogObject<?> part, CatalogObject<?> owner) {
        graph.mark(part, Mark.SEPARATE);
        graph.add(part, owner);
        graph.add(part, BoundaryKind.POST_DATA.in(catalog));
    }

    private boolean tableAndDefault(List<CatalogObject<?>> loop) {
        Optional<Pair> found = find(loop, ColumnDefaultKind::isDefaultOf);
        found.ifPresent(pair -> {
            if (loop.size() == 2) {
                graph.remove(pair.part, pair.owner);
            } else {
                graph.remove(pair.owner, pair.part);
                graph.mark(pair.part, Mark.SEPARATE);
                graph.add(pair.part, pair.owner);
            }
        });
        return found.isPresent();
    }

    private boolean indexAndPartition(List<CatalogObject<?>> loop) {
        if (loop.size() != 2) {
            return false;
        }
        CatalogObject<?> first = loop.get(0);
        CatalogObject<?> second = loop.get(1);
        if (IndexKind.isPartitionOf(second, first)) {
            graph.remove(first, second);
            return true;
        } else if (IndexKind.isPartitionOf(first, second)) {
            graph.remove(second, first);
            return true;
        }
        return false;
    }

    private boolean isTableWithItself(List<CatalogObject<?>> loop) {
        boolean itself = loop.size() == 1 && loop.get(0).kind() == TableKind.KIND;
        if (itself) {
            graph.remove(loop.get(0), loop.get(0));
        }
        return itself;
    }

    private void ignoreDependency(List<CatalogObject<?>> loop) {
        if (loop.stream().allMatch(o -> o.kind() == TableDataKind.KIND)) {
            warnOfForeignKeys(loop);
        } else {
            listener.message(Severity.WARNING, "could not resolve dependency loop among these items:");
            loop.forEach(object -> listener.message(Severity.DETAIL, description(object)));
        }
        graph.remove(loop.get(0), loop.get(loop.size() > 1 ? 1 : 0));
    }

    private <R> String description(CatalogObject<R> object) {
        String oid = object.kind().isShownWithOid() ? " OID " + object.oid() : "";
        return object.kind().describe(catalog, object) + "  (ID " + object.dumpId() + oid + ")";
    }

    private void warnOfForeignKeys(List<CatalogObject<?>> loop) {
        listener.message(
                Severity.WARNING,
                "there are circular foreign-key constraints "
                        + (loop.size() == 1 ? "on this table:" : "among these tables:"));
        loop.forEach(data -> listener.message(Severity.DETAIL, data.name()));
        listener.message(
                Severity.HINT,
                "You might not be able to restore the dump without using --disable-triggers or temporarily dropping the "
                        + "constraints.");
        listener.message(
                Severity.HINT, "Consider using a full dump instead of a --data-only dump to avoid this problem.");
    }

    /** A table or view in a loop, and a part of it. */
    private record Pair(CatalogObject<?> owner, CatalogObject<?> part) {}

    /** Returns the loop's first table or view that has such a part in the loop, with the first such part. */
    private static Optional<Pair> find(
            List<CatalogObject<?>> loop, BiPredicate<CatalogObject<?>, CatalogObject<?>> isPart) {
        for (CatalogObject<?> owner : loop) {
            for (CatalogObject<?> part : loop) {
                if (owner.kind() == TableKind.KIND && isPart.test(owner, part)) {
                    return Optional.of(new Pair(owner, part));
                }
            }
        }
        return Optional.empty();
    }

    private static CatalogObject<?> only(List<CatalogObject<?>> loop, ObjectKind<?> kind) {
        for (CatalogObject<?> object : loop) {
            if (object.kind() == kind) {
                return object;
            }
        }
        return null;
    }
}
