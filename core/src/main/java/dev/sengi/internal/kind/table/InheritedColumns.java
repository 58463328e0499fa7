package dev.sengi.internal.kind.table;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds what columns inherit from their parents, which determines what must be written for the child.
 *
 * <p>If a parent has a default and the child has none, the child gets {@code DEFAULT NULL}. A generation expression
 * equal to the parents' is omitted, except in a dump for pg_upgrade, which first creates tables without parents. Before
 * PostgreSQL 18, a not-null constraint that a parent also has is omitted, too.
 */
public final class InheritedColumns {
    private final CatalogBuilder catalog;
    private final ColumnDefaults defaults;
    private final NotNulls notNulls = new NotNulls();
    /** Expressions that columns get from their parents. */
    private final List<CatalogObject<ColumnDefaultKind.Row>> inherited = new ArrayList<>();

    private final boolean forUpgrade;

    private InheritedColumns(CatalogBuilder catalog, boolean forUpgrade) {
        this.forUpgrade = forUpgrade;
        this.catalog = catalog;
        this.defaults = catalog.get(ColumnDefaults.class);
    }

    /** Reads nothing itself: it works on columns and defaults that were read earlier. */
    public static ReadStep read(QueryBatch batch, Choices choices) {
        return catalog -> {
            boolean forUpgrade = choices.options().has(DumpFlag.BINARY_UPGRADE);
            InheritedColumns columns = new InheritedColumns(catalog, forUpgrade);
            catalog.put(columns.notNulls);
            for (CatalogObject<TableKind.Row> table : catalog.all(TableKind.KIND)) {
                boolean mayInherit = table.row().isTable();
                if (mayInherit && !choices.of(table).isEmpty()) {
                    columns.resolve(table);
                }
            }
            // Changed only after the loop, which compares them with the columns of grandchildren.
            columns.inherited.forEach(columns.defaults::remove);
        };
    }

    private void resolve(CatalogObject<TableKind.Row> table) {
        List<CatalogObject<TableKind.Row>> parents = catalog.parents(table);
        if (parents.isEmpty()) {
            return;
        }
        for (Column column : catalog.columns().of(table.oid())) {
            if (!column.attisdropped()) {
                resolve(table, column, parentColumns(parents, column));
            }
        }
    }

    private List<Column> parentColumns(List<CatalogObject<TableKind.Row>> parents, Column column) {
        return parents.stream()
                .map(parent -> catalog.columns().of(parent.oid()).stream()
                        .filter(c -> !c.attisdropped() && c.attname().equals(column.attname()))
                        .findFirst()
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    private void resolve(CatalogObject<TableKind.Row> table, Column column, List<Column> parents) {
        CatalogObject<ColumnDefaultKind.Row> own = defaults.of(table.oid(), column.attnum());
        boolean parentUnnamedNotNull = false;
        boolean parentValidNotNull = false;
        boolean parentDefault = false;
        boolean sameGenerated = false;
        boolean otherGenerated = false;
        for (Column parent : parents) {
            CatalogObject<ColumnDefaultKind.Row> theirs = defaults.of(parent.attrelid(), parent.attnum());
            parentUnnamedNotNull |= parent.hasNotNull() && !parent.hasNamedNotNull();
            parentValidNotNull |= parent.hasNotNull() && parent.notnull_valid();
            if (parent.attgenerated() != 0) {
                boolean same = theirs != null
                        && own != null
                        && theirs.row().adsrc().equals(own.row().adsrc());
                sameGenerated |= same;
                otherGenerated |= !same;
            } else {
                parentDefault |= theirs != null && !theirs.row().adsrc().equals("NULL");
            }
        }
        if (parentUnnamedNotNull) {
            notNulls.markInherited(column);
        }
        if (column.hasNamedNotNull() && !parentValidNotNull) {
            notNulls.markLocal(column);
        }
        if (parentDefault && own == null) {
            ColumnDefaultKind.Row row = new ColumnDefaultKind.Row(0, 0, table.oid(), column.attnum(), "NULL");
            defaults.put(ColumnDefaultKind.KIND.add(catalog, table, row));
        }
        if (sameGenerated && !otherGenerated && !table.row().relispartition() && !forUpgrade) {
            inherited.add(own);
        }
    }
}
