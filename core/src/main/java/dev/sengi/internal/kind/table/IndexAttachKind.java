package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attachment of a partition's index to the partitioned table's index, written once both exist. */
public final class IndexAttachKind extends DefinedKind<IndexAttachKind.Row> {
    public static final IndexAttachKind KIND = new IndexAttachKind();

    /** The partitioned index, and the partition's index that is attached to it. */
    public record Row(CatalogObject<IndexKind.Row> parent, CatalogObject<IndexKind.Row> partition) {}

    IndexAttachKind() {
        super(SortPriority.INDEX_ATTACH, 0, "INDEX ATTACH");
    }

    @Override
    public boolean isShownWithOid() {
        return false;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        return catalog -> {
            ByParent byParent = new ByParent();
            catalog.put(byParent);
            for (CatalogObject<IndexKind.Row> index : catalog.all(IndexKind.KIND)) {
                long parentOid = index.row().inhparent();
                CatalogObject<IndexKind.Row> parent = parentOid == 0 ? null : catalog.find(IndexKind.KIND, parentOid);
                if (parent != null) {
                    CatalogObject<Row> attach =
                            catalog.add(this, CatalogId.NONE, index.name(), index.namespace(), new Row(parent, index));
                    byParent.attaches
                            .computeIfAbsent(parentOid, k -> new ArrayList<>())
                            .add(attach);
                }
            }
        };
    }

    /** Returns the attachments to a partitioned index, each followed by those to the index that it attaches. */
    static List<CatalogObject<Row>> below(Catalog catalog, long indexOid) {
        List<CatalogObject<Row>> all = new ArrayList<>();
        for (CatalogObject<Row> attach : catalog.get(ByParent.class).attaches.getOrDefault(indexOid, List.of())) {
            all.add(attach);
            all.addAll(below(catalog, attach.row().partition().oid()));
        }
        return all;
    }

    @Override
    public Set<Component> select(CatalogObject<Row> attach, Choices choices) {
        return choices.of(attach.row().partition());
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> attach : catalog.all(this)) {
            Row row = attach.row();
            graph.add(attach, row.partition());
            graph.add(attach, row.parent());
            graph.add(attach, IndexKind.KIND.table(catalog, row.partition()));
            graph.add(attach, IndexKind.KIND.table(catalog, row.parent()));
        }
    }

    @Override
    protected String owner(CatalogObject<Row> attach, Emission out) {
        return out.role(
                IndexKind.KIND.table(out.catalog(), attach.row().parent()).row().relowner());
    }

    @Override
    protected String create(CatalogObject<Row> attach, Emission out) {
        return "ALTER INDEX " + out.qualified(attach.row().parent()) + " ATTACH PARTITION "
                + out.qualified(attach.row().partition()) + ";\n";
    }

    private static final class ByParent {
        private final Map<Long, List<CatalogObject<Row>>> attaches = new HashMap<>();
    }
}
