package dev.sengi.internal.kind.type;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import java.util.Set;

/**
 * CHECK and NOT NULL constraints of domains.
 *
 * <p>Most are part of their domain's definition; those that are not valid, or that need the domain, are written after
 * the data. {@link TypeKind} reads them.
 */
public final class DomainConstraintKind extends DefinedKind<DomainConstraintKind.Row> {
    public static final DomainConstraintKind KIND = new DomainConstraintKind();

    /**
     * @param contype {@code c} for CHECK, {@code n} for NOT NULL
     * @param condef the constraint as SQL, without its name
     */
    public record Row(CatalogObject<TypeKind.Row> domain, char contype, boolean convalidated, String condef) {}

    DomainConstraintKind() {
        super(SortPriority.CONSTRAINT, SystemCatalogs.PG_CONSTRAINT, "CHECK CONSTRAINT");
    }

    /** Returns the domain that the object constrains, or null if it is of another kind. */
    public static CatalogObject<?> domainOf(CatalogObject<?> object) {
        return object.row() instanceof Row row ? row.domain() : null;
    }

    @Override
    public Set<Component> select(CatalogObject<Row> constraint, Choices choices) {
        return Component.ALL;
    }

    @Override
    public void addDependencies(Catalog catalog, DumpSelection selection, DependencyGraph.Builder graph) {
        for (CatalogObject<Row> constraint : catalog.all(this)) {
            if (constraint.row().convalidated()) {
                graph.add(constraint.row().domain(), constraint);
            } else {
                graph.mark(constraint, Mark.SEPARATE);
            }
        }
    }

    /** Returns a rank before tables' constraints, because domains come before tables. */
    @Override
    public int tieRank() {
        return -1;
    }

    @Override
    public String containerName(Catalog catalog, CatalogObject<Row> constraint) {
        return constraint.row().domain().name();
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> constraint, Emission out) {
        return out.has(constraint, Mark.SEPARATE);
    }

    @Override
    protected String desc(CatalogObject<Row> constraint) {
        return constraint.row().contype() == 'c' ? super.desc(constraint) : "CONSTRAINT";
    }

    @Override
    protected Section section(CatalogObject<Row> constraint, Emission out) {
        return Section.POST_DATA;
    }

    @Override
    protected String owner(CatalogObject<Row> constraint, Emission out) {
        return out.role(constraint.row().domain().row().typowner());
    }

    @Override
    protected String create(CatalogObject<Row> constraint, Emission out) {
        return alter(constraint, out) + "\n    ADD CONSTRAINT " + out.id(constraint.name()) + " "
                + constraint.row().condef() + ";\n";
    }

    @Override
    protected String drop(CatalogObject<Row> constraint, Emission out) {
        return alter(constraint, out) + " DROP CONSTRAINT " + out.id(constraint.name()) + ";\n";
    }

    private static String alter(CatalogObject<Row> constraint, Emission out) {
        return "ALTER DOMAIN " + out.qualified(constraint.row().domain());
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> constraint, Emission out) {
        entry.tag(constraint.row().domain().name() + " " + constraint.name());
    }

    @Override
    protected void annotate(CatalogObject<Row> constraint, Emission out) {
        emitComment(constraint, constraint.dumpId(), out);
    }

    /** Writes the constraint's comment, which depends on the constraint's entry or its domain's. */
    static void emitComment(CatalogObject<Row> constraint, int dependsOn, Emission out) {
        if (out.wants(constraint, Component.COMMENT)) {
            CatalogObject<TypeKind.Row> domain = constraint.row().domain();
            Target target = new Target(
                    "CONSTRAINT " + out.id(constraint.name()) + " ON DOMAIN",
                    out.id(domain.name()),
                    domain.schemaName(),
                    out.role(domain.row().typowner()));
            out.annotations().comment(target, constraint.id(), 0, dependsOn);
        }
    }
}
