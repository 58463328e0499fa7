package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/**
 * A kind whose objects belong to one relation and are written after the data: they have the relation's schema and
 * owner, and are dumped if the relation is.
 *
 * @param <R> the row that describes the part
 */
abstract class TablePartKind<R> extends DefinedKind<R> {

    private final String type;

    /** @param type the type as COMMENT names it */
    TablePartKind(SortPriority priority, long classid, String desc, String type) {
        super(priority, classid, desc);
        this.type = type;
    }

    /** Returns the OID of the relation that the part belongs to. */
    abstract long tableOid(R row);

    /** Returns the relation that the part belongs to. */
    final CatalogObject<TableKind.Row> table(Catalog catalog, CatalogObject<R> part) {
        return catalog.find(TableKind.KIND, tableOid(part.row()));
    }

    final CatalogObject<R> add(CatalogBuilder catalog, CatalogId id, String name, R row) {
        return catalog.add(
                this, id, name, catalog.find(TableKind.KIND, tableOid(row)).namespace(), row);
    }

    /** Returns whether the relation's definition is dumped, so that the part belongs in the catalog. */
    final boolean isOfDumpedTable(Catalog catalog, Choices choices, R row) {
        CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, tableOid(row));
        return choices.has(table, Component.DEFINITION);
    }

    @Override
    public Set<Component> select(CatalogObject<R> part, Choices choices) {
        return choices.of(table(choices.catalog(), part));
    }

    @Override
    public String containerName(Catalog catalog, CatalogObject<R> part) {
        return table(catalog, part).name();
    }

    @Override
    protected Section section(CatalogObject<R> part, Emission out) {
        return Section.POST_DATA;
    }

    @Override
    protected String owner(CatalogObject<R> part, Emission out) {
        return out.role(table(out.catalog(), part).row().relowner());
    }

    /** Returns the commands that create the part. */
    abstract String create(CatalogObject<R> part, CatalogObject<TableKind.Row> table, Emission out);

    @Override
    protected final String create(CatalogObject<R> part, Emission out) {
        return create(part, table(out.catalog(), part), out);
    }

    /** Returns the command that drops the part, as for other kinds. */
    abstract String drop(CatalogObject<R> part, CatalogObject<TableKind.Row> table, Emission out);

    @Override
    protected final String drop(CatalogObject<R> part, Emission out) {
        return drop(part, table(out.catalog(), part), out);
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<R> part, Emission out) {
        entry.tag(table(out.catalog(), part).name() + " " + part.name());
    }

    @Override
    protected void annotate(CatalogObject<R> part, Emission out) {
        if (out.annotations().hasComment(part)) {
            out.annotations().comment(part, target(part, out));
        }
    }

    /** Returns the part as COMMENT names it: {@code TRIGGER name ON table} or the like. */
    final Target target(CatalogObject<R> part, Emission out) {
        CatalogObject<TableKind.Row> table = table(out.catalog(), part);
        String on = type + " " + out.id(part.name()) + " ON";
        return new Target(on, out.id(table.name()), table.schemaName(), owner(part, out));
    }

    /** Returns {@code ALTER TABLE} or, for a foreign table, {@code ALTER FOREIGN TABLE}, and a space. */
    static String alter(CatalogObject<TableKind.Row> table) {
        return table.row().isForeign() ? "ALTER FOREIGN TABLE " : "ALTER TABLE ";
    }
}
