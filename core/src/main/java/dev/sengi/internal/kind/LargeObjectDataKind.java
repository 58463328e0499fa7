package dev.sengi.internal.kind;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.List;
import java.util.Set;

/** The contents of large objects. {@link LargeObjectKind} reads the groups and adds each together with its contents. */
public final class LargeObjectDataKind extends ObjectKind<LargeObjectKind.Group> {
    public static final LargeObjectDataKind KIND = new LargeObjectDataKind();

    LargeObjectDataKind() {
        super(SortPriority.LARGE_OBJECT_DATA, 0);
    }

    @Override
    public boolean isShownWithOid() {
        return false;
    }

    @Override
    public Set<Component> select(CatalogObject<LargeObjectKind.Group> group, Choices choices) {
        return Component.ALL;
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        List<CatalogObject<LargeObjectKind.Group>> metadata = catalog.all(LargeObjectKind.KIND);
        List<CatalogObject<LargeObjectKind.Group>> contents = catalog.all(this);
        for (int i = 0; i < contents.size(); i++) {
            graph.add(contents.get(i), metadata.get(i));
        }
    }

    @Override
    public void emit(CatalogObject<LargeObjectKind.Group> group, Emission out) {
        out.addLargeObjects(
                out.entry(group)
                        .desc("BLOBS")
                        .section(Section.DATA)
                        .owner(out.role(group.row().lomowner()))
                        .dependencies(out.graph().of(group)),
                group.row().oids());
    }
}
