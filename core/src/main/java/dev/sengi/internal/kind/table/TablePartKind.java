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
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.select.Choices;
import java.util.Set;

/**
 * A kind whose objects belong to one relation and are written after the data: they have the relation's schema and
 * owner, and are dumped if the relation is.
 *
 * @param <R> the row that describes the part
 */
abstract class TablePartKind<R> extends ObjectKind<R> {

    TablePartKind(SortPriority priority, long classid) {
        super(priority, classid);
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
    public String ownerName(Catalog catalog, CatalogObject<R> part) {
        return table(catalog, part).name();
    }

    /** Starts the entry that defines the part; its tag is the relation's name and its own. */
    static TocEntry.Builder entry(CatalogObject<?> part, CatalogObject<TableKind.Row> table, Emission out) {
        return out.entry(part)
                .tag(table.name() + " " + part.name())
                .section(Section.POST_DATA)
                .owner(out.role(table.row().relowner()));
    }

    /** Writes the comment on the part, which is named as {@code TRIGGER name ON table} or the like. */
    static void comment(String type, CatalogObject<?> part, CatalogObject<TableKind.Row> table, Emission out) {
        Target target = new Target(
                type + " " + out.id(part.name()) + " ON",
                out.id(table.name()),
                table.schemaName(),
                out.role(table.row().relowner()));
        out.annotations().comment(part, target);
    }

    /** Returns {@code ALTER TABLE} or, for a foreign table, {@code ALTER FOREIGN TABLE}, and a space. */
    static String alter(CatalogObject<TableKind.Row> table) {
        return table.row().isForeign() ? "ALTER FOREIGN TABLE " : "ALTER TABLE ";
    }
}
